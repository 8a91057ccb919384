"""The whole line on small text files: results, going on after a stop, bad input, exit codes."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from pipeline.problems import EmptyArchive, OutputError
from pipeline.run import review_archive

DECISION = """云某县林业局
行政处罚决定书
云林罚决字〔2024〕{number}号
当事人：林某山，男，住云某县东山乡西沟村。
经查，当事人于2024年3月5日在云某县东山乡西沟村擅自采伐自有林地内杨树12株，立木蓄积3.2立方米，林木价值2000元。
以上事实有询问笔录、勘验笔录、鉴定意见等证据证实。
当事人的行为违反了《中华人民共和国森林法》第五十六条第一款的规定，属滥伐林木。
依据《中华人民共和国森林法》第七十六条第二款的规定，本机关决定给予以下行政处罚：
1.责令补种树木24株；
2.处滥伐林木价值三倍的罚款，2000元×3倍=6000元，罚款人民币陆仟元整（¥6000.00）。
当事人应当自收到本决定书之日起十五日内将罚款缴至指定银行。到期不缴纳的，每日按罚款数额的百分之三加处罚款。
如不服本决定，可以自收到本决定书之日起六十日内向云某县人民政府申请行政复议，或者六个月内向云某县人民法院提起行政诉讼。
云某县林业局
2024年5月20日
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "案卷"
    for number in (1, 2):
        (folder / f"2024-00{number}").mkdir(parents=True)
        (folder / f"2024-00{number}" / "决定书.txt").write_text(DECISION.format(number=number), encoding="utf-8")
    return folder


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def run(*words: str | Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "cli", *map(str, words)], capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_every_output_of_the_contract_is_written(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = review_archive(archive, out, workers=0)
    assert len(summary.lines) == 2
    names = {path.name for path in out.iterdir()}
    assert names >= {
        "anjuan.db", "cases.jsonl", "findings.jsonl", "sheets", "问题清单.xlsx", "自查台账.xlsx", "整治台账.xlsx", "汇总.xlsx",
        "处罚一致性.xlsx", "处罚一致性.html",
    }  # fmt: skip
    assert {path.name for path in (out / "sheets").iterdir()} == {f"2024-00{n}.{suffix}" for n in (1, 2) for suffix in ("docx", "xlsx", "html")}
    case = rows(out / "cases.jsonl")[0]
    assert case["case"] == "2024-001"
    assert case["facts"]["fine_yuan"]["value"] == 6000  # type: ignore[index]
    assert {row["verdict"] for row in rows(out / "findings.jsonl")} <= {"fail", "unsure"}


def test_a_second_run_reads_nothing_again_and_a_changed_file_alone(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    review_archive(archive, out, workers=0)
    first = (out / "findings.jsonl").read_bytes()
    assert review_archive(archive, out, workers=0).read_again == 0
    assert (out / "findings.jsonl").read_bytes() == first
    (archive / "2024-002" / "决定书.txt").write_text(DECISION.format(number=7), encoding="utf-8")
    assert review_archive(archive, out, workers=0).read_again == 1
    assert rows(out / "cases.jsonl")[1]["facts"]["doc_number"]["value"].endswith("7号")  # type: ignore[index]


def test_a_damaged_store_is_told_and_no_case_is_left_out_in_silence(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    review_archive(archive, out, workers=0)
    with sqlite3.connect(out / "anjuan.db") as database:
        database.execute("update readings set record = x'00'")
        database.execute("delete from runs")
    with pytest.raises(OutputError, match="已损坏"):
        review_archive(archive, out, workers=0)


def test_the_number_of_workers_changes_nothing(archive: Path, tmp_path: Path) -> None:
    review_archive(archive, tmp_path / "one", workers=0)
    review_archive(archive, tmp_path / "two", workers=2)
    for name in ("cases.jsonl", "findings.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_bad_files_are_named_and_the_other_cases_are_untouched(archive: Path, tmp_path: Path) -> None:
    (archive / "坏卷").mkdir()
    (archive / "坏卷" / "断.pdf").write_bytes(b"%PDF-1.4 broken")
    (archive / "空卷").mkdir()
    (archive / "空卷" / "空.docx").write_bytes(b"")
    (archive / "2024-002" / "附件.xyz").write_bytes(b"\x00\x01\x02")
    out = tmp_path / "out"
    code, _ = run("review", archive, "-o", out, "-q", "--workers", "1")
    assert code == 0
    told = {row["case"]: row for row in rows(out / "cases.jsonl")}
    assert len(told) == 4
    for name in ("坏卷", "空卷", "2024-002"):
        assert told[name]["problems"], name
    assert not told["2024-001"]["problems"]
    for name in ("坏卷", "空卷"):
        assert told[name]["score"]["band"] is None  # type: ignore[index]


def test_nothing_is_written_where_the_input_cannot_be_used(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (archive / "settings.yaml").write_text("hearing_treshold: 1\n", encoding="utf-8")
    code, words = run("review", archive, "-o", out, "-q")
    assert code == 3
    assert "hearing_treshold" in words
    assert run("review", tmp_path / "没有", "-o", out)[0] == 3
    (tmp_path / "空").mkdir()
    assert run("review", tmp_path / "空", "-o", out)[0] == 3
    assert not out.exists()


def test_wrong_options_are_code_2() -> None:
    assert run("review")[0] == 2
    assert run("no-such-command")[0] == 2


def test_an_out_that_is_a_file_is_code_4(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert run("review", archive, "-o", tmp_path / "file" / "out", "-q")[0] == 4


def test_results_inside_the_archive_are_refused(archive: Path) -> None:
    with pytest.raises(EmptyArchive, match="不能在案卷文件夹里面"):
        review_archive(archive, archive / "out", workers=0)


def test_extract_prints_one_line_a_file_and_goes_on_after_a_bad_one(archive: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"")
    result = CliRunner().invoke(cli.anjuan, ["extract", "--json", str(bad), str(archive / "2024-001" / "决定书.txt")])
    assert result.exit_code == 0
    first, second = (json.loads(line) for line in result.output.splitlines())
    assert first["problems"]
    assert second["documents"][0]["role"] == "decision"
    assert second["facts"]["decision_date"]["value"] == "2024-05-20"


def test_text_shows_pages_and_lines(archive: Path) -> None:
    result = CliRunner().invoke(cli.anjuan, ["text", "--json", str(archive / "2024-001" / "决定书.txt")])
    page = json.loads(result.output)["pages"][0]
    assert any("行政处罚决定书" in line["text"] for line in page["lines"])


def test_compare_reads_results_without_files(archive: Path, tmp_path: Path) -> None:
    review_archive(archive, tmp_path / "out", workers=0)
    result = CliRunner().invoke(cli.anjuan, ["compare", str(tmp_path / "out"), "-o", str(tmp_path / "compared")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "compared" / "处罚一致性.xlsx").exists()
    assert (tmp_path / "compared" / "findings.jsonl").exists()


def test_rules_lists_all_and_shows_one() -> None:
    listed = CliRunner().invoke(cli.anjuan, ["rules"])
    assert "FS-04" in listed.output
    shown = CliRunner().invoke(cli.anjuan, ["rules", "FS-04"])
    assert "fail" in shown.output
    assert CliRunner().invoke(cli.anjuan, ["rules", "FS-99"]).exception is not None
