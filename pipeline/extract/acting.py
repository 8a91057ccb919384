"""Who handled the case, as a decision tells it in passing: 执法人员甲某（证号）、乙某（证号）.

Only for a case of which nothing but the decision is there: in a whole file the other papers name the handlers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.names import is_name
from pipeline.extract.tidy import tidy
from pipeline.records import Document, Fact, Person

_SURE = 0.88  # named in the account, not in a place of the form
_NAME = r"[㐀-鿿·]{2,4}?|[㐀-鿿][某×xX*＊][㐀-鿿]?|[㐀-鿿]{2}[×*]"
_NUMBER = (  # behind a name, in brackets or after a label
    r"(?:（(?:执法)?(?:人员)?(?:资格)?(?:证件?)?(?:证)?(?:编?号码?)?[：:]?[ ]?(?P<number{n}>[A-Za-z㐀-鿿]{{0,3}}[A-Za-z]?[㐀-鿿]?[\d×*]{{3,14}})）"
    r"|[ ，]?(?:执法)?证(?:件)?(?:编)?号[：:]?[ ]?(?P<bare{n}>[A-Za-z㐀-鿿]{{0,3}}[\d×*]{{4,14}}))?"
)
_OFFICE = r"(?:执法|监察|检查|办案|承办|调查|路政|渔政|监督|稽查)(?:人员|员)|卫生监督员|监督员|交通警察|(?:执勤)?民警|检疫员|协管员"
_TWO = re.compile(
    rf"(?:{_OFFICE})(?:为|是|：|:| )?(?P<first>{_NAME}){_NUMBER.format(n=1)}(?:(?:[、，和及 \n]|　)+(?P<second>{_NAME}){_NUMBER.format(n=2)})?"
    r"(?=[，。；：、\n（]|$|在|于|对|负责|承办|调查|到|现场|持|进行|会同|依法|前往|向|检查|证号|执法证)"
)
_NOT_HANDLING = re.compile(r"列席|出庭|参加听证|旁听|审核|记录$")


def acting(documents: Sequence[Document]) -> Iterator[Fact]:
    """`officers` of the first decision that names them."""
    for document in documents:
        text = tidy(document)
        for match in _TWO.finditer(text.plain):
            people = [
                (Person(match[who], match[f"number{n}"] or match[f"bare{n}"]), match.span(who))
                for n, who in ((1, "first"), (2, "second"))
                if match[who] and is_name(match[who])
            ]
            if not people or people[0][1] != match.span("first") or _NOT_HANDLING.search(text.plain[max(0, match.start() - 8) : match.start()]):
                continue
            places = tuple(text.evidence(*span) for _, span in people)
            yield Fact("officers", tuple(person for person, _ in people), places, _SURE)
            return


def outdone(known: Fact, told: Fact | None) -> bool:
    """Whether the account names all the handlers known, and another one."""
    if known.name != "officers" or told is None or not isinstance(known.value, tuple) or not isinstance(told.value, tuple):
        return False
    mine, theirs = ({one.name for one in value if isinstance(one, Person)} for value in (known.value, told.value))
    return mine < theirs
