"""The chat page; `assistant.ui.page` builds it, and importing that imports gradio."""
