"""The words of the evidence: what was seen, asked, measured, and how the decision lists it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from pipeline.synth.case import Case
from pipeline.synth.sentences import PHRASES
from pipeline.synth.world import NAMES
from pipeline.synth.writing import count_text, day_text


def proof(case: Case, words: Mapping[str, str]) -> dict[str, str]:
    """What the papers of the investigation say."""
    style, family = case.style, case.deed["family"]
    forest, grass = "地类为乔木林地，森林类别为商品林，权属为集体所有", "地类为天然牧草地，权属为集体所有"
    standard = PHRASES["cost_standard"] if words["cost_a"] else ""
    if family in ("logging", "damage"):
        items, result = (
            "涉案林木的株数、材积、蓄积和价值",
            f"被伐（毁）{words['species']}共{words['trees']}株，立木蓄积{words['volume']}立方米，材积{words['timber']}立方米，林木价值{words['value']}元。",
        )
    else:
        items, result = (
            "涉案地块的面积、地类" + ("及恢复费用" if words["cost_a"] else ""),
            f"涉案面积{words['area']}平方米，折合{words['mu']}亩。{words['parts']}{words['cost_a']}{standard}",
        )
    scene = {
        "logging": f"现场有{words['species']}伐桩{words['trees']}个，伐桩新鲜，枝条散落地面，四至清楚。",
        "damage": f"现场有被挖倒的{words['species']}{words['trees']}株，地表植被被翻动。",
        "land": f"现场地表已平整并部分硬化，经仪器测量面积为{words['area']}平方米。{words['parts']}",
        "grass": f"现场草原植被已被翻耕，经测量面积为{words['area']}平方米。{words['parts']}",
        "fire": f"现场有过火痕迹，过火面积{words['area']}平方米，明火已扑灭。",
    }[family]
    summary = (
        words["fact"]
        if family == "fire"
        else f"{words['d_violation']}，{words['party']}在{words['place']}{words['spot']}涉嫌实施{words['cause']}的行为。"
    )
    appraised = case.days.get("appraisal")
    proofs = [
        ("勘验、检查笔录", case.days.get("inspection"), "现场情况"),
        ("询问笔录", case.days.get("inquiry1"), "违法经过"),
        ("证人询问笔录", case.days.get("inquiry2"), "违法事实"),
    ]
    proofs += [("鉴定意见", appraised, "数量和价值")] * bool(appraised) + [("现场照片", case.days.get("inspection"), "现场状况")]
    rows = "\n".join(
        f"| {place} | {name} | {day_text(day, style['date'])} | {shows}" for place, (name, day, shows) in enumerate(proofs, 1)
    )
    listed = (
        "；".join(
            f"{count_text(place)}是{name}（{day_text(day, style['date'])}），证明{shows}"
            for place, (name, day, shows) in enumerate(proofs, 1)
        )
        + "。"
    )
    told = "上述事实有" + "、".join(name for name, _, _ in proofs) + "等证据证实。"
    trees = int(case.amounts.get("trees", 0))
    return {
        "appraise_items": items,
        "appraise_result": result,
        "scene": scene,
        "summary": summary,
        "proof": listed,
        "proof_told": told,
        "proof_decision": "以上事实，有下列证据证明：" + listed,
        "evidence_rows": rows,
        "appraised": "，委托有关单位进行了鉴定" if appraised else "",
        "tenure_text": grass if family == "grass" else forest,
        "tally1": str(trees // 3),
        "tally2": str(trees // 3),
        "tally3": str(trees - 2 * (trees // 3)),
        "appraise_sign": f"= 鉴定人：[[{_appraiser(case, 0)}]]（林业工程师）　[[{_appraiser(case, 1)}]]（林业高级工程师）",
        "appraise_seal": words["appraiser_unit"],
        "qualified": "= 附：鉴定机构资质证书、鉴定人员职称证书复印件各一份（与原件核对无异）。",
        "accepted_text": f"实际补植{words['species']}{words['replant']}株，成活良好"
        if words["trees"] != "0"
        else f"涉案{words['area']}平方米植被和生产条件已恢复",
        "clue_text": f"反映{words['party']}在{words['place']}{words['spot']}有{words['cause']}的行为，请调查处理。",
        "approved_words": "经本机关负责人批准，",
        "preservation_approval": f"= 机关负责人批准：同意登记保存。　[[{words['head']}]]　{words.get('d_preservation', '')}",
    }


def _appraiser(case: Case, place: int) -> str:
    rng = Random(f"{case.salt}/appraiser/{place}")
    return str(rng.choice(NAMES["surnames"]) + rng.choice(NAMES["given"]) + rng.choice(NAMES["given"][:40]))
