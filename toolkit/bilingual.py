"""Bilingual texts on models: two plain columns behind one typed descriptor.

Plain columns can be searched and sorted by the database. The descriptor lets code and templates write `talk.title` and
get a `Text`, which shows itself in the reader's language.
"""

from typing import Self, overload

from django.db import models
from django.utils.translation import get_language

from toolkit.text import Text, read_language_from

read_language_from(get_language)


class Bilingual:
    """A `Text` made of two columns: `title = Bilingual("title")` reads `title_zh` and `title_en`."""

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
