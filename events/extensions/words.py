"""The socket for words: what the console calls the models, operations and columns of higher apps."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = Mapping[str, str | Promise]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of one app for the history and for explaining why something cannot be removed.

    `models` and `counted` go by model name (`forumgroup`), `deeds` by the audit entry's deed, `columns` by the key of a
    detail in the audit entry, `values` by column and stored value. `counted` are plural forms with `%(count)s`.
    """

    models: Words = field(default_factory=dict)
    counted: Mapping[str, Promise] = field(default_factory=dict)
    deeds: Words = field(default_factory=dict)
    columns: Words = field(default_factory=dict)
    values: Mapping[str, Words] = field(default_factory=dict)


vocabularies: list[Vocabulary] = []
"""The vocabularies, lowest app first. The first one that knows a word is used."""
