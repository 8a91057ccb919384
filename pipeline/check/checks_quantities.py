"""The same quantity in every paper, and units that add up."""

from __future__ import annotations

from decimal import Decimal

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.words import label
from pipeline.records import Document, Field

_Found = tuple[str, tuple[Field, ...]]  # what is wrong, and where


def quantities_equal(question: Question) -> Outcome:
    """Each quantity of `keys` is the same in all papers of `roles` that give it, within rounding."""
    wrong: list[_Found] = []
    open_: list[_Found] = []
    seen: list[Field] = []
    agreed: list[str] = []
    for key in question.given["keys"]:
        papers = _by_paper(question, key, question.given["roles"])
        home = next(
            (index for role in question.given["roles"] for index in papers if question.case.documents[index].role == role), None
        )
        if home is None or len(papers) < 2:
            continue
        right = papers[home]
        seen += right
        agreed.append(f"{label(key)}{_list(right)}（{len(papers)}份）")
        differing: dict[str, list[tuple[int, list[Field]]]] = {}
        for index, fields in papers.items():
            if index == home or any(_same(one, other) for one in fields for other in right):
                continue
            differing.setdefault(_list(fields), []).append((index, fields))
        for figure, group in differing.items():
            papers_named = "、".join(dict.fromkeys(_name(question, index) for index, _ in group))
            said = f"{papers_named}所写{label(key)}为{figure}，{_name(question, home)}为{_list(right)}"
            for _, fields in group:
                (wrong if len(fields) == 1 and len(right) == 1 else open_).append((said, (*fields, *right)))
    if wrong:
        return failed(
            f"{'；'.join(dict.fromkeys(said for said, _ in wrong))}，前后不一致",
            *(item for _, items in wrong for item in items),
        )
    if open_:
        return unsure(f"{open_[0][0]}，一份文书有多个数值，请人工核对", *open_[0][1])
    return passed(f"各文书所写数量一致：{'、'.join(agreed)}", *seen) if seen else not_applicable("没有两份文书写有同一数量")


def areas_add_up(question: Question) -> Outcome:
    """In each paper the plots add up to the total, and 亩, 平方米 and 公顷 agree."""
    per_mu, mu_per_ha = Decimal(str(question.given["m2_per_mu"])), Decimal(str(question.given["mu_per_ha"]))
    wrong: list[tuple[str, str, tuple[Field, ...]]] = []  # paper, what is wrong there, where
    open_: list[tuple[str, str, tuple[Field, ...]]] = []
    seen: list[str] = []
    for index, paper in enumerate(question.case.documents):
        metres, mu, ha, parts = (_fields(question, index, key) for key in ("area_m2", "area_mu", "area_ha", "area_part_m2"))
        title = paper.title or label(paper.role)
        for fields, size, unit in ((mu, per_mu, "亩"), (ha, per_mu * mu_per_ha, "公顷")):
            if not fields or not metres:
                continue
            seen.append(f"{_list(metres)}平方米合{_list(fields)}{unit}")
            if any(_converts(one, other, size) for one in fields for other in metres):
                continue
            right = f"按1{unit}={size.normalize():f}平方米应为{_number(metres[0]) / size:.2f}{unit}"
            said = f"写{_list(metres)}平方米合{_list(fields)}{unit}，{right}"
            (wrong if len(fields) == 1 and len(metres) == 1 else open_).append((title, said, (*metres, *fields)))
        # the total itself may be read as one of the plots
        parts = [item for item in parts if len(parts) < 3 or _number(item) not in [_number(whole) for whole in metres]]
        if len(parts) > 1 and len(metres) == 1:
            seen.append(f"{'+'.join(f'{_number(item):f}' for item in parts)}={_list(metres)}平方米")
            total = sum((_number(item) for item in parts), Decimal(0))
            if abs(total - _number(metres[0])) > 1:
                said = f"各地块面积合计{total}平方米，总面积写{_list(metres)}平方米"
                # a plot that was not read, or a total among the plots, is as likely as a wrong sum
                (wrong if _whole(paper) and total < 2 * _number(metres[0]) and len(parts) > 2 else open_).append(
                    (title, said, (*parts, *metres))
                )
    if wrong:
        titles: dict[str, list[str]] = {}  # papers that say the same are named once
        for title, said, _ in wrong:
            titles.setdefault(said, []).append(title)
        return failed("；".join(f"{_many(named)}{said}" for said, named in titles.items()), *(item for *_, items in wrong for item in items))
    if open_:
        return unsure(f"{open_[0][0]}{open_[0][1]}，请人工核对", *open_[0][2])
    return passed(f"面积合计和单位换算正确：{'；'.join(dict.fromkeys(seen))}") if seen else not_applicable("没有需要换算或者合计的面积")


def _many(titles: list[str]) -> str:
    return "、".join(titles) if len(titles) < 4 else f"{titles[0]}、{titles[1]}等{len(titles)}份文书"


def _by_paper(question: Question, key: str, roles: list[str]) -> dict[int, list[Field]]:
    found = {}
    for index, paper in enumerate(question.case.documents):
        if paper.role in roles and (fields := _fields(question, index, key)):
            found[index] = fields
    return found


def _fields(question: Question, index: int, key: str) -> list[Field]:
    """One field for each different value of that quantity in that paper."""
    unique = {item.value: item for item in question.case.of(index, key) if isinstance(item.value, Decimal)}
    return list(unique.values())


def _same(one: Field, other: Field) -> bool:
    """Equal once the finer figure is rounded or cut to the coarser one's decimals."""
    first, second = _number(one), _number(other)
    digits = min(_digits(first), _digits(second))
    return abs(first - second) < Decimal(1).scaleb(-digits)


def _converts(small: Field, metres: Field, size: Decimal) -> bool:
    # the last printed digit of either may be rounded or cut
    value = _number(small)
    slack = Decimal(1).scaleb(-_digits(value)) * size + Decimal(1).scaleb(-_digits(_number(metres)))
    return abs(value * size - _number(metres)) <= slack


def _digits(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number(item: Field) -> Decimal:
    return Decimal(str(item.value))


def _list(fields: list[Field]) -> str:
    return "、".join(f"{_number(item):f}" for item in fields)


def _name(question: Question, index: int) -> str:
    paper = question.case.documents[index]
    return paper.title or label(paper.role)


def _whole(paper: Document) -> bool:
    return all(page.origin == "text" for page in paper.pages)


CHECKS = (
    Asks(quantities_equal, keys="fields", roles="roles"),
    Asks(areas_add_up, m2_per_mu="number", mu_per_ha="number"),
)
