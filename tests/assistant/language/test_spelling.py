import pytest

from assistant.assistant import Assistant
from assistant.language.spelling import Spelling, recurring, simplified
from corpus.catalogue import shipped_plans

NAMES = ["古里镇", "梅李", "医共体", "埇桥", "临江"]
SAID = "古里镇梅李医共体埇桥临江，鼓励社会办医，建设美丽乡村。"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("古理镇的定位", "古里镇的定位"),
        ("勇桥的目标", "埇桥的目标"),
        ("临疆的目标", "临江的目标"),
        ("医供体是什么", "医共体是什么"),
        ("梅礼的醫院", "梅李的医院"),
    ],
)
def test_a_homophone_of_a_name_is_put_right(typed: str, meant: str) -> None:
    assert Spelling(NAMES, SAID).corrected(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "古里实际开放床位",
        "怎样鼓励社会办医",
        "美丽乡村怎么建",
        "每例手术多少钱",
        "梅李的定位",
        "公里数是多少",
    ],
)
def test_words_of_their_own_are_left_alone(question: str) -> None:
    assert Spelling(NAMES, SAID).corrected(question) == question


def test_the_plans_own_text_is_never_changed() -> None:
    for plan in shipped_plans():
        assert simplified(plan.text) == plan.text


def test_what_was_typed_is_kept_beside_what_was_understood(shipped: Assistant) -> None:
    question = shipped.answer("勇橋2025年抗菌药物使用强度目标").question
    assert question.asked == "勇橋2025年抗菌药物使用强度目标"
    assert question.text == "埇桥2025年抗菌药物使用强度目标"
    assert question.plans == ("yongqiao",)


def test_a_slip_earlier_in_the_conversation_is_put_right_too(shipped: Assistant) -> None:
    history = [{"role": "user", "content": "勇桥每千常住人口床位数"}]
    assert shipped.answer("那抗菌药物使用强度呢", history).question.plans == ("yongqiao",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("小孩蛀牙率", "儿童患龋率"),
        ("由谁挑头", "由谁牵头"),
        ("长护险怎么办", "长期护理保险怎么办"),
    ],
)
def test_plain_speech_and_short_forms_are_put_as_plans_put_them(typed: str, meant: str) -> None:
    said = "儿童患龋率控制在25%以内。卫生健康委牵头。建立长期护理保险制度。"
    assert Spelling([], said).corrected(typed) == meant


def test_plain_words_that_a_plan_uses_are_left_alone() -> None:
    assert Spelling([], "保护老人和老年人").corrected("老人的健康") == "老人的健康"


def test_terms_that_recur_in_the_plans_are_known_though_no_dictionary_has_them() -> None:
    said = "，".join(
        f"{before}医共体{after}" for before, after in zip("建做强好甲", "内外中和乙", strict=True)
    )
    assert "医共体" in recurring(said)
    assert Spelling(recurring(said), said).corrected("医供体是什么") == "医共体是什么"


@pytest.mark.parametrize(
    "typed",
    ["江阴哪些任务是卫健委牵头的", "江阴是哪两家共同牵头", "常熟市第四人民医院要创建成什么等级"],
)
def test_words_that_ask_and_numbers_are_no_names_mistyped(shipped: Assistant, typed: str) -> None:
    text = shipped.answer(typed).question.text
    assert "市卫" not in text and "江阴市" not in text and "第市" not in text
