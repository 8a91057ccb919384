from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.problems import OutputError
from pipeline.records import (
    BadDate,
    CaseRecord,
    Citation,
    Document,
    Evidence,
    Fact,
    Field,
    Line,
    Opinion,
    Page,
    PartialDate,
    Period,
    Person,
    Score,
    Signature,
    SourceFile,
    Sum,
)
from pipeline.records import Review as CaseReview
from pipeline.store import NAME, Store, codec

amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9)
values = st.one_of(
    st.text(max_size=20),
    st.booleans(),
    st.integers(),
    amounts,
    st.dates(),
    st.datetimes(),
    st.builds(PartialDate, st.integers(1990, 2030), st.none() | st.integers(1, 12)),
    st.builds(BadDate, st.text(max_size=8)),
    st.builds(Citation, st.text(max_size=8), st.none() | st.integers(1, 500), st.none() | st.integers(1, 9)),
    st.builds(Person, st.text(max_size=4), st.none() | st.text(max_size=11)),
    st.builds(Opinion, st.sampled_from(["handler", "head"]), st.none() | st.text(max_size=9), st.none(), st.none() | st.dates()),
    st.builds(Signature, st.just("party"), st.none() | st.text(max_size=4)),
    st.builds(Period, st.integers(1, 90), st.sampled_from(["day", "working_day", "month"])),
    st.builds(Sum, st.tuples(amounts, amounts), amounts),
)


@given(values)
def test_every_value_comes_back_from_the_store_as_it_was(value: object) -> None:
    assert codec.loads(codec.dumps((value,))) == (value,)
    assert type(codec.loads(codec.dumps((value,)))[0]) is type(value)


def a_record() -> CaseRecord:
    page = Page(SourceFile(Path("a.pdf"), "a.pdf", "0", "pdf"), 1, "罚款伍佰元", (Line(0, 5, (0.1, 0.1, 0.5, 0.2)),))
    evidence = Evidence("a.pdf", 1, 0, 5, "罚款伍佰元", (0.1, 0.1, 0.5, 0.2))
    return CaseRecord(
        "甲案",
        (Document("decision", "行政处罚决定书", (page,)),),
        (Field("fine_yuan", Decimal("500.00"), evidence, 0.9, "test", 0),),
        {
            "quantities": Fact("quantities", {"trees": Decimal(3)}, (evidence,)),
            "inquiry_date": Fact("inquiry_date", (date(2024, 1, 2),)),
        },
        "ordinary",
        "滥伐林木",
        (page,),
    )


def test_a_case_that_was_read_comes_back_whole_after_a_kill(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME)
    store.keep_case("k", "甲案", (a_record(),))
    store.close()
    again = Store(tmp_path / NAME)
    assert again.read_case("k") == (a_record(),)
    assert again.read_case("other") is None
    again.close()


def test_a_second_run_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME)
    with pytest.raises(OutputError, match="另一个"):
        Store(tmp_path / NAME)
    store.close()


def test_a_stored_record_of_an_older_version_is_read_again(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME)
    store.database["readings"].insert({"key": "k", "case_id": "a", "record": b"rubbish"})  # type: ignore[union-attr]
    assert store.read_case("k") is None
    store.close()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="不能写入"):
        Store(tmp_path / "file" / NAME)


def test_every_part_of_a_review_has_rows(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME)
    score = Score("标准", Decimal("90.5"), Decimal("90.5"), "良好", Decimal("0.9"), (), ())
    store.begin()
    store.save(CaseReview(a_record(), (), score))
    store.commit()
    rows = list(store.database.query("select name, value from facts order by name"))
    assert rows == [
        {"name": "inquiry_date", "value": '["2024-01-02"]'},
        {"name": "quantities", "value": '{"trees": 3}'},
    ]
    assert list(store.database.query("select points, band from scores")) == [{"points": 90.5, "band": "良好"}]
    store.close()


def test_times_of_day_are_kept() -> None:
    assert codec.loads(codec.dumps(datetime(2024, 1, 2, 9, 30))) == datetime(2024, 1, 2, 9, 30)
