"""Legal review, collective discussion, hearing and re-examination: who took part and what came out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.extract.approvals import blocks, read_block
from pipeline.extract.dates import find_days
from pipeline.extract.found import field
from pipeline.extract.illegible import MARK
from pipeline.extract.labelled import Labelled, find
from pipeline.extract.names import Name, names
from pipeline.extract.papers_date import labelled_days
from pipeline.extract.ticks import choices, without_unticked
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

SUBMITTED = (
    "(?:提请|提交|报送|送|收到|接收|移送|受理)(?:审|审核|审查|材料|案卷|件)*(?:时间|日期)|"
    "送审(?:时间|日期)|提请审核(?:时间|日期)|收件(?:时间|日期)"
)
REVIEWER = (
    "(?:法制|合法性)?(?:审核|审查|复核|初审|法审)(?:人|人员|员)(?:姓名)?(?:（?(?:签名|签字)）?)?|"
    "法制(?:审核)?员|阅卷人|审核机构经办人|法制审核人员?签名"
)
CONCLUSION = (
    "(?:法(?:制|规|治)(?:工作)?(?:机构|部门|科|股)?)?(?:审核|审查|综合审核|合法性审核)(?:的)?(?:结论|"
    "意见|结果)(?:及建议|和建议)?|结论|结论性意见|(?:法制|法规)(?:审核)?(?:工作)?机构意见|综合意见|"
    "审核意见和建议"
)
# 你股2020年1月17日送审的… · 于…收到…送审材料
SENT = re.compile(r"(?:，|向我?[^，。\n]{0,10})?(?:送审|提请|报送|提交|移送|转来|送来)")
GOT = re.compile(r"(?:收到|接到|受理)[^。，\n]{0,16}(?:送审|审核)[^。，\n]{0,8}$")
DISAGREE = re.compile(
    r"(?<!没有)(?<!无)不(?:予)?(?:同意|通过|合法|符合(?:法定|法律|规定))|不予通过|未(?:予)?通过|退回|"
    r"补充(?:调查|取证|证据)|证据不足|事实不清|重新(?:调查|办理|拟定)|建议(?:撤销|"
    r"不予(?:行政)?处罚)(?!.{0,6}(?:合法|适当))|(?:应|建议)(?:当)?移送"
)
CONDITIONAL = re.compile(
    r"(?:修改|补正|完善|纠正|调整|更正|补充|整改)[^。，；\n]{0,12}(?:后|之后|完毕)|(?:建议|请|需|"
    r"应当?|予以)(?:进一步)?(?:修改|补正|完善|纠正|调整|更正|补充)|原则(?:上)?同意|部分同意|有条件"
)
AGREE = re.compile(
    r"同意|通过|无(?:不同)?意见|没有(?:不同)?意见|无异议|合法(?:、|，)?(?:有效|适当)?|适当|予以(?:确认|支持)|可以(?:作出|实施)"
)
TOPICS = (
    "主体|执法人员|资格",
    "职权|权限|管辖",
    "事实",
    "证据",
    "法律|法规|依据|适用",
    "裁量|幅度|适当",
    "程序",
    "文书",
    "移送|犯罪",
)
MEMBERS = (
    "(?:参加|参会|出席|与会|到会|参与|应到|实到)(?:会议|讨论|合议|集体讨论|审理)?(?:的)?(?:人员|人|"
    "成员|领导|委员)?(?:姓名|名单)?(?:及|、|和)?(?:（?(?:单位)?职务）?)?|(?:集体)?(?:讨论|合议|审理|"
    "案审)(?:小组|委员会)?(?:成员|人员|人)|出席|参加"
)
BESIDES = "列席(?:（汇报）|及汇报|、汇报)?(?:会议)?(?:人员|人)?|列席|汇报(?:人|人员)|案件汇报人"
HOST = "(?:会议|听证|讨论|合议|听证会)?主持(?:人|人员)?|召集人|听证主持人"
RECORDER = "(?:会议|听证)?记录(?:人|员|人员)|书记员"
WHO = r"(?P<who>[㐀-鿿·、和 （）]{2,60}?)(?:等)?(?:\d+人)?(?:同志)?"
PROSE = {
    "host": re.compile(rf"由{WHO}(?:担任)?主持"),
    "members": re.compile(rf"(?<=[，。；：\n]){WHO}(?:参加|出席|到会|参会|参与讨论)(?=[，。；了会讨])"),
    "besides": re.compile(rf"(?<=[，。；：\n]){WHO}列席"),
    "recorder": re.compile(rf"(?<=[，。；：\n]){WHO}(?:担任|负责|作)?(?:会议)?记录(?=[，。；\n])"),
}
OUT = re.compile(r"列席|记录|汇报|旁听")


def reviews(document: Document, text: Text) -> Iterable[Field]:
    """Fields of legal_review, discussion_record and the hearing papers."""
    role = document.role
    if role == "legal_review":
        yield from _legal(text)
    if role in ("hearing_record", "hearing_notice", "hearing_report", "discussion_record"):
        host = next(_people(text, HOST), None)
        if host:
            yield field(text, "host", host[0].name, host[1], host[2], sure=0.96, by="reviews")
    if role == "discussion_record":
        yield from _discussion(text)


def _legal(text: Text) -> Iterator[Field]:
    submitted = next(labelled_days(text.plain, SUBMITTED), None) or next(
        (
            found
            for found in find_days(text.plain)
            if isinstance(found.value, date) and (SENT.match(text.plain, found.end) or GOT.search(text.plain[: found.start]))
        ),
        None,
    )
    if submitted:
        yield field(text, "submitted_date", submitted.value, submitted.start, submitted.end, sure=0.95, by="reviews")
    reviewer = next(_people(text, REVIEWER), None)
    if reviewer:
        yield field(text, "reviewer", reviewer[0].name, reviewer[1], reviewer[2], sure=0.96, by="reviews")
    else:
        for block in blocks(text.plain):
            opinion = read_block(block, text.plain)
            if block.level == "legal" and opinion.name:
                yield field(text, "reviewer", opinion.name.split("、")[0], block.start, block.end, sure=0.88, by="reviews")
                break
    said = _conclusion(text)
    words = without_unticked(said[0]) if said else ""
    if said:
        result = (
            "disagree"
            if DISAGREE.search(words)
            else "conditional"
            if CONDITIONAL.search(words)
            else "agree"
            if AGREE.search(words)
            else None
        )
        if result:
            yield field(text, "review_result", result, said[1], said[2], sure=0.93, by="reviews")
    count, start, end = _points(text)
    yield field(text, "points_checked", count, start, end, sure=0.85, by="reviews")


def _points(text: Text) -> tuple[int, int, int]:
    """How many of the things to be reviewed the paper answers one by one, and where."""
    rows = [match for match in re.finditer(r"[^\n]+", text.plain) if any(yes for _, yes in choices(match[0]))]
    if len(rows) >= 2:
        ticked = sum(yes for row in rows for _, yes in choices(row[0]))  # several may stand in one line
        return ticked, rows[0].start(), rows[-1].end()
    proposal = re.search(r"拟(?:处理|处罚)?意见|承办(?:机构|人)?意见|送审", text.plain)
    spans = []
    for topic in TOPICS:
        for match in re.finditer(
            rf"(?:{topic})[^。；，\n]{{0,12}}(?:清楚|充分|合法|准确|正确|适当|规范|完备|齐全|具有|属于|符合|"
            rf"无误|恰当|不涉嫌|不需要|无需|不足|不清|不当|有误|欠缺)",
            text.plain,
        ):
            if proposal is None or match.start() > proposal.start() or match.start() < proposal.start() - 60:
                spans.append(match.span())
                break
    return (len(spans), min(spans)[0], max(end for _, end in spans)) if spans else (0, 0, min(1, len(text.plain)))


def _discussion(text: Text) -> Iterator[Field]:
    host = next(_people(text, HOST), None)
    recorder = next(_people(text, RECORDER), None)
    told = _in_prose(text.plain)
    host, recorder = host or next(iter(told["host"]), None), recorder or next(iter(told["recorder"]), None)
    listening = [*_people(text, BESIDES, every=True)] or told["besides"]
    besides = {name.name for name, _, _ in listening}
    members: dict[str, tuple[int, int]] = {}
    for name, start, end in [*_people(text, MEMBERS, every=True)] or told["members"]:
        remark = re.match(r"（([^）]*)）", text.plain[end : end + 20])
        if name.name in besides or (recorder and name.name == recorder[0].name) or (remark and OUT.search(remark[1])):
            continue
        members.setdefault(name.name, (start, end))
    if host and members and host[0].name not in members:
        members = {host[0].name: (host[1], host[2]), **members}
    if told["host"] and host in told["host"]:
        yield field(text, "host", host[0].name, host[1], host[2], sure=0.93, by="reviews")
    if told["recorder"] and recorder in told["recorder"]:
        yield field(text, "recorder", recorder[0].name, recorder[1], recorder[2], sure=0.93, by="reviews")
    for member, place in members.items():
        yield field(text, "discussants", member, *place, sure=0.95, by="reviews")
    for name, start, end in listening:
        yield field(text, "attendees", name.name, start, end, sure=0.93, by="reviews")
    seen: set[str] = set()
    for match in re.finditer(
        r"(?:^|[\n。；"
        r"：\t 、])(?:[一二三四五六七八九十\d]{1,2}[、.．])?(?:副?(?:局长|主任|科长|股长|所长|站长|队长|大队长|书记))?"
        r"(?P<who>[㐀-鿿·]{2,4})(?:（[^）]{1,16}）|"
        r"[局科股所站队主]?[长任])?(?:同志)?(?:(?:意见|发言|认为|表示)?：|(?P<said>认为|表示|提出|指出|发言)[，：]?)(?=[^\n]{2})",
        text.plain,
    ):
        who = next(iter(names(match["who"])), None)
        if match["said"] and who and who.name not in members:
            continue
        if who and who.name not in seen and (who.name in members or who.name not in besides):
            seen.add(who.name)
            yield field(text, "opinion_given", who.name, match.start("who"), match.end("who"), sure=0.93, by="reviews")


def _in_prose(plain: str) -> dict[str, list[tuple[Name, int, int]]]:
    """会议由张三主持，李四、王五参加，承办人赵六列席，钱七记录。"""
    found: dict[str, list[tuple[Name, int, int]]] = {"host": [], "members": [], "besides": [], "recorder": []}
    for part, pattern in PROSE.items():
        match = pattern.search(plain[:600])
        for name in names(match["who"]) if match else ():
            found[part].append((name, match.start("who") + name.start, match.start("who") + name.end))  # type: ignore[union-attr]
    return found


def _people(text: Text, labels: str, *, every: bool = False) -> Iterator[tuple[Name, int, int]]:
    """Names beside a label, also those in the following lines of the same cell."""
    for one in find(text, labels):
        value = _whole(text, one)
        found = names(value, loose=one.exact and not every)
        for name in found if every else found[:1]:
            yield name, one.start + name.start, one.start + name.end
        if found:
            return


def _whole(text: Text, one: Labelled) -> str:
    """The value with the lines of its cell below it that hold only names and titles."""
    end = one.end
    while True:
        more = re.match(r"[、，；]?\n(?P<line>[^\n\t：。]{2,60})(?=\n|$)", text.plain[end:])
        if (
            not more
            or MARK in more["line"]
            or not names(more["line"])
            or re.search(r"[一二三四五六七八九十]、|局$|\d", more["line"])
        ):
            return text.plain[one.start : end]
        end += more.end()


def _conclusion(text: Text) -> tuple[str, int, int] | None:
    """The words of the conclusion: the block beside or below its label, else the sentence that decides."""
    plain = text.plain
    pattern = (
        rf"(?:^|"
        rf"(?<=[\t\n。]))(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[）)、.．])? ?(?:{CONCLUSION})(?:（[^）\n]{{1,14}}）)?(?: ?[：\t]|"
        rf"\n)"
    )
    for match in reversed(list(re.finditer(pattern, plain, re.M))):
        rest = plain[match.end() :]
        stop = re.search(r"\n[^\n\t：。]{2,16}[：\t]|\n[一二三四五六七八九十]、|\n[^\n。]{2,24}(?:局|股|科|室|大队)\n|$", rest)
        said = rest[: stop.start() if stop else len(rest)]
        said = re.split(r"(?:签名|签字|审核人|负责人|主持人)[：\t（]", said)[0].strip(" \n\t" + MARK)
        if said:
            start = match.end() + rest.find(said)
            return said, start, start + len(said)
    told = re.search(
        r"(?:经[^。\n]{0,24}?(?:集体讨论|合议|审核|研究|复核|审查)|综上|本机构认为)[^。]{0,4}[，,：][^。]+。?", plain
    )
    return (told[0], told.start(), told.end()) if told else None
