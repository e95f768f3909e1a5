"""With what the names of hospitals, other institutions, departments and places end."""

from corpus.numerals import NUMERAL

# Of patterns. A hospital that is called by its number: 市三院.
NUMBERED_HOSPITAL = f"[{NUMERAL}]院"
HOSPITAL = (
    "医院|卫生院|保健院|分院|护理院|疗养院|康复院|防治院"
    f"|(?<=[市区县]){NUMBERED_HOSPITAL}(?![长内外区])"
)
INSTITUTION = (
    "中心(?!卫生院|医院|血站|医疗|校|站)|研究所|研究院|监督所|门诊部|血站|急救站|服务站|大学|学院"
    "|红十字会|福利院|综合体"
)
# 局 ends a department but for 布局, 格局 and the like.
DEPARTMENT = "[^布格大开全结破新变战当时]局|委员会|[卫健发改]{2}委"
PLACE = "街道|[镇乡村市区县省](?![级域内外民容场道村镇])"
