"""What the papers of this folder say."""

TITLE = "行政处罚决定书"
FORM = (("当事人", "林某山"), ("住址", "云某县东山乡西沟村"))
MONEY = "罚款人民币壹万元整（¥10000.00）"
DATE = "2024年5月20日"
