"""Comparing without case files (`anjuan compare`): results, databases, tables, JSON lines, folders of papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import compare, plain, report, sources
from pipeline.problems import OutputError
from pipeline.settings import load


def compare_sources(paths: Sequence[Path], out: Path, settings_file: Path | None) -> int:
    """contract.md 2.4: compare what the sources tell, write findings.jsonl and 处罚一致性; the number of findings."""
    settings = load(settings_file)
    taken = sources.take(paths)
    study = compare.study(taken.cases, settings, taken.registers)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}：不能建立结果文件夹（{error.strerror}）。") from error
    with report.jsonl(out / "findings.jsonl") as keep:
        for finding in study.findings:
            keep(plain.finding_row(finding))
    twice = (f"几个来源都有的同一决定{taken.twice}件，只计一次。",) if taken.twice else ()
    report.write_comparison(out, study, (*taken.problems, *twice))
    report.write_pictures(out, study)
    return len(study.findings)
