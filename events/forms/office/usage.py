"""What still uses a row, in words: the reason why it cannot be removed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from toolkit.lists import listed

NOUNS = {
    "session": ngettext_lazy("%(count)s session", "%(count)s sessions", "count"),
    "talk": ngettext_lazy("%(count)s talk", "%(count)s talks", "count"),
    "room": ngettext_lazy("%(count)s room", "%(count)s rooms", "count"),
    "forum": ngettext_lazy("%(count)s forum", "%(count)s forums", "count"),
    "appearance": ngettext_lazy("%(count)s person on stage", "%(count)s people on stage", "count"),
    "membership": ngettext_lazy("%(count)s member of the team", "%(count)s members of the team", "count"),
    "checkpoint": ngettext_lazy("%(count)s door", "%(count)s doors", "count"),
    "category": ngettext_lazy("%(count)s category", "%(count)s categories", "count"),
    "delegate": ngettext_lazy("%(count)s delegate", "%(count)s delegates", "count"),
    "invitation": ngettext_lazy("%(count)s invitation", "%(count)s invitations", "count"),
    "scan": ngettext_lazy("%(count)s scan", "%(count)s scans", "count"),
    "device": ngettext_lazy("%(count)s device", "%(count)s devices", "count"),
    "devicepairing": ngettext_lazy("%(count)s offered device", "%(count)s offered devices", "count"),
}
OTHER = ngettext_lazy("%(count)s other thing", "%(count)s other things", "count")


def in_use_words(used: Mapping[str, int]) -> str:
    """It is used by 3 sessions and 1 door: change those first."""
    things = [str(NOUNS.get(name, OTHER) % {"count": count}) for name, count in used.items()]
    return _("This cannot be removed while it is used: %(things)s. Change that first.") % {"things": listed(things)}
