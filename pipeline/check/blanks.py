"""Places for a signature that may stand empty: those of another way of service, of a second party, of who refused to sign."""

from __future__ import annotations

import re

from pipeline.records import CaseRecord, Field

_WITNESS = re.compile("见证|在场人|邀请")
_OPTIONAL = re.compile("代收|代签|代理|翻译|备注|监护|同住|关系|其他|附注|收件人|签收机构|邮")
_RECORDER = re.compile("记录|书记员")
_PARTY = re.compile("当事人|受送达人|签收|收件|被(?:询问|调查|检查|勘验|告知|处罚)|声明人|负责人|法定代表人|持有人")


def unneeded(case: CaseRecord, blank: Field) -> bool:
    """Whether the paper is whole although this place is empty."""
    paper = [item for item in case.fields if item.document == blank.document]
    words = re.sub(r"\s", "", str(blank.value))
    refused = any(item.name == "refusal_noted" and item.value is True for item in paper)
    ways = {str(item.value) for item in paper if item.name == "service_way"}
    if re.search("拒绝|拒签|不在场", words):
        return True
    if _WITNESS.search(words):
        # a witness stands in for a signature that was refused, and for nothing else; of receipts SD-04 asks for him
        return not refused or case.documents[blank.document].role == "service_receipt"
    if _OPTIONAL.search(words):
        return True
    if _RECORDER.search(words):  # the recorder named above has signed below as officer
        recorders = {str(item.value) for item in paper if item.name == "recorder"}
        return bool(recorders & {getattr(item.value, "name", None) for item in paper if item.name == "signature"})
    if not _PARTY.search(words):
        return False
    others = any(getattr(item.value, "part", "") in ("party", "recipient", "agent") for item in paper if item.name == "signature")
    signer = any(item.name == "signer" for item in paper)
    return refused or others or signer or bool(ways - {"direct", "entrusted"})
