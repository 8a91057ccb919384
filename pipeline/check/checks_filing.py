"""Filing: whose territory, the number's year, the words of the cause."""

from __future__ import annotations

import re

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.words import label
from pipeline.records import Field

_ORDER = ("decision", "no_penalty_decision", "summary_decision", "inspection_record", "filing_approval", "prior_notice")
# 东山县 · 西河区 · 北林市 · 某某自治县 · 某旗: the place name of a county, met at the front of an address
_COUNTY = re.compile(
    r"(?:(?P<province>[一-鿿]{2,8}?(?:省|自治区))?(?P<city>[一-鿿]{1,6}?(?:市|盟|自治州|地区))?)?"
    r"(?P<county>[一-鿿]{1,7}?(?:自治县|县|旗|区|市))(?![村镇乡屯沟庄域块内的间场道城界级委政])(?=[一-鿿])"
)
_COUNTY_LEVEL = 3  # province, city, county
# 林区, 开发区, 集市, 本县 name no county
_NO_COUNTY = re.compile(
    r"(?:林|保护|社|小|景|矿|山|开发|牧|库|作业|施业|园|街|灌|管护|沙|辖|城|郊|自然|工业|工|营|苗|特|集)区$"
    r"|(?:本|该|邻|我)[区县市]$|(?:集|城|夜|超)市$"
)


def place_in_region(question: Question) -> Outcome:
    """The place of the deed lies in the agency's own territory (setting `region`, widest first)."""
    region = question.settings.region
    if not region:
        return unsure("本机关的管辖区域没有录入设置，不能判断")
    places = [item for role in _ORDER for item in question.case.all("violation_place", role)]
    places = places or list(question.case.all("violation_place"))
    if not places:
        return unsure("没有读到违法地点")
    outside = [(item, county) for item in places if (county := _foreign(str(item.value), region))]
    if not outside:
        return passed(f"违法地点“{places[0].value}”没有超出{'、'.join(region)}", places[0])
    said = "；".join(
        dict.fromkeys(f"{label(_role(question, item))}所写违法地点“{item.value}”在{county}" for item, county in outside)
    )
    if all(_picture(question, item) and _near(county, region[-1]) for item, county in outside) and len(outside) < 2:
        return unsure(f"{said}，与{region[-1]}只差一字，可能是误读，请人工核对", *(item for item, _ in outside))
    if any(region[-1] in str(item.value) for item in places if _role(question, item) == _role(question, outside[0][0])):
        return unsure(f"{said}；同一文书又写有{region[-1]}，请人工确认", *(item for item, _ in outside))
    if any(region[-1] in str(item.value) for item in places) and not any(
        _role(question, item) in _ORDER[:3] for item, _ in outside
    ):
        return unsure(f"{said}；其他文书写在{region[-1]}，请人工确认", *(item for item, _ in outside))
    return failed(f"{said}，不在本机关管辖区域（{''.join(region)}）", *(item for item, _ in outside))


def number_year(question: Question) -> Outcome:
    """The year in a paper's number is the year of `day`."""
    known, day = question.read(question.given["number"]), question.days(question.given["day"])
    if known.trouble:
        return not_applicable(f"{label(question.given['number'])}没有读到")
    year = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", str(known.value))
    if day.trouble is None and any(str(one.year) in str(text) for one in day.values for text in known.values):
        return passed(f"文号“{known.value}”的年份与{label(day.name)}{day.value}一致", known, day)
    if year is None or day.trouble:
        return unsure(day.trouble or f"文号“{known.value}”中没有读到年份", known, day)
    said = f"文号“{known.value}”的年份为{year[1]}，{label(day.name)}为{day.value}"
    return failed(f"{said}，年份不一致", known, day)


def cause_worded(question: Question) -> Outcome:
    """The cause on `paper` names a deed in the statute's words (`lawful`), not colloquially (`colloquial`)."""
    role = question.given["paper"]
    known = question.case.one("cause", role)
    if known is None:
        return unsure(f"{label(role)}没有读到案由", *question.case.papers(role)[:1])
    words = re.sub(r"\s", "", known.evidence.quote)  # as printed; the value is the deed the extractor made of it
    if any(re.search(pattern, words) for pattern in question.given["lawful"]):
        return passed(f"案由“{words}”使用了法定的违法行为名称", known)
    colloquial = next((word for word in question.given["colloquial"] if word in words), None)
    if colloquial:
        return failed(f"案由“{words}”用语不是法定的违法行为名称（“{colloquial}”）", known)
    return unsure(f"不能确定案由“{words}”对应哪一种法定违法行为，请人工确认", known)


def _foreign(place: str, region: tuple[str, ...]) -> str | None:
    """The other county, city or province a place names; None where it names none or our own."""
    plain = re.sub(r"\s", "", place)
    if region[-1] in plain:
        return None
    match = _COUNTY.match(plain)
    if not match:
        return None
    county, city, province = match["county"], match["city"], match["province"]
    if province and province != region[0]:
        return f"{province}{city or ''}{county}"
    if _NO_COUNTY.search(county) or re.search("[乡镇村]|街道|林场", county):
        return None
    if len(region) < _COUNTY_LEVEL and (city is None or city == region[-1]):
        return None  # an agency of a city or province: a county named alone may well be one of its own
    if any(county == name or county.endswith(name) or name.endswith(county) for name in region):
        return None  # our own city or province alone: a county-level agency's paper need not name its county
    return f"{city or ''}{county}"


def _picture(question: Question, item: Field) -> bool:
    return any(page.origin == "ocr" for page in question.case.documents[item.document].pages)


def _near(county: str, own: str) -> bool:
    return len(county) == len(own) and sum(a != b for a, b in zip(county, own, strict=True)) < 2


def _role(question: Question, item: Field) -> str:
    return question.case.documents[item.document].role


CHECKS = (
    Asks(place_in_region),
    Asks(number_year, number="value", day="value"),
    Asks(cause_worded, paper="role", lawful="words", colloquial="words"),
)
