"""The words that name people, places and things of a case."""

from __future__ import annotations

from pipeline.synth.case import Case
from pipeline.synth.world import NAMES, Office
from pipeline.synth.writing import day_text


def people(case: Case, office: Office) -> dict[str, str]:
    """Who and where, in every place the wordings have for them."""
    party, (first, second) = case.party, case.handlers
    unit = party.kind == "unit"
    sex, birth = ("女" if party.female else "男"), day_text(party.birth, "{y}年{m}月{d}日")
    words = {
        "prefix": case.style["prefix"],
        "agency": office.name,
        "government": office.government,
        "court": office.court,
        "parent": office.parent,
        "county": office.county,
        "bank": office.bank,
        "seal": office.name,
        "party": party.name,
        "pid": party.number,
        "address": party.address,
        "phone": party.phone,
        "name_label": "单位名称" if unit else "姓名",
        "id_label": "统一社会信用代码" if unit else "公民身份号码",
        "second_label": "法定代表人" if unit else "性别",
        "second": party.representative if unit else sex,
        "signer_party": party.representative if unit else party.name,
        "party_speaker": f"{party.name}（{party.representative}）" if unit else party.name,
        "cause": case.deed["deed"],
        "suspect": "涉嫌" + case.deed["deed"],
        "case_cause": case.deed["deed"],
        "case_name": f"{party.name}{case.deed['deed']}案",
        "o1": first.name,
        "o2": second.name,
        "c1": first.certificate,
        "c2": second.certificate,
        "rec": case.recorder.name,
        "section": office.section.name,
        "head": office.head.name,
        "rev": case.reviewer.name,
        "host": case.host.name,
        "clerk": office.clerk.name,
        "hclerk": case.recorder.name,
        "talk_rec": case.recorder.name,
        "m1": office.head.name,
        "m2": office.deputies[0].name,
        "m3": office.deputies[1].name,
        "witness": case.witness,
        "place": case.place,
        "spot": case.spot,
        "species": case.species,
        "permit": case.deed["permit"],
        "inspectors": f"{first.name}（执法证号{first.certificate}）、{second.name}（执法证号{second.certificate}）",
        "serve_party": party.name,
        "phone4": party.phone[-6:],
        "review_unit": f"{office.name}法制股",
        "review_seal": office.name,
        "payer": party.name,
        "sign_party_inspection": f"[[{party.representative or party.name}]]",
        "sign_party_hearing": f"[[{party.representative or party.name}]]",
        "sign_inspectors": f"[[{first.name}]]　[[{second.name}]]",
        "waiver_author": party.representative or party.name,
        "waiver_note": "",
        "waived_hearing": "和要求听证" if "hearing_told" in case.flags else "",
        "waived_hearing_no": "，也不要求听证" if "hearing_told" in case.flags else "",
        "masked": party.name if unit else party.name[0] + "*" * (len(party.name) - 1),
        "private": "",
        "clue_way": ("护林员巡查发现", "群众电话举报", "森林督查图斑下发", "上级交办")[sum(map(ord, case.salt)) % 4],
        "goods": "油锯1台",
        "goods_name": "油锯",
        "goods_count": "1台",
        "electronic": "不同意",
        "photo_made": "1",
        "photo_shows": "违法行为现场",
        "forest_block": f"第{len(case.place)}林班{len(case.spot) + 3}小班",
        "page_count": "",
        "paper_count": "",
        "appraiser_unit": f"{office.city}{NAMES['appraisers'][sum(map(ord, case.salt)) % 3]}",
        "openly": "公开",
        "open_way": "公开",
        "hearing_more": "",
        "decides": "决定",
        "fact_more": "",
        "closing_done": "处罚决定已执行完毕，",
        "closing_end": "本案已办理完毕，",
        "fine_more": "",
        "left_av": "1" if "left" in case.flags else "",
    }
    if unit:
        words["party_sentence"] = (
            f"{party.name}，统一社会信用代码{party.number}，法定代表人{party.representative}，住所地{party.address}。"
        )
        words["party_block"] = (
            f"被处罚单位：{party.name}⏎统一社会信用代码：{party.number}　法定代表人：{party.representative}⏎地址：{party.address}"
        )
    else:
        words["party_sentence"] = f"{party.name}，{sex}，{birth}出生，公民身份号码{party.number}，住{party.address}。"
        words["party_block"] = (
            f"被处罚人：{party.name}　性别：{sex}　出生日期：{birth}⏎公民身份号码：{party.number}⏎住址：{party.address}"
        )
    return words
