"""Bilingual texts as JSON."""

from dataclasses import dataclass

from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOut:
    """A text in both languages; either may be empty."""

    zh: str
    en: str


def text_out(text: Text) -> TextOut:
    """Return a text in both languages, as JSON."""
    return TextOut(zh=text.zh, en=text.en)
