"""The words of papers that only some cases have: seizure, transfer, later payment, enforcement by the court."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.synth.calendar import workdays_after
from pipeline.synth.case import Case
from pipeline.synth.writing import citation, day_text

_SEIZURE = ["森林法", 67, 1, 3]


def special_words(case: Case, words: Mapping[str, str]) -> dict[str, str]:
    """What the papers of the case's special turns say."""
    result = {
        "seizure_law": citation(_SEIZURE, case.style),
        "seizure_rights": f"如不服本决定，可以在收到本决定书之日起六十日内向{words['government']}申请行政复议，"
        f"或者在六个月内向{words['court']}提起行政诉讼。你有权进行陈述和申辩。",
        "seizure_av": "扣押过程由执法记录仪全程录音录像。",
        "transfer_listed": "附：1.案件调查报告；2.涉案物品清单；3.鉴定意见；4.其他有关材料。",
        "court_listed": "附：1.行政处罚决定书及作出决定的事实、理由和依据；2.当事人的意见及催告情况；3.申请强制执行标的情况。",
    }
    if "instalment" in case.days:
        result["d_instalment_asked"] = day_text(workdays_after(case.days["decision_served"], 2), case.style["date"])
    if "unpaid" in case.flags:
        result["executed"] = (
            f"当事人逾期没有缴纳罚款，经催告仍未履行，我局于{words['d_court']}申请{words['court']}强制执行，"
            "法院裁定准予执行，罚款及加处的罚款已由法院执行到位。"
        )
    return result
