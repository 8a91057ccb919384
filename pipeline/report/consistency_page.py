"""处罚一致性.html: the comparison as one file that works offline, with pictures, a table that sorts and filters, and a print layout."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from pipeline.compare.peers import NAMES, Group, Member, differs, label_quantities
from pipeline.compare.spread import Outliers, bounds, nearest
from pipeline.compare.study import Study
from pipeline.compare.usual import Standing
from pipeline.compare.view import said
from pipeline.report.consistency import VERDICT, away, overview, position
from pipeline.report.plots import Box, Dot, calendar, scatter, strip

_HERE = Path(__file__)
_PICTURES, _CARDS, _ROWS, _DOTS = 24, 60, 3000, 500  # what a browser shows at ease
_SLIGHT = 0.05  # differences below it say nothing
_HEADS = ("案卷", "机关", "承办人", "决定日期", "罚款（元）", "幅度", "计量", "通常", "相差", "法定位置", "数量", "情节", "同类组")
Part = tuple[Group, Standing, Outliers]


def page(study: Study, notes: Sequence[str]) -> str:
    """The whole file."""
    parts = list(zip(study.groups, study.standings, study.outliers, strict=True))
    style, script = (_HERE.with_name(f"consistency.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    body = [
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>处罚一致性</title><style>{style}</style><h1>处罚一致性比较</h1>",
        "<nav><a href=#unlike>明显不同</a><a href=#signals>跨案提示</a><a href=#groups>同类组</a><a href=#facts>差异</a>"
        "<a href=#calendar>立案日历</a><a href=#all>各案</a></nav>",
        *_head(study, notes),
        *_cards(study, parts),
        *_signals(study),
        *_pictures(study, parts),
        *_facts(study),
        *_calendar(study),
        *_cases(study, parts),
        f"<script>{script}</script>",
    ]
    return "\n".join(body) + "\n"


def pictures(study: Study) -> dict[str, str]:
    """The pictures of the groups worth drawing, by file name, for reports."""
    parts = list(zip(study.groups, study.standings, study.outliers, strict=True))
    chosen = _worth(parts, study.like.count("least_cases"))
    return {f"{number:02d} {part[0].label}.svg".replace("/", "每"): _strip(part) for number, part in enumerate(chosen, 1)}


def _head(study: Study, notes: Sequence[str]) -> Iterator[str]:
    compared = sum(len(group.members) for group in study.groups)
    unlike = sum(map(len, study.outliers))
    excess = sum((yuan for apart in study.outliers for yuan in apart.values()), Decimal(0))
    tiles = (
        ("", "读到", f"{len(study.cases)}件"), ("", "参加比较", f"{compared}件"), ("", "同类组", f"{len(study.groups)}组"),
        ("red" if unlike else "", "处罚明显不同", f"{unlike}件"), ("", "与通常合计相差", f"{said(excess)}元"),
        ("", "没有参加比较", f"{len(study.left_out)}件"),
    )  # fmt: skip
    yield "<div class=tiles>" + "".join(f"<div class='tile {kind}'>{name}<b>{value}</b></div>" for kind, name, value in tiles) + "</div>"
    for name, value in overview(study, notes):
        yield f"<p><b>{html.escape(name)}</b>：{html.escape(value)}</p>"


def _cards(study: Study, parts: Iterable[Part]) -> Iterator[str]:
    """Every unlike fine with its neighbours beside it, the largest difference in yuan first."""
    found = [(abs(yuan), place, yuan, part) for part in parts for place, yuan in part[2].items()]
    found.sort(key=lambda one: (-one[0], one[3][0].members[one[1]].seen.name))
    yield f"<h2 id=unlike>处罚明显不同的案件（{len(found)}件）</h2>"
    if not found:
        yield "<p>没有发现与同类案件明显不同而没有说明理由的处罚。</p>"
    elif len(found) > _CARDS:
        yield f"<p class=soft>按差额从大到小列出前{_CARDS}件，其余见 xlsx 的“偏离”表和 findings.jsonl。</p>"
    for _, place, yuan, (group, standing, _) in found[:_CARDS]:
        member, usual = group.members[place], float(standing.usual[place])
        kind, word = ("high", "偏高") if yuan > 0 else ("low", "偏低")
        limits = bounds(group)
        span = f"；{'档次' if group.tier else '法定'}{said(limits[0])}至{said(limits[1])}{group.unit}" if limits else ""
        rows = [_row(group, member, "", "this")]
        for other in nearest(group, member, study.like)[:6]:
            rows.append(_row(group, other, differs(member.seen, other.seen) or "读到的数量、情节都相同", ""))
        heads = "".join(f"<th>{head}" for head in ("案卷", "承办人", "罚款（元）", group.unit, "数量", "情节", "与本案的不同"))
        own = f"本案{said(member.measure)}{group.unit}，同类通常{usual:.4g}{group.unit}（{away(usual, member)}）{span}"
        yield (
            f"<div class=card><h3>{html.escape(member.seen.named())}　<span class={kind}>{word}{said(abs(yuan))}元</span></h3>"
            f"<p>{html.escape(group.label)}：{own}。</p>"
            f"<table><thead><tr>{heads}</thead><tbody>{''.join(rows)}</tbody></table></div>"
        )


def _row(group: Group, member: Member, differs_: str, kind: str) -> str:
    seen = member.seen
    cells = (seen.named().removeprefix("案卷"), "、".join(seen.officers))
    numbers = (said(seen.fine), said(member.measure))
    more = (label_quantities(seen.quantities), "、".join(sorted(seen.traits)), differs_)
    return f"<tr class='{kind}'>{_cells(cells)}{_cells(numbers, 'n')}{_cells(more)}"


def _signals(study: Study) -> Iterator[str]:
    """All findings but those that the cards show."""
    others = [item for item in study.findings if item.rule not in ("XA-03", "CL-15")]
    yield f"<h2 id=signals>跨案提示（{len(others)}条）</h2>"
    if others:
        rows = "".join(f"<tr>{_cells((item.rule, item.title, item.message, VERDICT.get(item.verdict, '')))}" for item in others[:500])
        yield f"<table><thead><tr><th>规则<th>问题<th>说明<th>把握</thead><tbody>{rows}</tbody></table>"


def _pictures(study: Study, parts: Sequence[Part]) -> Iterator[str]:
    chosen = _worth(parts, study.like.count("least_cases"))
    yield "<h2 id=groups>同类组</h2>"
    yield (
        "<p class=key><span><i style='background:#3b6ea5'></i>一件案件</span><span><i style='background:#c8281e'></i>明显不同</span>"
        "<span><i class=bar style='background:#eef2f7;outline:1px solid #ccd'></i>法定幅度</span>"
        "<span><i class=bar style='background:#fbe9c6'></i>裁量档次</span><span>方框：中间一半；粗线：中位</span></p>"
    )
    if len(chosen) < sum(len(group.members) >= study.like.count("least_cases") for group in study.groups):
        yield f"<p class=soft>画出{len(chosen)}组（有提示的、案件多的在先），全部见 xlsx 的“分组”表。</p>"
    families: dict[object, list[Part]] = defaultdict(list)
    for part in parts:
        families[part[0].family].append(part)
    drawn: set[object] = set()
    yield "<div class=plots>"
    for part in chosen:
        group = part[0]
        yield f"<div class=plot><h3>{html.escape(group.label)}（{len(group.members)}件）</h3>{_strip(part)}</div>"
        if group.family not in drawn and group.quantity:
            drawn.add(group.family)
            picture = _scatter(families[group.family], group)
            if picture:
                yield f"<div class=plot><h3>{html.escape(group.label.rpartition('·')[0])}：幅度与数量</h3>{picture}</div>"
    yield "</div>"


def _worth(parts: Iterable[Part], least: int) -> list[Part]:
    """The groups with unlike fines first, then the largest."""
    judged = [part for part in parts if len(part[0].members) >= least]
    return sorted(judged, key=lambda part: (-len(part[2]), -len(part[0].members), part[0].label))[:_PICTURES]


def _strip(part: Part) -> str:
    group = part[0]
    tier = group.tier[1].range if group.tier and bounds(group) == group.tier[1].range else None
    return strip(_dots(part), group.unit, _floats(group.lawful), _floats(tier))


def _scatter(parts: Sequence[Part], one: Group) -> str:
    same = [part for part in parts if part[0].quantity == one.quantity]
    boxes = []
    for table in {id(part[0].tier[0]): part[0].tier[0] for part in same if part[0].tier}.values():
        for tier in table.tiers:
            span = tier.when.get(one.quantity or "")
            if span:
                x = (float(span[0]), None if span[1] is None else float(span[1]))
                boxes.append(Box(x, (float(tier.range[0]), float(tier.range[1])), tier.name or "裁量档次"))
    name, unit = NAMES.get(one.quantity or "", ("数量", ""))
    return scatter([dot for part in same for dot in _dots(part)], boxes, one.unit, f"{name}（{unit}）", _floats(one.lawful))


def _dots(part: Part) -> list[Dot]:
    group, _, apart = part
    step = max(1, len(group.members) // _DOTS)
    dots = []
    for place, one in enumerate(group.members):
        if place in apart or place % step == 0:
            title = f"{one.seen.name}：{said(one.measure)}{group.unit}，罚款{said(one.seen.fine)}元"
            dots.append(Dot(float(one.size) if one.size else None, float(one.measure), title, place in apart))
    return dots


def _facts(study: Study) -> Iterator[str]:
    surely = float(study.like.number("false_alarms"))
    shown = [one for one in study.differences if one.discovery <= surely and abs(one.ratio - 1) >= _SLIGHT]
    yield "<h2 id=facts>承办人、机关、年度、当事人类型之间的差异</h2>"
    yield (
        "<p class=soft>在同类组之内随机重排得出；只是事实，不是指责：案件难易、情节未必都写在案卷里。"
        "不大可能是偶然的列在这里，全部见 xlsx 的“差异”表。</p>"
    )
    if not shown:
        yield "<p>没有超出偶然的差异。</p>"
        return
    rows = "".join(
        f"<tr>{_cells((one.factor, one.level))}{_cells((one.cases, f'{one.ratio - 1:+.0%}', f'{one.yuan:.0f}', f'{one.discovery:.2%}'), 'n')}"
        for one in shown[:100]
    )
    heads = "".join(f"<th>{head}" for head in ("因素", "对象", "案件数", "相对同类", "合计差额（元）", "校正后的偶然可能"))
    yield f"<table class=sort><thead><tr>{heads}</thead><tbody>{rows}</tbody></table>"


def _calendar(study: Study) -> Iterator[str]:
    filed = [one.filing for one in study.cases if one.filing]
    days, what = (filed, "立案") if len(filed) * 2 >= len(study.cases) else ([one.decision for one in study.cases if one.decision], "处罚决定")
    if days:
        yield f"<h2 id=calendar>{what}日历</h2>{calendar(days, what)}"


def _cases(study: Study, parts: Iterable[Part]) -> Iterator[str]:
    every = [(group, standing, place, place in apart) for group, standing, apart in parts for place in range(len(group.members))]
    every.sort(key=lambda one: not one[3])
    causes = sorted({group.members[place].seen.cause or "" for group, _, place, _ in every})
    yield f"<h2 id=all>各案（{len(every)}件）</h2>"
    if len(every) > _ROWS:
        yield f"<p class=soft>列出{_ROWS}件，明显不同的在先；其余见 xlsx。</p>"
    options = "".join(f"<option>{html.escape(cause)}" for cause in causes)
    yield (
        "<div class=find><input id=words placeholder='文号、当事人、承办人……' size=28>"
        f"<select id=cause><option value=''>全部案由{options}</select><label><input type=checkbox id=only> 只看明显不同</label>"
        f"<span id=shown class=soft>显示{min(len(every), _ROWS)}件</span></div>"
    )
    yield f"<table class=sort id=cases><thead><tr>{''.join(f'<th>{head}' for head in _HEADS)}</thead><tbody>"
    for group, standing, place, unlike in every[:_ROWS]:
        member, usual = group.members[place], float(standing.usual[place])
        seen = member.seen
        names = (seen.named().removeprefix("案卷"), seen.bureau or seen.authority or "", "、".join(seen.officers), seen.decision or "")
        numbers = (said(seen.fine), said(member.measure))
        compared = (f"{usual:.4g}", away(usual, member), position(group, member))
        told = (label_quantities(seen.quantities), "、".join(sorted(seen.traits)), group.label)
        cause = html.escape(seen.cause or "", quote=True)
        cells = f"{_cells(names)}{_cells(numbers, 'n')}{_cells((group.unit,))}{_cells(compared, 'n')}{_cells(told)}"
        yield f"<tr class='{'this' if unlike else ''}' data-cause=\"{cause}\">{cells}"
    yield "</tbody></table>"


def _cells(values: Iterable[object], kind: str = "") -> str:
    head = f"<td class={kind}>" if kind else "<td>"
    return "".join(head + html.escape(str(value)) for value in values)


def _floats(span: tuple[Decimal, Decimal] | None) -> tuple[float, float] | None:
    return (float(span[0]), float(span[1])) if span else None
