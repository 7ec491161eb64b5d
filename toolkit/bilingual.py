"""A text in Chinese and English on a model: two plain columns behind one typed descriptor.

Plain columns, so that the database searches and sorts them; a descriptor, so that code and
templates speak of `talk.title` and get the reader's language.
"""

from typing import Self, overload

from django.db import models
from django.utils.translation import get_language

from toolkit.text import Text, read_language_from

read_language_from(get_language)


class Bilingual:
    """`title = Bilingual("title")` beside the columns `title_zh` and `title_en`."""

    def __init__(self, name: str) -> None:
        self.zh, self.en = f"{name}_zh", f"{name}_en"

    @overload
    def __get__(self, instance: None, owner: type[models.Model]) -> Self: ...
    @overload
    def __get__(self, instance: models.Model, owner: type[models.Model]) -> Text: ...
    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Self | Text:
        if instance is None:
            return self
        return Text(zh=getattr(instance, self.zh), en=getattr(instance, self.en))
