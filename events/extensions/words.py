"""The socket for words: what the console calls models, deeds and columns of higher apps."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = Mapping[str, str | Promise]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of one app, for the history and for the reason why something cannot be removed.

    `models` and `counted` are by model name (`forumgroup`), `deeds` by the audit's deed, `columns` by the name of a
    detail of the audit. `values` gives for some columns the words for what is stored in them. `counted` are plural
    forms with `%(count)s`.
    """

    models: Words = field(default_factory=dict)
    counted: Mapping[str, Promise] = field(default_factory=dict)
    deeds: Words = field(default_factory=dict)
    columns: Words = field(default_factory=dict)
    values: Mapping[str, Words] = field(default_factory=dict)


vocabularies: list[Vocabulary] = []
"""One for each app, the lowest first. The first word found is used."""
