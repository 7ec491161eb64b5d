"""The socket for words: what the console calls the models, operations and columns of higher apps."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.functional import Promise

Namer = Callable[[Collection[str]], Mapping[str, str]]
"""Returns the names of the rows with these primary keys that are still there, in the reader's language."""
Words = Mapping[str, str | Promise]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of one app for the history and for explaining why something cannot be removed.

    `models` and `counted` go by model name (`forumgroup`), `deeds` by the audit entry's deed, `columns` by the key of a
    detail in the audit entry, `values` by column and stored value. `counted` are plural forms with `%(count)s`. `names`
    tell which row of a model an entry is about.
    """

    models: Words = field(default_factory=dict)
    counted: Mapping[str, Promise] = field(default_factory=dict)
    deeds: Words = field(default_factory=dict)
    columns: Words = field(default_factory=dict)
    values: Mapping[str, Words] = field(default_factory=dict)
    names: Mapping[str, Namer] = field(default_factory=dict)


def named(model: type[Model]) -> Namer:
    """Return the namer of a model whose rows are named by `str`. It takes one query."""

    def names(keys: Collection[str]) -> Mapping[str, str]:
        return {str(row.pk): str(row) for row in model._default_manager.filter(pk__in=keys)}

    return names


vocabularies: list[Vocabulary] = []
"""The vocabularies, lowest app first. The first one that knows a word is used."""
