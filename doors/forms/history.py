"""Words for the rows of `doors` in the history of changes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from doors.models import Checkpoint, Device
from events.extensions import Vocabulary, named

VOCABULARY = Vocabulary(
    names={"checkpoint": named(Checkpoint), "device": named(Device)},
    models={
        "checkpoint": pgettext_lazy("checkpoint", "Door"),
        "device": _("Device"),
        "devicepairing": _("Device"),
    },
    counted={
        "checkpoint": ngettext_lazy("%(count)s door", "%(count)s doors", "count"),
        "scan": ngettext_lazy("%(count)s scan", "%(count)s scans", "count"),
        "device": ngettext_lazy("%(count)s device", "%(count)s devices", "count"),
        "devicepairing": ngettext_lazy("%(count)s offered device", "%(count)s offered devices", "count"),
    },
    deeds={
        "attendance.export": pgettext_lazy("deed", "attendance exported"),
        "device.offer": pgettext_lazy("deed", "offered"),
        "device.pair": pgettext_lazy("deed", "paired"),
        "device.revoke": pgettext_lazy("deed", "revoked"),
    },
    columns={
        "categories": _("Lets in"),
        "closes_at": _("Closes"),
        "direction": _("Direction"),
        "is_active": _("In use"),
        "opens_at": _("Opens"),
        "re_entry": _("Re-entry is allowed without an exit scan"),
    },
)
