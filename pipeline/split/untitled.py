"""What a paper is that stands alone for its case and bears no title of its line: a decision by its first words, its labels or its sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.oldscript import GLOSS, simple

_LISTED = 4  # labels of different kinds that show a disclosure table
_PLAN = 120  # characters in which a paper says that it only proposes
_HEAD = 700  # characters in which a paper says what it is
_BEFORE = 10  # of them in front of 处罚决定书 that tell its kind
_LONGEST = 28  # characters of a label
_NONE, _BRIEF = "不予|免予|免于|不再", "当场|简易"
_TITLE = re.compile(
    r"处罚(?:案件)?决定(?![》一-鿿])|处罚[一-鿿()·]{0,8}决定书(?=$|[\s(〔\[]|当事人|[^\n，。]{1,24}[〔(\[](?:19|20)\d\d|\d|No|编号|案?文?号)|关于[^,。;\n]{2,60}(?:处罚|处理)的?决定(?![》一-鿿])",
    re.MULTILINE,
)
_REFERRED = re.compile(  # also 送达文书名称 / 行政处罚决定书
    r"[《“,。;:!?][^\n]*$|(?:送达|收到|作出|依据|根据|按照|对|向|该)[^\n]*$|(?:名称|题名|附件?)\n[^\n]*$"
    r"|(?:公[布示开]的?|网站|获悉|记者|近日|日前|消息|出具|下达|下发|送交|的)[^\n]*$|[^\n]{60}$"
)
_KINDS = tuple(
    re.compile(rf"(?:{words})(?:\([^)]{{1,14}}\))?")
    for words in (
        r"(?:行政)?(?:处罚)?(?:决定)?书?(?:文书|文|书)(?:编|文)?号|(?:行政)?处罚决定书?(?:编号|文号)?|案(?:卷)?号|(?:处罚)?文书",
        r"(?:行政)?(?:处罚)?相对人(?:名称|姓名)?|当事人(?:名称|姓名)?|(?:违法|被?受?处罚)(?:人|者|单位|对象|企业|主体)(?:名称|姓名)?|被处罚的?[一-鿿]{2,14}(?:名称|姓名)"
        r"|(?:企业|单位|公司|法人|自然人)(?:名称|姓名)",
        r"(?:主要)?(?:违法)?(?:事实|行为|情形|情况)(?:[及和与][一-鿿]{2,4})?|处罚事由|(?:基本|简要)?案情|(?:处罚|违法)(?:事由|原因)",
        r"案由|案件名称|处罚名称|违法行为(?:类型|名称)",
        r"(?:处罚|法律|违法|处理|执法)?(?:的)?(?:依据|条款|法律依据)|违反[一-鿿]{0,6}(?:条款|规定|法律)",
        r"(?:行政)?(?:处罚)?(?:的)?(?:种类|类别|类型)[一-鿿\d]{0,6}",
        r"(?:行政)?(?:处罚|处理)(?:的)?(?:内容|结果|决定|意见)",
        r"(?:罚款|罚没|处罚)(?:款)?(?:金额|数额)?|没收[一-鿿、]{2,20}金额",
        r"(?:作出)?(?:行政)?(?:处罚|决定|执法|实施)[一-鿿]{0,6}(?:机关|主体|单位|机构)[一-鿿]{0,6}|作出机关|机关",
        r"(?:作出|下达)?(?:行政)?(?:处罚|决定|处罚决定)?(?:作出|下达)?(?:的)?(?:日期|时间)",
        r"公[示开][一-鿿]{1,6}",
    )
)
_ORDERS = (5, 6, 7)  # a table that does not tell what was ordered is none
_PROPOSED = re.compile(r"拟(?:作出|给予|处)|处罚建议|承办人意见|审批意见")
_SAYS = (  # it addresses somebody, decides, and tells what it rests on or how to fight it
    re.compile(r"决定如下|处罚如下|(?:作出|给予)(?:如下|以下)[^。]{0,10}处罚|决定(?:对|给予|处以?|责令|没收|罚款|不予(?:行政)?处罚)"),
    re.compile(r"(?:不服|异议)[^。]{0,60}(?:复议|诉讼|起诉)|(?:复议|诉讼|起诉)[^。]{0,60}不停止(?:执行)?"),
    re.compile(r"当事人|被处罚|受处罚|相对人|违法行为人|你(?:单位|公司|厂|店)?于"),
)
_FORM = re.compile(r"^(?:当事人|被处罚(?:人|单位)|案由|案号)$")
_TO_YOU = re.compile(r"(?<![致给请])你(?:单位|公司|厂|店|户|\(|于|在|的|未)")
_ORDERED = re.compile(r"违反了?《[^。]{4,120}(?:依据|根据|依照)[^。]{4,160}(?:决定|给予|处以?)")


def decision_role(text: str) -> str | None:
    """The role of such a paper; None where it is no decision and no disclosure of one."""
    written = unicodedata.normalize("NFKC", GLOSS.sub("", text))
    written = written.translate({**simple(written), ord("〈"): "《", ord("〉"): "》"})
    bare = re.sub(r"[^\S\n]", "", written)
    if _PROPOSED.search(bare[:_PLAN]):
        return None
    for said in _TITLE.finditer(bare[:_HEAD]):
        if not _REFERRED.search(bare[: said.start()]):
            words = bare[max(0, said.start() - _BEFORE) : said.end()]
            return "no_penalty_decision" if re.search(_NONE, words) else "summary_decision" if re.search(_BRIEF, words) else "decision"
    labels = set(_labels(written))
    kinds = [at for at, pattern in enumerate(_KINDS) if any(pattern.fullmatch(label) for label in labels)]
    if len(kinds) >= _LISTED and any(at in kinds for at in _ORDERS):
        return "decision"
    joined = bare.replace("\n", "")
    if all(words.search(joined) for words in _SAYS):
        return "no_penalty_decision" if re.search(r"决定[^。;]{0,30}不予(?:行政)?处罚", joined) else "decision"
    addressed = sum(bool(_FORM.match(label)) for label in labels) > 1 or _TO_YOU.search(joined)
    ordered = _ORDERED.search(joined) if addressed else None
    return "decision" if ordered and not _PROPOSED.search(joined) else None


def _labels(written: str) -> Iterator[str]:
    """What may be a label: a cell, or what stands in a line before a colon or a space, without its number and brackets."""
    for piece in re.split(r"[\t\n|│┃:]", written):
        words = re.sub(r"^\s*[【(]?(?:\(?[一二三四五六七八九十\d]{1,2}[)、.])?|[】\s]+$", "", piece)
        if 1 < len(words) <= _LONGEST:
            yield re.sub(r"\s", "", words)
        if " " in (head := words[:_LONGEST].replace("\u3000", " ").strip()):
            yield head.split(" ", 1)[0]
