"""Who signed for a served paper, and what he is to the one it was for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.names import names
from pipeline.extract.receipt_rows import line_end, under
from pipeline.extract.tidy import Text
from pipeline.records import Field

SIGNERS = (
    "(?:受送达人|收件人|接收人|签收人|受送达单位|代收人|收文人|受送达人或(?:者)?收件人|"
    "受送达人（?或?代收人）?)(?:或(?:者)?(?:代收人|代理人|收件人))?(?:意见及)?(?:（?(?:签名|签字|"
    "盖章|签章|签收|签名或(?:者)?盖章|签名、盖章|签字或盖章)[^）\n\t：]{0,6}）?)|"
    "签收人|代收人(?:签名|签字)?|收件人签名|签收(?:栏|情况)?|领取人|接收人|收到人"
)
RELATION = "(?:代收人)?(?:与|同)(?:受送达人|当事人|被送达人|收件人)(?:的|之)?关系|(?:身份|关系)(?:说明)?|代收人身份"
RELATIONS = (
    ("agent", "委托代理|代理人|律师"),
    ("appointee", "指定(?:的)?代收|代收人$|代收$"),
    ("representative", "法定代表人|负责人|法人|经营者|投资人|执行董事|理事长"),
    (
        "family",
        r"配偶|妻子?$|丈夫|爱人|父亲?$|母亲?$|儿子?|女儿|长子|次子|子$|兄|弟|姐|妹|祖父|祖母|爷爷|奶奶|"
        r"岳父|岳母|公公|婆婆|儿媳|女婿|同住|家属|家人|亲属|成年",
    ),
    ("receiver", "办公室|收发|前台|值班|收件|门卫|文员|行政人员|会计|出纳|工作人员|员工|职工"),
    ("self", "本人|受送达人$|当事人|自己|^系本人"),
)


def signer(text: Text, recipient: str | None, *, apart: bool) -> Iterator[Field]:
    """signer and signer_relation. `apart`: the one it was for is told elsewhere, and 收件人 is who took it."""
    signed: str | None = None
    relation: tuple[str, int, int] | None = None
    # 收件人：王五 本人 says who took it, where no place to sign is printed
    by_hand = (one for one in find(text, "收件人") if apart or re.search(r"[ ，（](?:系|即)?本人）?$", one.value))
    for one in [*under(text.plain, SIGNERS), *find(text, SIGNERS)] or by_hand:
        line = text.plain[one.start : max(one.end, line_end(text.plain, one.start))]
        bare = re.sub(r"（[^）]*）", lambda match: " " * len(match[0]), line)
        found = names(re.split(r"\d|\t|关系|代收", bare)[0], loose=True)
        if found and signed is None:
            signed = found[0].name
            yield field(text, "signer", signed, one.start + found[0].start, one.start + found[0].end, sure=0.96, by="receipts")
        beside = re.match(r"[ ：，]+(?P<as>[㐀-鿿]{2,8})", bare[found[0].end :]) if found else None
        if beside and relation is None and not names(beside["as"]) and (kind := _relation(beside["as"])):
            start = one.start + found[0].end + beside.start("as")
            relation = (kind, start, start + len(beside["as"]))
        bracket = re.search(r"（([^）]{1,14})）|(?:系|是)([㐀-鿿]{2,10})", line)
        if bracket and relation is None and (kind := _relation(bracket[1] or bracket[2])):
            group = 1 if bracket[1] else 2
            relation = (kind, one.start + bracket.start(group), one.start + bracket.end(group))
        if signed and relation:
            break
    told = next((one for one in find(text, RELATION) if one.value), None)
    if told and relation is None:
        relation = (_relation(told.value) or "unknown", told.start, told.end)
    if relation is None and signed:
        remark = re.search(
            rf"{re.escape(signed)}[^。\n]{{0,8}}(?:系|是|为)[^。\n]{{0,14}}?(?:的)?([㐀-鿿]{{1,8}})(?=[。，；）\n]|$)", text.plain
        )
        kind = _relation(remark[1]) if remark else None
        if kind is None and recipient:
            kind = "self" if signed == recipient or _masked(recipient, signed) else "unknown"
        if kind:
            at = text.plain.find(signed)
            relation = (kind, at, at + len(signed))
    if relation:
        yield field(text, "signer_relation", *relation, sure=0.96, by="receipts")


def _relation(words: str) -> str | None:
    for kind, pattern in RELATIONS:
        if re.search(pattern, words.strip()):
            return kind
    return None


def _masked(recipient: str, name: str) -> bool:
    return len(recipient) == len(name) and all(one == other or one in "某×*" for one, other in zip(recipient, name, strict=True))
