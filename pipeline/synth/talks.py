"""Records in which people speak: questions and answers, the legal reviewer's points, the discussion."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from pipeline.synth.case import Case
from pipeline.synth.papers import Paper
from pipeline.synth.sentences import PHRASES
from pipeline.synth.world import Office
from pipeline.synth.writing import clock, day_text


def talks(case: Case, office: Office, paper: Paper, words: Mapping[str, str], rng: Random) -> dict[str, str]:
    """The words of records, for the paper that needs them."""
    (first, second), party = case.handlers, case.party
    shown = f"我们是{office.name}的执法人员{first.name}、{second.name}，执法证号分别为{first.certificate}、{second.certificate}，"
    result = {
        "shown": words.get("shown", "执法人员向当事人出示了执法证件，表明了身份。"),
        "review_points": words.get("review_points") or review_points(),
        "review_result": words.get("review_result") or "同意承办机构的处理意见，可以按程序作出处罚决定。",
        "conclusion": words.get("conclusion") or f"一致同意对{party.name}作出如下处罚：{words['proposed_flat']}。",
        "member_signs": words.get("member_signs", f"[[{words['m1']}]]　[[{words['m2']}]]　[[{words['m3']}]]"),
        "discussion_hours": "下午3时至4时",
    }
    said = (
        "事实清楚，证据之间能够印证，同意按承办人的意见处罚。",
        "处罚幅度符合裁量标准，程序合法，没有不同意见。",
        "同意前面的意见，决定作出后要督促当事人履行。",
    )
    members = (words["m2"], words["m3"], words["m1"])
    spoken = "\n".join(f"= {name}：{text}" for name, text in zip(members, said, strict=True))
    result["spoken"] = words.get("spoken", spoken)
    result["spoken_cell"] = words.get("spoken_cell", "⏎".join(line[2:] for line in spoken.splitlines()))
    if not paper.key.startswith("inquiry"):
        return result
    own = paper.key == "inquiry1"
    asked, sex, number, address, phone, birth = (
        party.representative or party.name,
        "女" if party.female else "男",
        party.number,
        party.address,
        party.phone,
        day_text(party.birth, "{y}年{m}月{d}日"),
    )
    if party.kind == "unit":
        number = "（见法定代表人身份证）"
    if not own:
        asked, sex, number, address = case.witness, "男", "（证件未携带）", case.place
        phone, birth = (
            f"1390000{rng.randrange(1000, 9999)}",
            f"{rng.randint(1960, 1990)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
        )
    said_here = rng.sample(PHRASES["answers"] if own else PHRASES["seen"], 2)
    lines = ["= 问：你知道今天为什么找你了解情况吗？" if own else "= 问：请把你看到的情况说一下。"]
    lines += [f"= 答：{said_here[0]}"]
    lines += ["= 问：请讲一下事情的经过。" if own else "= 问：当时都有谁在场？"]
    lines += [
        "= 答：" + PHRASES["told"][case.deed["deed"]].format_map(words)
        if own
        else f"= 答：我认出是{party.name}，别的人不认识，地点就在{case.place}{case.spot}。"
    ]
    lines += ["= 问：你有没有办理过有关审批手续？", f"= 答：没有办过{words['permit']}。{said_here[1]}"] if own else []
    start, end = case.times[paper.key]
    result |= {
        "turn": "一",
        "time": words.get("time") or clock(start, end, case.style["date"]),
        "askers": words.get("askers", f"{first.name}（{first.certificate}）、{second.name}（{second.certificate}）"),
        "sign_askers": words.get("sign_askers", f"[[{first.name}]]　[[{second.name}]]"),
        "asked": asked,
        "asked_sex": sex,
        "asked_birth": birth,
        "asked_id": number,
        "asked_address": address,
        "asked_phone": phone,
        "relation": "当事人" if own and party.kind == "citizen" else "当事人的法定代表人" if own else "证人",
        "shown_q": words.get("shown_q", shown + "这是我们的证件，请你过目。"),
        "shown_a": words.get("shown_a", "看清楚了。"),
        "rights_q": words.get("rights_q", "你有权进行陈述和申辩，认为我们与本案有利害关系的可以申请回避，是否申请？"),
        "rights_a": words.get("rights_a", "听明白了，不申请回避。"),
        "talk": "\n".join(lines),
        "sign_asked": words.get("sign_asked", f"[[{asked}]]"),
    }
    return result


def review_points() -> str:
    """What a legal reviewer goes through."""
    points = [
        "1.执法主体合法，执法人员具备资格",
        "2.在本机关管辖权限之内",
        "3.事实清楚、证据充分",
        "4.定性准确，适用法律正确",
        "5.裁量适当",
        "6.程序合法",
        "7.文书规范",
        "8.不涉嫌犯罪，不需要移送司法机关",
    ]
    return "；".join(points) + "。"
