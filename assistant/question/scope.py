"""Whether a question is for what the plans say at all."""

import re
from typing import Literal

from assistant.answers import Question

OtherWish = Literal["greeting", "patient", "small talk", "order"]

_OTHER_WISHES: dict[OtherWish, re.Pattern[str]] = {
    "greeting": re.compile(
        "^(你|您)好|^(嗨|哈喽|hello|hi)|^在吗|^(谢谢|多谢|感谢|好的|知道了|明白|辛苦)|^(再见|拜拜)|"
        "你是谁|你叫什么",
        re.IGNORECASE,
    ),
    "patient": re.compile(
        "(我|家人|孩子|老人|父亲|母亲|爸|妈|妻子|丈夫).{0,12}(怎么办|吃什么|吃啥|挂什么科|疼|痛|发烧|咳嗽|严重吗)"
        "|吃(什么|啥|哪种|哪个)[^，。？]{0,4}药|用什么药|怎么治|如何治疗|挂什么科|能治好吗"
    ),
    "small talk": re.compile(
        "天气(怎么样|如何|好不好|预报)|几点了|星期几|股票|彩票|[吃喝玩]什么好|讲个|聊聊天"
    ),
    "order": re.compile(
        "忽略.{0,8}(以上|上面|之前|前面|所有).{0,6}(指令|规则|要求|内容|设定)|扮演|"
        "(写|作|编|讲|说|画|唱|翻译|生成).{0,4}(诗|歌|故事|笑话|小说|代码|程序|作文|英文|英语|图)"
    ),
}


def other_wish(question: Question) -> OtherWish | None:
    """Return what is wanted instead of something that plans say, ``None`` if nothing is.

    A question that names a plan is one about the plan: “埇桥孩子近视怎么办”.
    """
    if question.names_plan:
        return None
    found = (wish for wish, asked in _OTHER_WISHES.items() if asked.search(question.asked))
    return next(found, None)
