"""Prompts for chat models, one Markdown file each, and the loader that checks them."""
