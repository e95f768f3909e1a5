"""What Gradio says by itself, in Chinese: in a browser of whatever language."""

import gradio as gr

_SAID = {
    "blocks.connection_can_break": "切换到别的应用或锁屏时，连接可能中断，排队的位置会丢失。",
    "blocks.long_requests_queue": "正在排队的问题很多，请稍候。",
    "blocks.lost_connection": "离开页面时连接断开，正在重新排队……",
    "blocks.waiting_for_inputs": "文件还没有传完，请稍后再试。",
    "common.clear": "清除",
    "common.complete": "完成",
    "common.download": "下载",
    "common.error": "没有完成",
    "common.loading": "请稍候",
    "common.or": "或",
    "common.progress": "进度",
    "common.remove": "移除",
    "common.upload": "上传",
    "dropdown.dropdown": "选项",
    "errors.build_error": "页面没有建成",
    "errors.config_error": "页面的设置有误",
    "errors.contact_page_author": "请告诉管理员。",
    "errors.no_app_file": "找不到页面",
    "errors.runtime_error": "运行出错",
    "file.uploading": "正在上传……",
    "login.incorrect_credentials": "账号或密码不对",
    "login.login": "登录",
    "login.password": "密码",
    "login.username": "账号",
    "status.queue_position": "正在排队：第 {position} 位，共 {size} 位",
    "upload_text.click_to_upload": "点击选择文件",
    "upload_text.drop_file": "把文件拖到这里",
    "upload_text.paste_clipboard": "从剪贴板粘贴",
}


def gradio_words() -> gr.I18n:
    """Return Gradio's own words in Chinese.

    Gradio takes the words of the browser's language, and the English ones where it has none:
    both are given. A word by its full name goes before Gradio's own.
    """
    return gr.I18n(**{"en": _SAID, "zh-CN": _SAID, "zh-TW": _SAID})
