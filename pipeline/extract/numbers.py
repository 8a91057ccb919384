"""The number a paper itself carries, in its head or beside a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.labelled import labelled

NUMBER = re.compile(
    r"(?P<organ>[㐀-鿿]{1,14}(?: ?[㐀-鿿（）·]{1,10}){0,2}?) ?(?P<open>[〔（{【\[]?) ?(?P<year>(?:19|"
    r"20)\d\d) ?[〕）}】\]]? ?(?P<serial>(?:字)?(?: ?第)? ?[\d〇]{1,6}(?:-\d{1,3})? ?号)"
)
YEAR = re.compile(r"(?:19|20)\d\d")  # what NUMBER needs, looked for first: far cheaper
NUMBER_LABEL = "(?:文书)?(?:文|编|案|字)号|案件编号|文书编号|立案(?:编)?号"
FLOW = re.compile(r"罚|立|告|送|停|改|催|申|移|登|封|扣|鉴|聘|委|延|缴|执|听|结|意|决|解|查")

# here 文号 is another paper's number
CITING = frozenset(
    {
        "service_receipt",
        "cover",
        "index",
        "payment_receipt",
        "restoration_acceptance",
        "publication_record",
        "closing_report",
        "av_record",
        "archive_note",
        "other",
    }
)


def own_number(plain: str, role: str) -> tuple[str, int, int] | None:
    """The number the paper itself carries, in its head: alone on its line, after the title, or beside 文号."""
    for one in _labelled_numbers(plain) if role not in CITING else ():
        return one
    lines = 0
    for match in re.finditer(r"[^\n]+", plain):
        lines += 1
        line = match[0]
        if lines > 9 or len(line) > 90:
            return None
        found = NUMBER.search(line) if "号" in line and YEAR.search(line) else None
        served = found and re.search("送告|公告", found["organ"])  # of the notice by which another paper is served
        if found and not served and not line[found.end() :].strip(" 　）号联第一二三四共") and FLOW.search(found["organ"]):
            heads = list(
                re.finditer(r"(?:(?<!罚)书|表|单|笔录|报告|记录|存根|正本|副本|联）?)[ \t]*(?=[㐀-鿿]{2})", found["organ"])
            )
            cut = heads[-1].end() if heads else 0
            before = line[: found.start() + cut].strip()
            if before and not re.search(r"(?:书|表|单|证|笔录|报告|记录|局|府|编号|文号|案号|存根|）)[：\t ]*$", before):
                continue
            start, end = match.start() + found.start() + cut, match.start() + found.end()
            return printed(plain[start:end]), start, end
    return None


def printed(number: str) -> str:
    """The number as printed, without spaces, its year in 〔〕."""
    number = re.sub(r"\s", "", number)
    return re.sub(r"[（{【\[]?((?:19|20)\d\d)[）}】\]〕]", r"〔\1〕", number).replace("〔〔", "〔")


def _labelled_numbers(plain: str) -> Iterator[tuple[str, int, int]]:
    for one in labelled(plain[:260], NUMBER_LABEL):
        found = NUMBER.match(one.value)
        if found:
            yield printed(found[0]), one.start, one.start + found.end()
