"""What procedural papers say, in the wordings of several counties. All people and places are made up."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract import EXTRACTORS, tidy
from pipeline.records import BadDate, Document, Opinion, Page, Period, Person, SourceFile

OWN = set(
    [
        "papers_date",
        "approvals",
        "signatures",
        "people",
        "interviews",
        "receipts",
        "notices",
        "reviews",
        "evidence_keeping",
        "payments",
        "closing",
        "old_forms",
    ]
)


def told(role: str, text: str, *, title: str = "", marks: tuple[int, ...] | None = None) -> dict[str, list[Any]]:
    """Every field of the procedural extractors on a one-page paper: name → values."""
    page = Page(SourceFile(Path("paper.txt"), "case/paper.txt", "0", "text"), 1, text, marks=marks)
    document = Document(role, title, (page,))
    values: dict[str, list[Any]] = {}
    plain = tidy(document)
    for extractor in EXTRACTORS:
        for field in extractor(document, plain):
            if field.found_by in OWN:
                assert page.text[field.evidence.start : field.evidence.end] == field.evidence.quote
                values.setdefault(field.name, []).append(field.value)
    return values


FILING_TABLE = """平川县林业和草原局
行政处罚立案审批表
平林草罚立字〔2023〕第12号
案由\t涉嫌滥伐林木\t案件来源\t群众举报
受案时间\t2023年3月1日
承办人意见\t经初查有违法事实，建议立案。
签名：陶志远、范小军\t2023年3月2日
承办机构负责人意见\t拟同意立案，报领导审批。
签名：袁大勇   2023年3月3日
行政机关负责人意见\t同意立案，由陶志远、范小军承办。
签名：石国梁   2023年3月6日
备注\t"""

FILING_PROSE = """立案呈批表
承办人员意见：建议立案调查。
            （签字）陶志远 范小军  2023.3.2
审核意见：同意。           袁大勇 2023.3.3
局领导批示：同意立案。 石国梁 2023-03-06"""

RECEIPT_MERGED = """平川县林业局
林业行政处罚文书送达回证
受送达人\t冯有田
送达的文书名称、文号\t《行政处罚决定书》（平林罚决字[2023]7号）
送达方式\t☑直接送达 □留置送达 □邮寄送达
送达时间、地点\t2023年4月12日10时，平川县河湾乡下庄村
受送达人（签名或盖章）\t冯有田  2023年4月12日
送达人（签名）\t陶志远、范小军
见证人\t
备注\t"""

RECEIPT_LEFT = """送达回执
案件名称：冯有田滥伐林木案
送达文书名称：林业行政处罚先行告知书
送达文书文号：平林罚先告字（2023）第3号
受送达人：冯有田
送达方式：留置送达
送达日期：2023-3-20
收件人签名：拒收
送达人：陶志远 范小军
见证人：白兰香
备注：当事人拒绝签收，现场已录像，将文书留置于其住所。"""

RECEIPT_FAMILY = """送达回证
受送达人\t冯有田\t送达地点\t下庄村
送达文件\t听证告知书\t文号\t平林罚听告〔2023〕3号
送达方式\t直接
代收人签名\t贺秀英\t与受送达人关系\t妻子
签收日期\t2023.3.21
送达人\t陶志远、范小军"""

INQUIRY = """询 问 笔 录（第 1 次）
询问时间：2023年3月7日9时10分至10时05分
询问地点：河湾乡林业站
询问人：陶志远 执法证号：14020011、范小军 执法证号：14020012  记录人：苗雨
被询问人：冯有田，男，51岁，住平川县河湾乡下庄村
问：我们是平川县林业局执法人员，这是我们的执法证件，请过目。
答：看清楚了。
问：你有申请回避的权利，是否申请我们回避？
答：不申请。
以上笔录我看过，与我说的相符。
被询问人：冯有田   2023年3月7日
询问人：陶志远  范小军   记录人：苗雨"""

INSPECTION_ROWS = """现场勘查笔录
勘查时间\t2023年3月8日14时30分\t结束时间\t2023年3月8日15时40分
勘查地点\t河湾乡下庄村北梁
勘验检查人员\t陶志远、范小军\t执法证件号\t14020011、14020012
记录\t苗雨
当事人\t冯有田\t见证人\t白兰香
勘查情况\t执法人员表明身份并出示了执法证件，告知当事人有权申请回避。现场有伐桩十二个。
当事人不在场，由见证人白兰香签名。"""

REVIEW_TABLE = """重大执法决定法制审核意见书
送审机构\t执法大队\t送审日期\t2023年3月25日
承办人\t陶志远、范小军
审核内容\t主体合法\t■是 □否
\t权限符合\t■是 □否
\t事实清楚\t■是 □否
\t程序合法\t□是 ■否
审核意见\t程序有瑕疵，补正送达手续后同意处罚意见。
审核人员：丁文博    2023年3月28日"""

REVIEW_BACK = """法制审核意见书
审核人：丁文博
审核结论：事实不清、证据不足，不同意作出处罚，退回承办机构补充调查。
2023年3月28日"""

REVIEW_ONE_WORD = """法制机构审核意见
同意。
审核人：丁文博
二〇二三年三月二十八日"""

DISCUSSION = """案件集体讨论记录
时间：2023年4月3日15:00至16:10
地点：局二楼会议室
主持人：石国梁（局长）
记录人：苗雨
出席人员：石国梁（局长）、袁大勇（副局长）、柳青山（副局长）
列席：陶志远、丁文博
案情介绍：陶志远汇报案情。
石国梁：请大家发表意见。
袁大勇：事实清楚，同意。
柳青山：同意承办机构意见。
讨论决定：对冯有田处罚款4200元。
出席人员签名：石国梁 袁大勇 柳青山"""

NOTICE_BOTH = """林业行政处罚事先（听证）告知书
平林罚告〔2023〕3号
冯有田：
你滥伐林木一案，本机关拟罚款4200元。
依照《中华人民共和国行政处罚法》的规定，你可在收到本告知书之日起五个工作日内进行陈述和申辩；要求听证的，应当在收到本告知书之日起5个工作日内提出申请。
平川县林业局
2023年3月20日"""

NOTICE_OLD = """行政处罚听证告知书
冯有田：
你有权在收到本通知之日起3日内要求举行听证，逾期视为放弃。
平川县林业局
2019年3月20日"""

WAIVER = """声明书
平川县林业局：
我对拟处罚没有异议，不进行陈述和申辩，也不要求听证。
声明人（签名）：冯有田
2023年3月22日"""

DEFENCE = """陈述申辩笔录
时间：2023年3月22日9时至9时30分
陈述申辩人：冯有田
听取人：陶志远、范小军
内容：我家里困难，请求从轻处罚。
陈述申辩人：冯有田"""

PAYMENT = """山西省非税收入一般缴款书（收据）
填制日期：2023年4月20日
执收单位名称：平川县林业局
付款人 冯有田
收款人：平川县财政局
项目 林业罚没收入
金额合计（小写）：¥4,200.00元"""

PLAIN_SLIP = """收  据
日期：2023年4月20日
今收到冯有田罚款4200元，当场收缴。
收款单位：平川县林业局"""

PUBLICATION = """行政处罚公示
行政处罚决定书文号：平林罚决字〔2023〕7号
罚款金额（万元）：0.42
处罚决定日期：2023/4/10
公开日期：2023/4/14
住址：平川县河湾乡下庄村12号"""

ACCEPTANCE = """补种林木验收表
责令完成时间\t2023年11月30日
验收时间\t2023年11月20日
验收情况\t应补种36株，实际补种38株，验收合格。
验收人员：陶志远、范小军"""

EXTENSION = """办案期限延长审批表
延长理由：需要鉴定。
申请延长30日，延长至2023年5月5日。
承办人意见：建议延长。 陶志远 2023年4月3日
市规划和自然资源局意见：同意延长。 2023年4月4日"""

PRESERVATION = """先行登记保存证据通知书
平林罚登存字〔2023〕1号
冯有田：
现对下列物品先行登记保存。
序号\t物品名称\t数量
1\t油锯\t1把
2\t杨木原木\t12根
负责人审批：同意。 石国梁 2023年3月7日
当事人（签名）：冯有田
平川县林业局
2023年3月7日"""

CLOSING = """结案审批表
立案日期\t2023年3月6日\t处罚决定日期\t2023年4月10日
处罚决定书文号\t平林罚决字【2023】7号
承办人意见\t已执行完毕，建议结案。陶志远、范小军 2023年12月1日
主管领导审批意见\t同意结案。石国梁 2023年12月4日"""

COVER = """林业行政处罚案卷
案卷名称 冯有田滥伐林木案
立案日期：2023年3月6日   结案日期：2023年12月4日
归档时间：2023年12月20日"""

SUMMARY = """当场行政处罚决定书
平林当罚决字〔2023〕第2号
缴款方式：□当场缴纳 ☑十五日内到银行缴纳
执法人员：陶志远（证号14020011）、范小军（证号14020012）
被处罚人签名：冯有田
平川县林业局
2023年5月2日"""

HEARING = """听证笔录
听证时间：2023年4月1日9时00分至11时20分
听证地点：局三楼会议室
听证主持人：柳青山   书记员：苗雨
案件调查人员：陶志远、范小军
当事人：冯有田"""

DISCUSSION_PROSE = """案件审理记录
2023年4月3日，本局在二楼会议室召开案件审理会。会议由石国梁主持，袁大勇、柳青山参加，承办人陶志远列席，苗雨记录。
会议决定：一致同意对冯有田罚款4200元。"""

REVIEW_PROSE = """法制审核意见
执法股：
你股2023年3月25日送审的冯有田滥伐林木一案收悉。经审核，事实清楚、证据充分，程序合法。
审核意见：同意。
审核人员签字：丁文博   2023年3月28日"""

LABELS_GLUED = """现场勘验记录
勘验时间：2023年3月8日14时30分至15时40分
勘验人：陶志远证号：14020011勘验人：范小军证号：14020012记录人：苗雨
执法人员出示证件后勘验，现场有伐桩十二个。
勘验情况：略。"""

NO_NAME = """立案审批表
承办人意见\t建议立案。
承办人：陶志远、范小军　2023年3月2日
局领导意见\t同意立案。
　　　　负责人：　2023年3月6日"""

CLOSING_UNSIGNED = """结案报告
立案日期\t2023年3月6日\t处罚决定日期\t2023年4月10日
承办人\t已履行，建议结案。陶志远、范小军
审签栏\t"""

SLIP_TABLE = """非税收入统一票据
收入项目\t数量\t金额（元）
罚款\t1\t9504.00
合计人民币：玖仟伍佰零肆元整"""

RECEIPT_PROSE = """送达回证
送达文书\t行政处罚决定书
送达方式\t直接送达
收件人\t冯有田 本人
收到日期\t2023年4月12日
经办人\t陶志远 范小军"""

UNWILLING = """现场勘验笔录
勘验情况：略。
被检查人签字\t（当事人拒绝签名，见证人白兰香可在场证明）
见证人签字\t白兰香"""

CASES: list[tuple[str, str, str, str, list[Any]]] = [
    ("a form is dated by the head of the agency", "filing_approval", FILING_TABLE, "date", [date(2023, 3, 6)]),
    ("handlers named in the head's opinion", "filing_approval", FILING_TABLE, "officers", [Person("陶志远"), Person("范小军")]),
    (
        "three opinions with their signatures",
        "filing_approval",
        FILING_TABLE,
        "opinion",
        [
            Opinion("handler", "经初查有违法事实，建议立案。", "陶志远、范小军", date(2023, 3, 2)),
            Opinion("section", "拟同意立案，报领导审批。", "袁大勇", date(2023, 3, 3)),
            Opinion("head", "同意立案，由陶志远、范小军承办。", "石国梁", date(2023, 3, 6)),
        ],
    ),
    ("opinions as lines of text", "filing_approval", FILING_PROSE, "date", [date(2023, 3, 6)]),
    (
        "name and day behind the words of a line",
        "filing_approval",
        FILING_PROSE,
        "opinion",
        [
            Opinion("handler", "建议立案调查。", "陶志远、范小军", date(2023, 3, 2)),
            Opinion("section", "同意。", "袁大勇", date(2023, 3, 3)),
            Opinion("head", "同意立案。", "石国梁", date(2023, 3, 6)),
        ],
    ),
    (
        "an empty block is an opinion without anything",
        "filing_approval",
        "立案审批表\n承办人意见\t建议立案。陶志远 2023.3.2\n负责人意见\t\n备注\t无",
        "opinion",
        [Opinion("handler", "建议立案。", "陶志远", date(2023, 3, 2)), Opinion("head", None, None, None)],
    ),
    ("a day that does not exist", "rights_notice", "权利义务告知书\n被告知人：冯有田\n2023年2月30日", "bad_date", [BadDate("2023年2月30日")]),
    ("title and number of the paper served", "service_receipt", RECEIPT_MERGED, "delivered_number", ["平林罚决字〔2023〕7号"]),
    ("role of the paper served", "service_receipt", RECEIPT_MERGED, "delivered_role", ["decision"]),
    ("way of service ticked", "service_receipt", RECEIPT_MERGED, "service_way", ["direct"]),
    ("day beside the signature", "service_receipt", RECEIPT_MERGED, "served_date", [date(2023, 4, 12)]),
    ("the party signs", "service_receipt", RECEIPT_MERGED, "signer_relation", ["self"]),
    ("both servers", "service_receipt", RECEIPT_MERGED, "servers", ["陶志远", "范小军"]),
    ("left at the home", "service_receipt", RECEIPT_LEFT, "service_way", ["left"]),
    ("left on the day of service", "service_receipt", RECEIPT_LEFT, "served_date", [date(2023, 3, 20)]),
    ("refusal is noted", "service_receipt", RECEIPT_LEFT, "refusal_noted", [True]),
    ("filmed", "service_receipt", RECEIPT_LEFT, "av_noted", [True]),
    ("witness", "service_receipt", RECEIPT_LEFT, "witness", ["白兰香"]),
    ("a first notice was served", "service_receipt", RECEIPT_LEFT, "delivered_role", ["prior_notice"]),
    ("taken by the wife", "service_receipt", RECEIPT_FAMILY, "signer_relation", ["family"]),
    ("signer is not the recipient", "service_receipt", RECEIPT_FAMILY, "signer", ["贺秀英"]),
    ("day in its own row", "service_receipt", RECEIPT_FAMILY, "served_date", [date(2023, 3, 21)]),
    ("hearing notice served", "service_receipt", RECEIPT_FAMILY, "delivered_role", ["hearing_notice_rights"]),
    ("start of inquiry", "inquiry_record", INQUIRY, "start_time", [datetime(2023, 3, 7, 9, 10)]),
    ("end of inquiry", "inquiry_record", INQUIRY, "end_time", [datetime(2023, 3, 7, 10, 5)]),
    ("certificates behind each name", "inquiry_record", INQUIRY, "officers", [Person("陶志远", "14020011"), Person("范小军", "14020012")]),
    ("recorder on the officers' line", "inquiry_record", INQUIRY, "recorder", ["苗雨"]),
    ("asked person before his address", "inquiry_record", INQUIRY, "asked_person", ["冯有田"]),
    ("certificate shown", "inquiry_record", INQUIRY, "certificate_shown", [True]),
    ("rights told", "inquiry_record", INQUIRY, "rights_told", [True]),
    ("party signed", "inquiry_record", INQUIRY, "party_signed", [True]),
    ("end in a cell of its own", "inspection_record", INSPECTION_ROWS, "end_time", [datetime(2023, 3, 8, 15, 40)]),
    ("numbers in a parallel cell", "inspection_record", INSPECTION_ROWS, "officers", [Person("陶志远", "14020011"), Person("范小军", "14020012")]),
    ("party not there", "inspection_record", INSPECTION_ROWS, "refusal_noted", [True]),
    ("sent for review", "legal_review", REVIEW_TABLE, "submitted_date", [date(2023, 3, 25)]),
    ("reviewer in a line below", "legal_review", REVIEW_TABLE, "reviewer", ["丁文博"]),
    ("agreed on a condition", "legal_review", REVIEW_TABLE, "review_result", ["conditional"]),
    ("four points ticked", "legal_review", REVIEW_TABLE, "points_checked", [4]),
    ("sent back", "legal_review", REVIEW_BACK, "review_result", ["disagree"]),
    ("one word only", "legal_review", REVIEW_ONE_WORD, "points_checked", [0]),
    ("one word agrees", "legal_review", REVIEW_ONE_WORD, "review_result", ["agree"]),
    ("review dated in numerals", "legal_review", REVIEW_ONE_WORD, "date", [date(2023, 3, 28)]),
    ("members without those who only listen", "discussion_record", DISCUSSION, "discussants", ["石国梁", "袁大勇", "柳青山"]),
    ("listeners", "discussion_record", DISCUSSION, "attendees", ["陶志远", "丁文博"]),
    ("each who spoke", "discussion_record", DISCUSSION, "opinion_given", ["石国梁", "袁大勇", "柳青山"]),
    ("members in prose", "discussion_record", DISCUSSION_PROSE, "discussants", ["石国梁", "袁大勇", "柳青山"]),
    ("recorder in prose", "discussion_record", DISCUSSION_PROSE, "recorder", ["苗雨"]),
    ("day of a record in prose", "discussion_record", DISCUSSION_PROSE, "date", [date(2023, 4, 3)]),
    ("sent for review in prose", "legal_review", REVIEW_PROSE, "submitted_date", [date(2023, 3, 25)]),
    ("labels without a gap", "inspection_record", LABELS_GLUED, "officers", [Person("陶志远", "14020011"), Person("范小军", "14020012")]),
    ("chair", "discussion_record", DISCUSSION, "host", ["石国梁"]),
    ("both rights in one notice", "prior_notice", NOTICE_BOTH, "hearing_right", [True]),
    ("period to speak", "prior_notice", NOTICE_BOTH, "statement_period", [Period(5, "working_day")]),
    ("period to ask for a hearing", "prior_notice", NOTICE_BOTH, "hearing_period", [Period(5, "working_day")]),
    ("date under the organ", "prior_notice", NOTICE_BOTH, "date", [date(2023, 3, 20)]),
    ("old period of three days", "hearing_notice_rights", NOTICE_OLD, "hearing_period", [Period(3, "day")]),
    ("waives to speak", "waiver", WAIVER, "waived_statement", [True]),
    ("waives a hearing", "waiver", WAIVER, "waived_hearing", [True]),
    ("who waives", "waiver", WAIVER, "author", ["冯有田"]),
    ("asks for leniency", "defence_record", DEFENCE, "defended", [True]),
    ("amount of the slip", "payment_receipt", PAYMENT, "amount_yuan", [Decimal("4200.00")]),
    ("a treasury slip", "payment_receipt", PAYMENT, "fiscal_receipt", [True]),
    ("a plain slip", "payment_receipt", PLAIN_SLIP, "fiscal_receipt", [False]),
    ("taken on the spot", "payment_receipt", PLAIN_SLIP, "paid_on_spot", [True]),
    ("ten thousands of yuan", "publication_record", PUBLICATION, "published_fine_yuan", [Decimal("4200.00")]),
    ("published on", "publication_record", PUBLICATION, "published_date", [date(2023, 4, 14)]),
    ("home shown", "publication_record", PUBLICATION, "private_shown", ["平川县河湾乡下庄村12号"]),
    ("accepted in time", "restoration_acceptance", ACCEPTANCE, "acceptance_date", [date(2023, 11, 20)]),
    ("due", "restoration_acceptance", ACCEPTANCE, "due_date", [date(2023, 11, 30)]),
    ("trees planted", "restoration_acceptance", ACCEPTANCE, "accepted_trees", [Decimal(38)]),
    ("extended by", "extension_approval", EXTENSION, "extended_days", [Period(30, "day")]),
    ("extended to", "extension_approval", EXTENSION, "due_date", [date(2023, 5, 5)]),
    ("the city approved", "extension_approval", EXTENSION, "approver_level", ["upper"]),
    ("goods of the list", "preservation", PRESERVATION, "goods", ["油锯", "杨木原木"]),
    ("approved in a line", "preservation", PRESERVATION, "approved_date", [date(2023, 3, 7)]),
    ("a notice, no list", "preservation", PRESERVATION, "preservation_step", ["notice"]),
    ("closed when the head agreed", "closing_report", CLOSING, "closing_date", [date(2023, 12, 4)]),
    ("filing day told at the end", "closing_report", CLOSING, "filing_date", [date(2023, 3, 6)]),
    ("number in black brackets", "closing_report", CLOSING, "doc_number", ["平林罚决字〔2023〕7号"]),
    ("cover tells the day of filing away", "cover", COVER, "archive_date", [date(2023, 12, 20)]),
    ("cover tells the closing", "cover", COVER, "closing_date", [date(2023, 12, 4)]),
    ("not paid on the spot", "summary_decision", SUMMARY, "paid_on_spot", [False]),
    ("handed over on the spot", "summary_decision", SUMMARY, "delivered_on_spot", [True]),
    ("host of the hearing", "hearing_record", HEARING, "host", ["柳青山"]),
    ("recorder of the hearing", "hearing_record", HEARING, "recorder", ["苗雨"]),
    ("a day where the name is missing", "filing_approval", NO_NAME, "blank_part", ["局领导意见签名"]),
    ("a name nobody can read is no blank", "filing_approval", NO_NAME.replace("：　2", "：〔字迹不清〕　2"), "blank_part", None),
    ("a head who signed before the label", "filing_approval", NO_NAME.replace("同意立案。", "同意立案。石国梁"), "blank_part", None),
    ("the day of the decision closes nothing", "closing_report", CLOSING_UNSIGNED, "closing_date", None),
    ("amount under the head of its column", "payment_receipt", SLIP_TABLE, "amount_yuan", [Decimal("9504.00")]),
    ("amount in capitals", "payment_receipt", SLIP_TABLE.replace("9504.00", ""), "amount_yuan", [Decimal(9504)]),
    ("who took it himself", "service_receipt", RECEIPT_PROSE, "signer", ["冯有田"]),
    ("recipient without the word himself", "service_receipt", RECEIPT_PROSE, "recipient", ["冯有田"]),
    ("took it himself", "service_receipt", RECEIPT_PROSE, "signer_relation", ["self"]),
    ("handlers serve", "service_receipt", RECEIPT_PROSE, "servers", ["陶志远", "范小军"]),
    ("a refusal in the place to sign is no blank", "inspection_record", UNWILLING, "blank_part", None),
]  # fmt: skip


@pytest.mark.parametrize(("role", "text", "name", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_paper_tells(role: str, text: str, name: str, expected: list[Any]) -> None:
    assert told(role, text).get(name) == expected


def test_a_picture_beside_the_day_is_no_blank() -> None:
    assert told("filing_approval", NO_NAME, marks=(NO_NAME.rindex("　2023"),)).get("blank_part") is None


def test_an_empty_place_is_blank_only_where_pictures_were_looked_for() -> None:
    text = "询问笔录\n询问时间：2023年3月7日9时10分至10时05分\n问：是否属实？\n答：属实。\n被询问人（签名）："
    assert told("inquiry_record", text).get("party_signed") is None
    assert told("inquiry_record", text, marks=()).get("party_signed") == [False]
