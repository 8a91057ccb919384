"""The date of any paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.extract.approvals import head_blank, head_day
from pipeline.extract.dates import Found, find_days
from pipeline.extract.labelled import labelled
from pipeline.extract.tidy import Text
from pipeline.extract.told_day import told_day
from pipeline.records import BadDate, Document, Field

HAPPENED = "(?:开始)?(?:时间|日期)"
# papers dated by what a label says, not at the foot
DECIDED = (
    "(?:作出)?(?:行政)?(?:处罚)?决定(?:书)?(?:的)?(?:作出)?(?:的)?(?:日期|时间)|(?:作出)(?:行政)?处罚(?:决定)?(?:书)?(?:的)?(?:日期|时间)|处罚(?:决定)?(?:日期|时间)|决定书落款(?:日期|时间)"
)
LABELLED = {
    "decision": DECIDED,
    "summary_decision": DECIDED,
    "no_penalty_decision": DECIDED,
    "source_register": "(?:登记|受理|受案|接报|接警|报案|报警|接案|来源|举报|发现|移送|收到|受理登记)(?:时间|日期)|时间|日期",
    "inspection_record": f"(?:现场)?(?:勘验|检查|勘察|勘查|勘验检查|勘验、检查|起止)?{HAPPENED}|开始时间",
    "inquiry_record": f"(?:询问|调查|谈话|调查询问|询问调查|起止)?{HAPPENED}|第一次询问时间",
    "hearing_record": f"(?:听证|开会|会议|起止)?{HAPPENED}",
    "discussion_record": f"(?:集体)?(?:讨论|合议|会议|审理|案审|研究|议事|开会|起止)?{HAPPENED}",
    "defence_record": f"(?:陈述申辩|陈述、申辩|听取|记录|申辩|起止)?{HAPPENED}",
    "payment_receipt": "(?:开票|缴款|缴费|收款|交易|填制|填发|入账|缴纳|记账|收讫|打印)(?:日期|时间)|日期|时间",
    "publication_record": "公[示开布](?:发布)?(?:起始)?(?:日期|时间)|发布(?:日期|时间)|上网(?:公[开示])?(?:日期|时间)|公[示开](?:期限|期)",
    "restoration_acceptance": "(?:检查)?验收(?:日期|时间)",
    "archive_note": "(?:立卷|归档|立档|填写|建卷|装订)(?:时间|日期)|日期|时间",
    "cover": "(?:归档|立卷|立档)(?:时间|日期)|归档",
    "photo": "(?:拍摄|拍照|摄制|绘制|绘图|检尺|制图|测量)(?:时间|日期)",
    "av_record": "(?:制作|录制|登记)(?:时间|日期)",
}
OPENING = {
    "discussion_record": re.compile("召开|讨论|合议|审理会|研究"),
    "hearing_record": re.compile("听证"),
    "inspection_record": re.compile("勘验|检查|勘察"),
    "inquiry_record": re.compile("询问|调查|谈话"),
}
DECISIONS = ("decision", "summary_decision", "no_penalty_decision")
HEADED = frozenset({"filing_approval", "decision_approval", "extension_approval", "closing_report"})
# a line ends at its break, or where a reader lost the break in front of a label
BORDER = re.compile(r"\n|(?=(?:承办|审核|法制|行政|机关|局|单位|部门|领导|分管|主要)[㐀-鿿]{0,8}(?:意见|批示|审批)：)")
TITLE = re.compile(r"^[一-鿿（） ]{0,30}处罚决定书\s*$|^当事人：", re.MULTILINE)
ORGAN = re.compile(
    r"(?:局|府|机关|大队|中队|站|厅|委|委员会|中心|所|公司|政府|股|科|室|院|处|（?(?:公章|印章|盖章)）?)[）：]?\s*$"
)
REST = 16  # characters that may stand behind the foot of a text without line breaks: （印章）, 抄送：…
# what a web page prints over and under a paper
FURNITURE = re.compile(r"(?:发布|公布|公示|公开|发文|成文|生成|更新|上网|上传|打印)(?:日期|时间|于)|有效期|来源|浏览|点击|索引号|[上下]一[篇条]")
# in a closing report these days are told, and none of them is its own
TOLD = re.compile(
    r"(?:决定|立案|受案|缴款|缴纳|收缴|送达|履行|执行|发案|案发|告知|生效|处罚)[^：\t。，]{0,8}(?:日期|时间|日)[：\t ]*$"
)


def papers_date(document: Document, text: Text) -> Iterable[Field]:
    """date and bad_date of the paper."""
    dated = paper_day(document.role, text.plain)
    if dated:
        value, start, end, sure = dated
        if isinstance(value, BadDate):
            yield Field("bad_date", value, text.evidence(start, end), 0.95, "papers_date")
        else:
            yield Field("date", value, text.evidence(start, end), sure * text.confidence(start, end), "papers_date")
    seen = {dated[1]} if dated else set()
    for found in find_days(text.plain):
        if isinstance(found.value, BadDate) and found.start not in seen and not _with_page(document.role, found.value.text):
            yield Field("bad_date", found.value, text.evidence(found.start, found.end), 0.9, "papers_date")


def _with_page(role: str, written: str) -> bool:
    """2025.3.69 in an index: the 6th of March, and the page 9 of the next cell."""
    joined = re.fullmatch(r"(?:19|20)\d\d\D(?:0?[1-9]|1[0-2])\D(?P<rest>\d{2})", written)
    return role == "index" and joined is not None and joined["rest"][0] != "0"


def paper_day(role: str, plain: str) -> tuple[date | BadDate, int, int, float] | None:
    """(day, start, end, how sure) of a paper with that role."""
    if role in HEADED:
        head = head_day(plain)
        if head:
            return head[0], head[1], head[2], 0.98
        if head_blank(plain):
            return None  # nobody approved: the day a clue was registered is not that of an approval
    if role in LABELLED:
        for one in labelled_days(plain, LABELLED[role]):
            return one.value, one.start, one.end, 0.98  # type: ignore[return-value]
    if role in OPENING:
        # a record in prose begins with its day: 2019年10月9日，……召开案件审理会
        for found in find_days(plain[:200]):
            if _whole(found) and OPENING[role].search(plain[found.end : found.end + 60].split("\n")[0]):
                return found.value, found.start, found.end, 0.9  # type: ignore[return-value]
    return foot_day(plain, role) or (_told(plain) if role in DECISIONS else None)


def _told(plain: str) -> tuple[date | BadDate, int, int, float] | None:
    """现将本局某日作出的《行政处罚决定书》公告送达: the day of a decision whose foot is not there."""
    day = told_day(plain)
    return (day.value, day.start, day.end, 0.85 * day.confidence) if day and isinstance(day.value, date) else None


def labelled_days(plain: str, labels: str) -> Iterator[Found]:
    """The first day beside each of these labels."""
    for one in labelled(plain, labels):
        for found in find_days(one.value):
            if _whole(found) and found.start <= 4:
                yield Found(found.value, one.start + found.start, one.start + found.end, found.confidence, found.kind)
                break
    # a label glued to the value before it: 立卷人：×××立卷时间：2025.3.5
    for match in re.finditer(rf"(?<=[㐀-鿿）])(?:{labels})：(?=[12二])", plain):
        if len(match[0]) < len("立卷时间："):
            continue  # 出生日期： ends like 日期：
        for found in find_days(plain[match.end() : match.end() + 24])[:1]:
            if _whole(found) and found.start == 0:
                yield Found(found.value, match.end(), match.end() + found.end, 0.9 * found.confidence, found.kind)


def _whole(found: Found) -> bool:
    return found.kind not in ("relative", "year", "month", "bare_month") and isinstance(found.value, (date, BadDate))


def foot_day(plain: str, role: str = "") -> tuple[date | BadDate, int, int, float] | None:
    """The day under the text: alone below the organ's name, alone on its line, or behind a signature."""
    best: tuple[int, Found] | None = None
    for found in find_days(plain):
        if found.kind not in ("full", "dotted", "solid", "lost_year", "lost_month") or not isinstance(
            found.value, (date, BadDate)
        ):
            continue
        line_start = max([0, *(one.end() for one in BORDER.finditer(plain, 0, found.start))])
        if 0 < len(plain) - found.end <= REST and (stop := plain.rfind("。", line_start, found.start)) >= 0:
            line_start = stop + 1  # a text without line breaks: the foot stands behind its last sentence
        border = BORDER.search(plain, found.end)
        line_end = border.start() if border else len(plain)
        before, after = plain[line_start : found.start].strip(), plain[found.end : line_end].strip()
        rank = _rank(before, after, plain[:line_start].rstrip("\n").rpartition("\n")[2])
        if role in DECISIONS and TITLE.search(plain, found.end):
            continue  # what a web page prints over the paper
        if FURNITURE.search(before) and role != "publication_record" or role == "closing_report" and TOLD.search(before):
            continue
        if rank and (best is None or rank >= best[0]):
            best = (rank, found)
    if best is None:
        return None
    rank, found = best
    return found.value, found.start, found.end, {4: 0.97, 3: 0.93, 2: 0.88, 1: 0.75}[rank]  # type: ignore[return-value]


def _rank(before: str, after: str, line_above: str) -> int:
    if re.fullmatch(r"（?[^\n。]{0,12}?(?:章|页|第?\d+页.*)?）?", after) is None:
        return 0
    if not before:
        return 4 if ORGAN.search(line_above) and not re.search(r"[。；]", line_above) else 3
    if re.fullmatch(r"（?(?:公章|印章|盖章|章)）?|(?:日期|时间|年月日)：?", before) or (
        ORGAN.search(before) and len(before) <= 24 and "：" not in before
    ):
        return 4 if ORGAN.search(before) else 3
    if re.search(r"(?:[：\t]|签名|签字|签章|签收|（本人）|无异|无误|属实)[^。；，]{0,24}$", before) and not re.search(
        r"(?:期限|有效期|截止|截至|出生|完成时间|延长至)[^：]{0,6}[：\t]?$", before
    ):
        return 2
    return 1 if re.fullmatch(r"[㐀-鿿·、 \t]{2,24}", before) and len(before) <= 12 else 0
