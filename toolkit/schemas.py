"""Texts in both languages, as JSON."""

from pydantic import BaseModel

from toolkit.text import Text


class TextOut(BaseModel):
    """A text in both languages; either may be empty."""

    zh: str
    en: str


def text_out(text: Text) -> TextOut:
    """Both languages of a text."""
    return TextOut(zh=text.zh, en=text.en)
