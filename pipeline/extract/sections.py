"""The parts of a paper that mean different things: what happened, what is decided, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.clauses import Span, headed, items, sentences, unquoted
from pipeline.extract.labelled import labelled

SUM = (
    r"(?:人民币|合计|共计|计)?¥?"
    r"(?:\d[\d,.]*|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾][一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟零]*)[万千]?元"
)
# a fine without its word: 处以伍仟元的行政处罚, 合并2万元整的行政处罚, 罚500元
FINED = rf"(?:处以?|给予|合并|执行){SUM}(?:整|（[^（）]{{0,24}}）)*的?(?:行政)?处罚|罚{SUM}(?!以[上下]|至|-)"
PENALTY = rf"(?:罚款|没收|警告|通报批评|吊销|暂扣|责令|拘留|限期|降低资质|限制|取消|{FINED})"
FINAL = re.compile(
    r"决定(?:书?内容)?如下|决定(?:对(?:(?!罚款|元)[^。：]){1,30})?：|决定(?:从轻|减轻|从重|依法)[^。：，；“\n]{0,8}：|(?:给予|予以|处以|合并执行)：|(?:作出|给予|予以|处以|进行)[^。；：“”]{0,30}?(?:如下|以下"
    r"|下列|下述)[^。；：“”]{0,14}|(?:处罚|处理)(?:决定|内容|意见|结果|建议)?(?:为|如下|是)?：|处罚如下"
    r"|(?:决定(?!书)|现(?![场其象有]|已?(?:查|经))|兹|故)[^。：；“”\n]{0,40}?(?:作出|给予|予以|处以?|并处|责令|没收|罚款|警告|吊销|暂扣)"
    r"|(?:分别|合并|一并)[^。；“”\n]{0,6}(?:给予|处以?|执行|处罚)"
    r"|(?:对(?:你|当事人|其|你单位|你（单位）|该(?:单位|公司|店))|给予|予以)[^。：；“”\n]{0,24}?(?:处以?|给予|予以"
    r"|警告|罚款|没收)|处以?罚款|(?:并|可)?处[^。；，\n]{0,40}罚款"
    # 依据《……》第四条，责令…… · 依据《……》第四条：1.警告
    r"|(?:依据|根据|依照|按照|(?<![法据])[依按](?=《))《[^。；：“]{4,160}[条款项](?:[^，。；：“]{0,6}规定)?(?:，(?=责令|没收|罚|处|警告|吊销|暂扣)|：(?=\s*(?:[（(]?[一1①][）)、.．]?|警告|罚款|责令|没收)))"
    rf"|{FINED}"
)
PROPOSED = re.compile(rf"(?:拟|建议|拟定|可以?考虑|初步意见)[^。；\n]{{0,60}}?(?:{PENALTY}|处罚|处以?)")
DECIDED_BOX = (
    r"(?:行政)?处罚(?:决定|内容|结果|种类及内容|种类和内容|事项|类别|种类|方式)|[类种][别类]|处理(?:决定|结果)|决定内容|处罚的?种类[、和及]?(?:幅度|依据|结果)?|罚款金额"
)
PROPOSED_BOX = (
    r"拟?(?:作出)?(?:的)?(?:行政)?(?:处罚|处理)(?:的)?(?:意见|事项|内容|建议|决定)|承办(?:人员?|部门|机构|单位|科室"
    r"|股室?)(?:的)?(?:处理|处罚|拟处理)?(?:意见|建议)|拟(?:处罚|处理)|送审(?:处理)?意见|办案(?:人员|机构)意见"
    r"|(?:集体)?(?:讨论|会议|合议|审理|研究|议事)(?:结论|决定|结果|决议)"
)
NOW = re.compile(r"(?:如下|综上)[^。\n]{0,60}$|决定[^。\n]{0,20}(?:以下|下列)")
PAST = re.compile(r"曾|此前|以往|前科|再次|\d年内[^。]{0,6}被|曾经|上一次|此次之前|先前")
TOLD = re.compile(
    r"告知(?!如下)|拟[^定]|听证|陈述|申辩|复核|送达了|法制审核|应当?(?:受到|给予|予以|承担)|(?:依法)?应予|可以(?:处"
    r"|并处)|(?:本|应|可)应?(?:当)?处(?!罚决定)|本应|规定：|规定，“|的规定：|属于“|裁量(?:基准|标准|幅度)(?!》)"
)
AFTER = re.compile(
    r"履行(?:方式|期限)|缴纳?(?:方式|期限|地点)|缴(?:纳|到|至|入|款|清)|交(?:到|至|纳)|逾期|到期不|不服|救济|复议|诉讼"
    r"|起诉|加处|账号|帐号|账户|开户|自动履行|强制执行|(?:^|\n)\s*(?:附|执法人员|承办人|联系人|被处罚人签"
    r"|本决定书?一式|此?送达|抄送)"
)
# a column of a disclosure table, not an item of the decision
COLUMN = re.compile(
    r"\s*[^，。：；\t\n]{0,24}(?:[额款]（万元）|有效期限?|截止期限?|截止日期|处罚机关|处罚日期|备注|数据来源|代码|编码)"
    r"(?:（[^）\n]{1,12}）)?[：\t]|\s*罚款(?:金额)?(?:（[^）\n]{1,12}）)?[：\t]\s*(?:0(?:\.0*)?)?\s*$"
)
ORDER = re.compile(
    rf"{FINED}|"
    r"责令|没收|警告|(?:处|罚款)[^。]{0,40}(?:\d|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖]+[万仟佰拾千百十]?)元"
    r"|罚款(?:人民币)?¥?\d|吊销|暂扣|通报批评|补[种栽植]|恢复"
)
FACTS_BEGIN = (
    re.compile(
        r"(?:现|已|经)?(?:依法)?(?:审理|调查|核查|检查|勘查|现场检查|审查)?(?:查明|查实|查证|(?<=审理)认定|(?<=调查)认定"
        r"|(?<=机关)认定|(?<=局)认定)(?!人|书|意见)"
        r"|(?:主要)?(?:违法|案件)(?:行为)?(?:事实|情况|经过)(?:和证据|及证据|与证据)?|(?:基本|简要|主要)?案情(?:简介|摘要"
        r"|概况|介绍|及违法事实)?|案件事实|(?<!上)(?<!述)事实(?:如下|经过)："
    ),
    re.compile(r"经(?:本机关|本局|我局|我单位|执法人员|依法|立案)?[^。，：\n]{0,8}(?:查|调查|核查|检查|核实)(?=[，：,])"),
    re.compile(r"你（?(?:单位)?）?于|当事人于|涉嫌"),
)
FACTS_SAID = re.compile(
    r"(?:以上|上述|前述)(?:违法)?(?:事实|情况|行为)|(?:主要)?证据(?:如下|有|包括|材料|：)|有(?:下列|以下|如下)[^。]{0,6}证据"
)
FACTS_END = re.compile(
    r"(?:以上|上述|前述)(?:违法)?(?:事实|情况|行为)|(?:主要)?证据(?:如下|有|包括|材料|：|\n)|有(?:下列|以下"
    r"|如下)[^。]{0,6}证据|(?:其|该|你|当事人|你（?单位）?|上述|以上)[^。，]{0,12}行为[^。]{0,8}(?:违反|触犯|构成"
    r"|涉嫌违反)|违反了?(?:《|国家|中华)|涉嫌违反|处罚依据|(?:依据|根据|按照)《"
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the paper decides (or proposes): plain[start:end]; `lead` is where its sentence begins."""

    lead: int
    start: int
    end: int
    clauses: tuple[Span, ...]
    sure: float


def decided(plain: str, *, proposal: bool, after: int = 0) -> Decided | None:
    """The operative part. `proposal`: of a notice, an opinion, a report, whose words are 拟, 建议."""
    plain = unquoted(plain)
    candidates: list[Decided] = []
    for box in labelled(plain, f"{DECIDED_BOX}|{PROPOSED_BOX}" if proposal else DECIDED_BOX):
        if box.start < after:
            continue
        made = _from(plain, box.start, box.start, 1.0)
        if made:
            candidates.append(made)
    patterns = (PROPOSED, FINAL) if proposal else (FINAL,)
    for pattern in patterns:
        for match in pattern.finditer(plain, after):
            lead = _sentence_start(plain, match.start())
            before = plain[lead : match.start()]
            told = not proposal and _only_told(before + match[0] + _rest(plain, match.end()))
            if PAST.search(before[-30:]) or told or _in_quotes(plain, match.start()):
                continue
            begin = match.end() if match[0].endswith(("：", "如下", "以下", "下列")) or "如下" in match[0] else match.start()
            made = _from(plain, lead, begin, 0.98 if pattern is PROPOSED or "决定" in plain[lead : match.end()] else 0.9)
            if made:
                candidates.append(made)
        if candidates and proposal and pattern is PROPOSED:
            break
    if not candidates and not proposal:
        candidates = [made for start, _ in headed(plain, DECIDED_BOX) if (made := _from(plain, start, start, 0.9))]
    if not candidates:
        return None
    return max(candidates, key=lambda one: (_weight(plain, one), one.sure, -one.start))


def facts(plain: str, decided: Decided | None) -> Span:
    """The account of what happened; the whole paper before the decision where no words mark it."""
    limit = decided.lead if decided else len(plain)
    begin = _begin(plain, limit)
    if begin is None and decided:  # 你于……，违反了……，现当场作出……: all in one sentence
        begin = _begin(plain, decided.start)
        limit = decided.start if begin or re.search("违反", plain[decided.lead : decided.start]) else limit
    start = begin.end() if begin else 0
    stop = FACTS_END.search(plain, min(start + 10, limit), limit)
    return (start, stop.start() if stop else limit)


def _begin(plain: str, limit: int) -> re.Match[str] | None:
    said = FACTS_SAID.search(plain, 0, limit)
    before = said.start() if said else limit
    begins = (match for pattern in FACTS_BEGIN for match in pattern.finditer(plain, 0, before) if _tells(plain, match, limit))
    return next(begins, None)


def _tells(plain: str, match: re.Match[str], limit: int) -> bool:
    following = plain[match.end() : min(match.end() + 80, limit)]
    return bool(re.search(r"年|月|在|未|擅自", following)) and not re.match(r"[^。]{0,20}(?:证件|笔录)", following)


def _rest(plain: str, at: int) -> str:
    """What goes on in the same clause: 现作出 / 以下决定."""
    return re.match(r"[^。；，：\n]{0,12}", plain[at:])[0]  # type: ignore[index]


def _only_told(words: str) -> bool:
    """Whether a sentence tells of the notice or of the law, and not of what is decided now."""
    told = list(TOLD.finditer(words))
    final = list(re.finditer(r"决定(?!书)", words))
    return bool(told) and not (final and final[-1].start() > told[-1].start())


def _in_quotes(plain: str, at: int) -> bool:
    return plain.rfind("“", max(0, at - 400), at) > plain.rfind("”", max(0, at - 400), at)


def _sentence_start(plain: str, at: int) -> int:
    return max(plain.rfind("。", 0, at), plain.rfind("\n", 0, at), plain.rfind("\t", 0, at)) + 1


def _from(plain: str, lead: int, begin: int, sure: float) -> Decided | None:
    clauses: list[Span] = []
    ordered = _ordered(plain, lead, begin)
    if ordered is not None:
        clauses.append((ordered, begin))
    for start, end in sentences(plain, begin, min(len(plain), begin + 1200)):
        part = plain[start:end]
        if COLUMN.match(part):
            break
        after = AFTER.search(part)
        order = ORDER.search(part)
        if after and (not order or after.start() < order.start()) and (clauses or order is None):
            break
        if clauses and not order and _is_over(part, len(clauses)):
            break
        taken = any("没收" in plain[slice(*span)] for span in clauses)
        if clauses and re.match(r"\s*(?:即|计|折合)[^，。]{0,40}\d" if taken else r"\s*(?:即|计|共计|合计|折合)[^，。]{0,40}\d", part):
            clauses[-1] = (clauses[-1][0], end)  # "…1.9倍罚款。即13383元×1.9=25427.7元"
            continue
        clauses += items(plain, start, end if not after or not order else start + _cut(part, after, order))
    found = [span for span in clauses if re.search(PENALTY, plain[slice(*span)])]
    if not found:
        return None
    return Decided(lead, clauses[0][0], clauses[-1][1], tuple(clauses), sure)


def _is_over(part: str, items: int) -> bool:
    """Whether a sentence without an order, after the items, shows that the operative part is over."""
    if not part.strip() or re.match(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．，]|[①-⑳])", part):
        return False
    return bool(re.search(r"\d{4}年|[局厅委]$", part)) or items > 6 or len(part) > 30


def _ordered(plain: str, lead: int, begin: int) -> int | None:
    """Where an order begins that stands before the words of decision: 责令当事人改正，并决定处罚如下."""
    for match in re.finditer(r"责令|(?:限|于)[^。；，]{2,24}前(?=恢复|拆除|清[除理]|补[种栽])", plain[lead:begin]):
        at = lead + match.start()
        apart = re.search(r"违反|规定[：“]|拒不|已|曾", plain[max(lead, at - 4) : at]) or re.match(r"[^，。]{0,40}后，", plain[at:])
        if not apart and not _in_quotes(plain, at):
            return at
    return None


def _cut(part: str, after: re.Match[str], order: re.Match[str]) -> int:
    comma = max(part.rfind("，", order.start(), after.start()), part.rfind("；", order.start(), after.start()))
    return comma if comma > order.end() - 1 else len(part)


def _weight(plain: str, one: Decided) -> int:
    words = "。".join(plain[slice(*span)] for span in one.clauses)
    lead = plain[one.lead : one.start + 1]
    return (
        2 * bool(re.search(r"罚款[^。]{0,40}元|元[^。]{0,6}罚款|警告|没收|吊销|不予", words))
        + bool(re.search(r"责令", words))
        + bool(NOW.search(lead + _rest(plain, one.start + 1)) or "合并执行" in plain[one.lead : one.start + 5])
        + 2 * bool(re.search(r"决定(?!书)", plain[one.lead : one.start + 4]) or one.sure == 1.0)
    )
