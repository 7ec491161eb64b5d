"""Explaining why something cannot be removed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from events.extensions import vocabularies
from toolkit.lists import listed

OTHER = ngettext_lazy("%(count)s other thing", "%(count)s other things", "count")


def in_use_words(used: Mapping[str, int]) -> str:
    """Return a sentence such as: It is used by 3 sessions and 1 door: change those first."""
    things = [_counted(name, count) for name, count in used.items()]
    return _("This cannot be removed while it is used: %(things)s. Change that first.") % {"things": listed(things)}


def _counted(name: str, count: int) -> str:
    words = next((each.counted[name] for each in vocabularies if name in each.counted), OTHER)
    return str(words % {"count": count})
