"""Who acts in a paper as officer or recorder, with the certificate numbers printed beside the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.approvals import blocks, read_block
from pipeline.extract.found import field
from pipeline.extract.labelled import find, labelled
from pipeline.extract.names import Name, names
from pipeline.extract.signatures import slots
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field, Person

HANDLERS = (
    "(?:案件)?(?:主办|协办|承办|经办|办案)(?:人员?|执法人员)|执法(?:检查)?(?:人员|队员)|"
    "询问(?:调查)?(?:人|人员)|调查(?:询问)?(?:人|人员)|(?:现场)?(?:勘(?:验|察|查)|踏[勘查])(?:、|"
    "和)?(?:检查)?(?:人|人员)|"
    "检查(?:勘验)?(?:人|人员)|听取(?:人|人员)|(?:卫生|动物卫生|消防|食品|渔政|路政)?(?:监督|稽查)(?:检查)?(?:员|人员)"
)
RECORDERS = "记录(?:人|人员|员)?|书记员"
NUMBER_WORD = r"(?:行政)?(?:林业|林草|综合)?(?:执法)?(?:证件?|工作证)(?:的)?(?:编号|号码|号)|执法证|证件号|编号|证号"
# 1400123456 · 晋林执A0123 · LY-14-0023; an identity card has 18 digits and a telephone begins with 1 and has 11
NUMBER = (
    r"(?<![\dA-Za-z])(?:[㐀-鿿]{1,5}字?第|[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-Z]?)?"
    r"(?:[A-Za-z]{0,4}-?\d[\dA-Za-z-]{4,18})(?![\d.年])号?"
)
WORDED = re.compile(rf"(?:{NUMBER_WORD})(?:分别)?(?:为|是)?[：\t ]*(?P<numbers>{NUMBER}(?:[、，；和及 /]+{NUMBER})*)")
# roles in which these labels name the ones who investigate, not those who file or publish
NO_OFFICERS = frozenset(
    {"publication_record", "archive_note", "cover", "index", "payment_receipt", "party_identity", "appraisal", "tenure"}
)


def people(document: Document, text: Text) -> Iterable[Field]:
    """officers (with certificates where printed) and recorder."""
    if document.role in NO_OFFICERS:
        return
    taken: dict[str, tuple[int, int, str | None]] = {}
    signed = [(slot.start, slot.end) for slot in slots(document, text)]
    found = [*_labelled(text.plain, HANDLERS), *_told(text.plain), *_assigned(text.plain)]
    # 记录人：李四　执法证号：14…: who keeps the record with a certificate is the second officer
    found += [one for one in _labelled(text.plain, RECORDERS) if one[2]]
    # who signs below is known by who is named above; a signature counts only where nobody is named
    printed = [one for one in found if not any(start <= one[0] + one[1].start < end for start, end in signed)]
    for at, name, number in printed or found or _signers(text.plain):
        start, end, known = taken.get(name.name, (at + name.start, at + name.end, None))
        taken[name.name] = (start, end, known or number)
    for who, (start, end, number) in taken.items():
        yield field(text, "officers", Person(who, number), start, end, sure=0.95, by="people")
    for at, recorder in list(_recorders(text))[:1]:
        yield field(text, "recorder", recorder.name, at + recorder.start, at + recorder.end, sure=0.95, by="people")


def clean(number: str) -> str | None:
    """The certificate number itself, or None for a line telephone, an identity card or a day."""
    number = re.sub(r"^第|号$", "", number)
    digits = re.sub(r"\D", "", number)
    if re.fullmatch(r"\d{17}[\dXx]|(?:19|20)\d\d-\d{1,2}-\d{1,2}|0\d{2,3}-\d{7,8}", number):
        return None
    return number if len(digits) >= 4 else None


def _labelled(plain: str, labels: str) -> Iterator[tuple[int, Name, str | None]]:
    """Beside a label, one row or line after the other; numbers between or after the names belong to them in order."""
    for one in labelled(plain, labels):
        value = one.value
        # 执法证号 in the next cell or line belongs to the names of this one
        rest = plain[one.end : one.end + 80]
        more = re.match(rf"[\s）]*(?:{NUMBER_WORD})[：\t ]*{NUMBER}(?:[、，；和及 /]+{NUMBER})*", rest)
        yield from (
            (one.start, name, number) for name, number in _paired(value, rest[: more.end()] if more else "", exact=one.exact)
        )
    # 调查人员：张三证号：14001调查人员：李四证号：14002 on one line without a gap
    glued = (
        rf"(?<=[\dA-Za-z])(?:{labels})：(?P<value>[㐀-鿿·、]{{2,12}}?)"
        rf"(?:(?P<more>(?:{NUMBER_WORD})：{NUMBER})|(?=[\n\t]|$|(?:{HANDLERS}|{RECORDERS})：))"
    )
    for match in re.finditer(glued, plain):
        yield from (
            (match.start("value"), name, number) for name, number in _paired(match["value"], match["more"] or "", exact=True)
        )


def _paired(value: str, more: str, *, exact: bool) -> list[tuple[Name, str | None]]:
    value = re.split(rf"(?:{RECORDERS})[：\t ]", value)[0]
    # the words for the number part two names as a space does
    bare = re.sub(r"（[^（）]*）", "", value)
    found = names(re.sub(NUMBER_WORD, lambda match: " " * len(match[0]), value), loose=exact and len(bare) <= 24)
    if not found:
        return []
    numbers = [
        (match.start(), number) for match in re.finditer(NUMBER, value + more) if (number := clean(match[0].strip("号第")))
    ]
    pairs: list[tuple[Name, str | None]] = []
    if len(numbers) == len(found) and all(place >= found[-1].end for place, _ in numbers):
        return [(name, number) for name, (_, number) in zip(found, numbers, strict=True)]
    for index, name in enumerate(found):
        stop = found[index + 1].start if index + 1 < len(found) else len(value + more)
        own = [number for place, number in numbers if name.end <= place < stop]
        pairs.append((name, own[0] if len(own) == 1 else None))
    return pairs


def _told(plain: str) -> Iterator[tuple[int, Name, str | None]]:
    """我们是××局执法人员张三（证号…）、李四，执法证号分别为… · 出示执法证 张三1400… 李四1400…"""
    for match in re.finditer(rf"(?:(?<![㐀-鿿])|(?<=[证件：]))(?P<who>[㐀-鿿·]{{2,4}})[ （]?(?:{NUMBER_WORD})?[： ]?(?P<number>{NUMBER})", plain):
        shown = re.search(r"(?:出示|亮明|持有?)[^。\n]{0,16}执法证[^。\n]{0,40}$", plain[max(0, match.start() - 60) : match.start()])
        for name in names(match["who"]) if shown else ():
            yield match.start("who"), name, clean(match["number"])
    said = r"(?:我们?是|我叫)[^。；？\n]{0,40}?(?:执法|工作|办案|调查)(?:人员|队员)[：，]?(?P<who>[㐀-鿿·、和，（）：\dA-Za-z 号第\-]{2,90})"
    for match in re.finditer(said, plain):
        value = re.split(r"[，,]?(?:这是|现|我们|请|依法|向你|根据)", match["who"])[0]
        worded = WORDED.search(value)
        head = value[: worded.start()] if worded and "（" not in value[: worded.start()][-2:] else value
        numbers = [clean(found[0].strip("号第")) for found in re.finditer(NUMBER, value)]
        found = names(head)
        if worded and len(found) == len(numbers):
            yield from ((match.start("who"), name, number) for name, number in zip(found, numbers, strict=True))
        else:
            yield from ((match.start("who"), name, number) for name, number in _paired(value, "", exact=False))


def _assigned(plain: str) -> Iterator[tuple[int, Name, str | None]]:
    """由张三、李四承办 · 指派张三、李四为承办人 · 列席: 张三、李四（承办人）."""
    for match in re.finditer(
        r"(?:由|指派|指定|确定|安排|交)(?P<who>[㐀-鿿·、和 ]{2,20}?|(?:[㐀-鿿·]{2,4}（[^（）]{4,24}）[、和，及]?){1,3})"
        r"(?:两?二?名?(?:同志|执法人员)|两人|"
        r"二人)?(?:具体|负责|共同)?(?:承办|办理|为(?:本案)?(?:案件)?承办|担任(?:本案)?承办|作?为(?:主|"
        r"协)办|调查|查处)",
        plain,
    ):
        yield from ((match.start("who"), name, number) for name, number in _paired(match["who"], "", exact=False))
    for match in re.finditer(
        r"(?P<who>[㐀-鿿·]{2,4}(?:[、 ][㐀-鿿·]{2,4}){0,3})（(?:案件)?(?:承办|办案|执法)(?:人|人员)）", plain
    ):
        yield from ((match.start("who"), name, None) for name in names(match["who"]))


def _signers(plain: str) -> Iterator[tuple[int, Name, str | None]]:
    """Who signed the handlers' opinion of a form that names the handlers nowhere else."""
    for block in blocks(plain):
        signed = read_block(block, plain).name if block.level == "handler" else None
        for word in signed.split("、") if signed else ():
            at = plain.rfind(word, block.start, block.end)
            yield at, Name(word, 0, len(word)), None


def _recorders(text: Text) -> Iterator[tuple[int, Name]]:
    for one in find(text, RECORDERS):
        for name in names(one.value, loose=one.exact and len(one.value) <= 12)[:1]:
            yield one.start, name
