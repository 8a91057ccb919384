"""What a paper is that bears no title of its own line: a decision by its first words or its build, a disclosure table by its labels."""

from __future__ import annotations

import re

_LISTED = 4  # labels of different kinds that show a disclosure table
_HEAD = 120  # characters in which a decision says what it is
_NONE, _BRIEF = "不予|免予|免于", "当场|简易"
_TITLE = re.compile(r"[一-鿿（）]{0,12}处罚[一-鿿（）·]{0,8}决定书")
_REFERRED = re.compile(r"[《“，。；：！？][^\n]*$|(?:送达|收到|作出|依据|根据|按照|对|向|该)[^\n]*$")
_LABEL = r"^[【（]?(?:（?[一二三四五六七八九十\d]{1,2}[）.、．])?"
_KINDS = tuple(
    re.compile(rf"{_LABEL}(?:{words})(?:（[^）\n]{{1,14}}）)?[】：\t]", re.MULTILINE)
    for words in (
        r"(?:行政)?(?:处罚)?(?:决定)?书?(?:文书|文|书)(?:编|文)?号|(?:行政)?处罚决定书(?:编号)?|案(?:卷)?号|(?:处罚)?文书",
        r"(?:行政)?(?:处罚)?相对人(?:名称|姓名)?|当事人(?:名称|姓名)?|被?处罚(?:人|者|单位|对象|企业)(?:名称|姓名)?|被处罚的?[一-鿿]{2,14}(?:名称|姓名)",
        r"(?:主要)?(?:违法)?(?:事实|行为|情形|情况)(?:[及和与][一-鿿]{2,4})?|处罚事由|(?:基本|简要)?案情",
        r"案由|案件名称|处罚名称|违法行为(?:类型|名称)",
        r"(?:处罚|法律|违法|处理)?(?:的)?(?:依据|条款|法律依据)|违反[一-鿿]{0,6}(?:条款|规定|法律)",
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
_FORM = re.compile(r"(?:^|[\t。])(?:当事人|被处罚(?:人|单位)|案由|案号)[：\t]", re.MULTILINE)
_ORDERED = re.compile(r"违反了?《[^。]{4,120}(?:依据|根据|依照)[^。]{4,160}(?:决定|给予|处以?)")


def decision_role(plain: str) -> str | None:
    """The role of a single paper that its title does not tell; None where it is no decision and no disclosure of one."""
    if _PROPOSED.search(plain[:_HEAD]):
        return None
    for said in _TITLE.finditer(plain[:_HEAD]):
        if not _REFERRED.search(plain[: said.start()]):
            return "no_penalty_decision" if re.search(_NONE, said[0]) else "summary_decision" if re.search(_BRIEF, said[0]) else "decision"
    kinds = [at for at, pattern in enumerate(_KINDS) if pattern.search(plain)]
    if len(kinds) >= _LISTED and any(at in kinds for at in _ORDERS):
        return "decision"
    ordered = _ORDERED.search(plain) if len(set(_FORM.findall(plain))) > 1 else None
    return "decision" if ordered and not _PROPOSED.search(plain) else None
