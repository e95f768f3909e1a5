"""Answers worded by a chat model, and held to the plans sentence by sentence."""
