"""A form field for a time that is typed as date and hour in a named time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toolkit.dates import YEARS

WRITTEN = "%Y-%m-%dT%H:%M"
LONGEST = 20


class ZonedField(forms.Field):
    """An aware time in UTC. The form sets `zone`. A local time that the zone skips is refused."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WRITTEN)
    default_error_messages = {
        "invalid": _("Enter date and time as in 2027-04-16 09:00."),
        "skipped": _("The clocks skip this hour on that day."),
    }
    zone: ZoneInfo = ZoneInfo("UTC")

    def to_python(self, value: object) -> datetime | None:
        """Return the time in UTC; None if nothing was typed."""
        if value in self.empty_values:
            return None
        typed = str(value).strip().replace(" ", "T")
        try:
            local = datetime.strptime(typed[:LONGEST], WRITTEN).replace(tzinfo=self.zone)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if local.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        instant = local.astimezone(UTC)
        if instant.astimezone(self.zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise ValidationError(self.error_messages["skipped"], code="skipped")
        return instant

    def prepare_value(self, value: object) -> object:
        """Return what the widget shows: local time, to the minute."""
        return value.astimezone(self.zone).strftime(WRITTEN) if isinstance(value, datetime) else value

    def has_changed(self, initial: object, data: object) -> bool:
        """Return whether the time differs by a minute or more."""
        return bool(self.prepare_value(initial or "") != (data or ""))
