"""Bilingual texts as JSON."""

from pydantic import BaseModel

from toolkit.text import Text


class TextOut(BaseModel):
    """A text in both languages; either may be empty."""

    zh: str
    en: str


def text_out(text: Text) -> TextOut:
    """Return a text in both languages, as JSON."""
    return TextOut(zh=text.zh, en=text.en)
