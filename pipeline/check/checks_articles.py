"""The articles that the notice and the decision name, against each other."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, passed, unsure
from pipeline.check.wording import cited
from pipeline.records import Citation, Field


def same_articles(question: Question) -> Outcome:
    """The notice names the same broken articles and the same basis as the decision."""
    wrong, open_, seen = [], [], []
    for name in ("violated", "basis"):
        notice, decision = articles(question, name, "prior_notice"), articles(question, name, "decision")
        if not notice or not decision:
            continue
        seen += [*notice.values(), *decision.values()]
        added = [item for key, item in decision.items() if key not in notice]
        dropped = [item for key, item in notice.items() if key not in decision]
        other = _paragraphs(question, name, notice.keys() & decision.keys())
        if other:
            wrong.append((name, *other))
        elif added and dropped:
            wrong.append((name, added, dropped))
        elif added or dropped:
            open_ += [*added, *dropped]
    if wrong:
        said = "；".join(
            f"{'违反条款' if name == 'violated' else '处罚依据'}告知书写{_cites(dropped)}，决定书写{_cites(added)}"
            for name, added, dropped in wrong
        )
        return failed(f"{said}，不一致", *(item for _, added, dropped in wrong for item in (*dropped, *added)))
    if open_:
        return unsure(f"{_cites(open_)}只在告知书或者决定书一处引用，请人工核对", *open_)
    return passed("告知书与决定书引用的条款一致", *seen) if seen else unsure("没有读到告知书或者决定书引用的条款")


def _paragraphs(question: Question, name: str, common: Iterable[tuple[str, str]]) -> tuple[list[Field], list[Field]] | None:
    """The decision's and the notice's citations of one article by paragraphs of which none is the same."""
    for law, article in sorted(common):
        cites = [
            [item for item in question.case.all(name, role) if isinstance(item.value, Citation)
             and (item.value.law, str(item.value.article)) == (law, article)]
            for role in ("decision", "prior_notice")
        ]  # fmt: skip
        first, second = ({item.value.paragraph for item in some if isinstance(item.value, Citation)} for some in cites)
        if None not in first | second and not first & second:
            return cites[0], cites[1]
    return None


def articles(question: Question, name: str, role: str) -> dict[tuple[str, str], Field]:
    """The articles that papers of that role cite as `violated` or `basis`, one field each."""
    fields = [item for item in question.case.all(name, role) if isinstance(item.value, Citation)]
    return {(item.value.law, str(item.value.article)): item for item in fields if isinstance(item.value, Citation)}


def _cites(fields: list[Field]) -> str:
    return "、".join(
        dict.fromkeys(cited(item.value) for item in fields if isinstance(item.value, Citation))
    )


CHECKS = (Asks(same_articles),)
