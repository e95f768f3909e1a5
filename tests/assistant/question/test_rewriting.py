"""Plain speech is put into the words of the plans where a question as it stands finds nothing."""

import pytest

from assistant import Assistant
from assistant.question.rewriting import reworded
from assistant.question.understanding import understand

TEXT = (
    "改善医疗服务。看病难的问题有所缓解。\n\n"
    "到2025年，门诊患者平均就诊等候时间不超过20分钟。\n\n"
    "提供儿童夜间诊疗服务的医院比例达到60%；保护孩子的视力。\n\n"
    "严格食品安全监管，抽检合格率达到98%。"
)


@pytest.fixture(scope="module")
def small() -> Assistant:
    return Assistant.from_texts({"服务计划": TEXT})


def test_the_words_of_a_question_choose_each_others_wording(small: Assistant) -> None:
    answer = small.answer("孩子夜里看病的比例")
    assert "60%" in answer.text
    assert answer.question.asked == "孩子夜里看病的比例"
    assert answer.question.text == "孩子夜里看病的比例"
    assert answer.question.also == ("诊疗", "儿童")


def test_a_question_that_finds_its_answer_stays_as_it_is(small: Assistant) -> None:
    assert small.answer("食品抽检合格率是多少").question.text == "食品抽检合格率是多少"


def test_what_the_plans_leave_out_is_refused_in_the_words_that_were_typed(small: Assistant) -> None:
    answer = small.answer("看牙要花多少钱")
    assert answer.refused
    assert "看牙" in answer.text


def test_a_word_takes_the_wording_of_the_sentence_that_says_the_rest(small: Assistant) -> None:
    library = small.library
    question = understand("孩子夜间看病的比例", (), None, library.sources)
    again = reworded(question, library)
    assert again
    assert (again.asked, again.text) == ("孩子夜间看病的比例", "儿童夜间诊疗的比例")


def test_a_question_without_plain_words_has_no_other_wording(small: Assistant) -> None:
    library = small.library
    question = understand("食品抽检合格率是多少", (), None, library.sources)
    assert reworded(question, library) is None


NAMES = (
    "设置社区医院2家，社区卫生服务中心9家。\n\n"
    "开展农村妇女两癌检查。\n\n加强肿瘤登记。\n\n推进基层卫生院建设。"
)


@pytest.fixture(scope="module")
def names() -> Assistant:
    return Assistant.from_texts({"机构计划": NAMES})


def wording(question: str, assistant: Assistant) -> str:
    understood = understand(question, (), None, assistant.library.sources)
    again = reworded(understood, assistant.library)
    return again.text if again else question


def test_the_name_of_institutions_that_a_plan_has_stays_beside_its_wording(
    names: Assistant,
) -> None:
    assert wording("社区医院设几家", names) == "社区医院、社区卫生服务中心设几家"
    assert wording("乡镇医院建设", names) == "卫生院建设"


def test_no_word_is_cut_out_of_a_name_that_a_plan_has(names: Assistant) -> None:
    assert wording("两癌检查", names) == "两癌检查"
    assert wording("癌登记", names) == "肿瘤登记"


def test_words_that_ask_have_no_other_wording(names: Assistant) -> None:
    assert wording("卫生院不够怎么办", names) == "卫生院不够怎么办"
