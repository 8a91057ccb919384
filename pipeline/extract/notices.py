"""What the party is told before the decision, and what the party answers: notices, waivers, defences, hearing papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.names import names
from pipeline.extract.old_forms import old_form_words
from pipeline.extract.ticks import without_unticked
from pipeline.extract.tidy import Text
from pipeline.extract.values import NUMERAL, integer
from pipeline.records import Document, Field, Period

NOTICES = frozenset({"prior_notice", "hearing_notice_rights"})
DECISIONS = frozenset({"decision", "summary_decision"})
ANSWERS = frozenset({"waiver", "defence_record", "hearing_application"})
STATEMENT = re.compile(
    r"(?:有权|享有|可以?|依法|如有|若有|如需|应当?|应在|请在|告知)[^。\n]{0,60}?(?:陈述|申辩)|(?:陈述|"
    r"申辩)[^。\n]{0,12}(?:的?权利|权(?!利义务)|意见)|(?:进行|提出|作出)[^。\n]{0,12}(?:陈述|申辩)"
)
HEARING = re.compile(
    r"(?:有权|享有|可以?|依法|如|若|应当?|告知)[^。\n]{0,60}?听证|(?:要求|申请|举行|提出)[^。\n]{0,10}听证|听证[^。\n]{0,8}(?:的?权利|权|申请|要求)"
)
NO_RIGHT = re.compile(r"(?:不属于|不适用|不符合|未达到?|不享有|无权|没有)[^。\n]{0,16}听证")
TOLD = re.compile(
    r"(?:告知|送达)[^。]{0,90}?(?:陈述|申辩|依法享有的权利|享有的?权利|有关权利)|(?:陈述|"
    r"申辩)[^。]{0,20}(?:权利?|意见|放弃|未提出|期限内)|(?:放弃|未提出|提出了?|"
    r"进行了?)[^。]{0,16}(?:陈述|申辩)"
)
HEARING_TOLD = re.compile(
    r"听证[^。]{0,6}告知书?|告知[^。]{0,70}听证|(?:未|放弃|没有)[^。]{0,24}(?:要求|申请|提出)?[^。]{0,6}听证|听证(?:权利|申请)|(?:举行|召开)了?听证"
)
PERIOD = re.compile(
    rf"(?P<count>\d{{1,3}}|[{NUMERAL}]{{1,3}})(?:个)?(?P<working>工作)?(?P<unit>日|天|月)(?:以?之?内|（[^）]{{0,8}}）)"
)
WAIVES = re.compile(
    r"放弃[^。；\n]{0,24}(?:陈述|申辩)|(?:不|无需|不再|没有|无)(?:进行|要求|提出|需要|作|做)?[^。；，\n]{0,6}(?:陈述|申辩)(?!.{0,4}(?:机会|期限))"
)
WAIVES_HEARING = re.compile(r"放弃[^。；\n]{0,24}听证|(?:不|无需|不再)(?:要求|申请|需要|举行|进行|提出|参加)[^。；\n]{0,10}听证")
KEEPS = re.compile(r"(?:不|未|没有|并非)放弃|(?:不得|可以|有权|逾期|视为)[^。；，\n]{0,12}放弃|(?:如|若)[^。；\n]{0,10}放弃")
ASKED_AGAIN = re.compile(r"[吗？?]")
AUTHOR = "声明人(?:签名|签字)?|签名|签字|陈述申辩人|陈述、申辩人|陈述人|申辩人|申请人|放弃人|本人|当事人|被告知人|听证申请人"
AUTHORISED = re.compile(r"授权委托|委托书|受[^。\n]{0,14}(?:的)?委托|委托代理人|法定代理人|监护人|法定代表人")
DEFENDED = re.compile(
    r"请求|要求(?!听证)|希望|恳请|申请(?:从轻|减轻|免)|认为|异议|不服|从轻|减轻|免(?:予|除)|少罚|不知道|不应|过高|困难"
)


def notices(document: Document, text: Text) -> Iterable[Field]:
    """Rights and periods told, waivers, defences; words of outdated forms."""
    role, plain = document.role, text.plain
    if role in NOTICES:
        yield from _right(text, "statement_right", STATEMENT)
        yield from _right(text, "hearing_right", HEARING, unless=NO_RIGHT)
        yield from _periods(text)
    if role in DECISIONS:
        yield from _right(text, "statement_right", TOLD)
    if role == "decision":
        yield from _right(text, "hearing_right", HEARING_TOLD, unless=NO_RIGHT)
    if role in ("waiver", "defence_record", "inquiry_record"):
        yield from _waived(text, role)
    if role in ANSWERS:
        yield from _author(text)
        for match in AUTHORISED.finditer(plain):
            yield field(text, "author_authorised", True, match.start(), match.end(), sure=0.8, by="notices")
            break
    if role == "defence_record":
        defence = DEFENDED.search(plain)
        if defence and not WAIVES.search(without_unticked(plain)):
            yield field(text, "defended", True, defence.start(), defence.end(), sure=0.93, by="notices")
    yield from old_form_words(document, text)


def _right(text: Text, name: str, pattern: re.Pattern[str], unless: re.Pattern[str] | None = None) -> Iterator[Field]:
    for match in pattern.finditer(text.plain):
        sentence = text.plain[_sentence_start(text.plain, match.start()) : match.end()]
        if unless and unless.search(sentence):
            continue
        yield field(text, name, True, match.start(), match.end(), sure=0.96, by="notices")
        return


def _periods(text: Text) -> Iterator[Field]:
    """Each period belongs to the right named nearest to it in its sentence, else in the sentence before."""
    given: set[str] = set()
    before = ""
    for match in re.finditer(r"[^。；\n]+[。；\n]?", text.plain):
        sentence = match[0]
        for period in PERIOD.finditer(sentence):
            if re.search(r"(?:缴|复议|诉讼|起诉|改正|恢复|补种|重新鉴定|保存)", sentence[period.end() : period.end() + 24]):
                continue
            name = _nearest(sentence, period.start(), period.end()) or _nearest(before, len(before), len(before))
            count = integer(period["count"])
            if name is None or name in given or not count:
                continue
            given.add(name)
            told = _period(count, period)
            start = match.start() + period.start()
            yield field(text, name, told, start, match.start() + period.end(), sure=0.95, by="notices")
            if (
                name == "statement_period"
                and "hearing_period" not in given
                and re.search("听证", sentence[period.end() :])
                and not PERIOD.search(sentence, period.end())
            ):
                given.add("hearing_period")
                yield field(text, "hearing_period", told, start, match.start() + period.end(), sure=0.85, by="notices")
        before = sentence if re.search("听证|陈述|申辩", sentence) else before


def _period(count: int, match: re.Match[str]) -> Period:
    if match["unit"] == "月":
        return Period(count, "month")
    return Period(count, "working_day" if match["working"] else "day")


def _nearest(sentence: str, start: int, end: int) -> str | None:
    best: tuple[int, str] | None = None
    for match in re.finditer(r"陈述|申辩|听证", sentence):
        # what follows the period counts before what stands in front of it
        distance = match.start() - end if match.start() >= end else (start - match.end()) * 2 + 6
        if best is None or distance < best[0]:
            best = (distance, "hearing_period" if match[0] == "听证" else "statement_period")
    return best[1] if best else None


def _waived(text: Text, role: str) -> Iterator[Field]:
    plain = without_unticked(text.plain)
    for name, pattern in (("waived_statement", WAIVES), ("waived_hearing", WAIVES_HEARING)):
        if role == "inquiry_record" and name == "waived_hearing":
            continue
        for match in pattern.finditer(plain):
            line = plain[plain.rfind("\n", 0, match.start()) + 1 : match.end() + 2]
            if KEEPS.search(line) or (role == "inquiry_record" and (line.startswith("问") or ASKED_AGAIN.search(line[-3:]))):
                continue
            yield field(text, name, True, match.start(), match.end(), sure=0.95 if role == "waiver" else 0.85, by="notices")
            break


def _author(text: Text) -> Iterator[Field]:
    written: list[Field] = []
    for one in find(text, AUTHOR):
        found = names(re.split(r"[，,；\d]", one.value)[0], loose=one.exact and len(one.value) <= 16)
        if found:
            written.append(
                field(
                    text, "author", found[0].name, one.start + found[0].start, one.start + found[0].end, sure=0.93, by="notices"
                )
            )
            break
    # the printed name below a signature nobody can read
    for match in re.finditer(r"\n（(?P<who>[㐀-鿿·]{2,6})）\s*(?=\n|$)", text.plain):
        if names(match["who"], loose=True):
            written.append(field(text, "author", match["who"], match.start("who"), match.end("who"), sure=0.9, by="notices"))
            break
    if written:
        yield max(written, key=lambda item: item.confidence)


def _sentence_start(plain: str, at: int) -> int:
    return max(plain.rfind("。", 0, at), plain.rfind("\n", 0, at), -1) + 1
