"""Bilingual texts as values. Does not import Django, so rules may use them."""

from collections.abc import Callable
from dataclasses import dataclass

CHINESE = "zh-hans"
ENGLISH = "en"
HTML_LANG = {CHINESE: "zh-Hans", ENGLISH: "en"}

_language_source: list[Callable[[], str | None]] = [lambda: None]


def read_language_from(source: Callable[[], str | None]) -> None:
    """Set the function that returns the reader's language code; in the portal it is Django's `get_language`."""
    _language_source[0] = source


def reads_english() -> bool:
    """Return whether the reader's language is English."""
    return (_language_source[0]() or CHINESE).startswith(ENGLISH)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; either may be empty."""

    zh: str = ""
    en: str = ""

    @property
    def here(self) -> str:
        """The text in the reader's language, or in the other one if that is missing."""
        return self.within(ENGLISH if reads_english() else CHINESE)

    @property
    def lang(self) -> str:
        """The value of the `lang` attribute for `here`."""
        english = bool(self.en) if reads_english() else not self.zh and bool(self.en)
        return HTML_LANG[ENGLISH if english else CHINESE]

    @property
    def is_foreign(self) -> bool:
        """Whether `here` is not in the reader's language and needs a `lang` attribute."""
        return bool(self.here) and self.lang != HTML_LANG[ENGLISH if reads_english() else CHINESE]

    @property
    def other(self) -> str:
        """The text in the other language than `here`; empty if it is missing or the same."""
        if not (self.zh and self.en) or self.zh == self.en:
            return ""
        return self.zh if reads_english() else self.en

    @property
    def other_lang(self) -> str:
        """The value of the `lang` attribute for `other`."""
        return HTML_LANG[CHINESE if reads_english() else ENGLISH]

    @property
    def is_complete(self) -> bool:
        """Whether the text is there in both languages."""
        return bool(self.zh and self.en)

    def within(self, language: str) -> str:
        """Return the text in the language of this code, or in the other one if that is missing."""
        return self.en or self.zh if language.startswith(ENGLISH) else self.zh or self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def __str__(self) -> str:
        return self.here
