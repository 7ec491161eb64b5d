"""Forms for conferences and venues."""

import zoneinfo
from datetime import date
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import GuardedForm, PlainForm
from events.forms.words import NAME_ORDERS, choices
from events.models import Conference, Organisation, Venue
from events.rules.accent import AccentRefused, Refusal, derive_accent
from events.rules.addresses import may_be_slug
from events.rules.edits import ConferenceEdit, VenueEdit
from toolkit.dates import YEARS

LONGEST_DAYS = 31
YEAR = _("A year from 1970 to 2200.")
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _refuse_days(first: date | None, last: date | None) -> None:
    odd = {name: YEAR for name, day in (("starts_on", first), ("ends_on", last)) if day and day.year not in YEARS}
    if odd:
        raise ValidationError(odd)
    if first and last and last < first:
        raise ValidationError({"ends_on": _("The last day is before the first.")})
    if first and last and (last - first).days >= LONGEST_DAYS:
        raise ValidationError({"ends_on": _("A conference can last at most 31 days.")})


@cache
def _zones() -> list[tuple[str, str]]:
    return [(zone, zone) for zone in sorted(zoneinfo.available_timezones()) if "/" in zone or zone == "UTC"]


class NewConferenceForm(PlainForm):
    """Form with the minimum for a new conference."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None, to_field_name="slug"
    )
    source = forms.ModelChoiceField(
        label=_("Start from"),
        queryset=Conference.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("Nothing: one door and two categories are set up"),
        help_text=_("Copies the venue, rooms, forums, categories and doors of an earlier conference."),
    )
    title_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    slug = forms.SlugField(
        label=_("Address"), max_length=50, help_text=_("Lower-case letters, digits and hyphens, such as bio27.")
    )
    starts_on = forms.DateField(label=_("First day"), widget=DATE)
    ends_on = forms.DateField(label=_("Last day"), widget=DATE)

    def __init__(self, organisations: list[Organisation], data: QueryDict | None = None, source: str = "") -> None:
        super().__init__(data, initial={"source": source})
        offered = self.fields["organisation"]
        assert isinstance(offered, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        offered.queryset = Organisation.objects.filter(pk__in=[row.pk for row in organisations])
        earlier = self.fields["source"]
        assert isinstance(earlier, forms.ModelChoiceField)  # noqa: S101 - the same
        earlier.queryset = Conference.objects.filter(organisation__in=organisations)
        if len(organisations) == 1:
            offered.widget = forms.HiddenInput()
            self.initial["organisation"] = organisations[0].slug

    def clean_slug(self) -> str:
        """Refuse a slug that is taken or that the portal itself uses."""
        slug: str = self.cleaned_data["slug"]
        if not may_be_slug(slug):
            raise ValidationError(_("Lower-case letters only, and not a word that the portal itself uses."))
        if Conference.objects.filter(slug=slug).exists():
            raise ValidationError(_("Another conference has this address."))
        return slug

    def clean(self) -> dict[str, object]:
        """Refuse a conference without a name, days out of order, and a copy of another organisation's conference."""
        data = self.cleaned_data
        if not data.get("title_zh") and not data.get("title_en") and not self.has_error("title_zh"):
            self.add_error("title_zh", _("A name in at least one language is needed."))
        source, organisation = data.get("source"), data.get("organisation")
        if source and organisation and source.organisation_id != organisation.pk:
            self.add_error("source", _("That conference belongs to another organisation."))
        _refuse_days(data.get("starts_on"), data.get("ends_on"))
        return data

    def edit(self) -> ConferenceEdit:
        """Return the names and days that were filled in."""
        data = self.cleaned_data
        return ConferenceEdit(
            title_zh=data["title_zh"],
            title_en=data["title_en"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
        )


class ConferenceForm(GuardedForm[Conference, ConferenceEdit]):
    """Form for a conference's texts, days and settings."""

    edits = ConferenceEdit

    timezone = forms.ChoiceField(label=_("Time zone"), choices=_zones)
    name_order = forms.ChoiceField(label=_("Order of people of equal rank"), choices=choices(NAME_ORDERS))
    accent = forms.CharField(label=_("Colour"), max_length=7, widget=forms.TextInput(attrs={"type": "color"}))

    class Meta:
        model = Conference
        fields = [
            "title_zh", "title_en", "short_title_zh", "short_title_en", "edition_zh", "edition_en", "starts_on",
            "ends_on", "timezone", "day_starts_at", "city_zh", "city_en", "hosts_zh", "hosts_en", "intro_zh",
            "intro_en", "notice_zh", "notice_en", "arrival_zh", "arrival_en", "desk_zh", "desk_en",
            "contact_email", "contact_phone", "accent", "name_order",
        ]  # fmt: skip
        labels = {
            "title_zh": _("Name in Chinese"),
            "title_en": _("Name in English"),
            "short_title_zh": _("Short name in Chinese"),
            "short_title_en": _("Short name in English"),
            "edition_zh": _("Edition in Chinese"),
            "edition_en": _("Edition in English"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "day_starts_at": _("A day starts at"),
            "city_zh": _("City in Chinese"),
            "city_en": _("City in English"),
            "hosts_zh": _("Hosts in Chinese"),
            "hosts_en": _("Hosts in English"),
            "intro_zh": _("Introduction in Chinese"),
            "intro_en": _("Introduction in English"),
            "notice_zh": _("Notice in Chinese"),
            "notice_en": _("Notice in English"),
            "arrival_zh": _("Getting there, in Chinese"),
            "arrival_en": _("Getting there, in English"),
            "desk_zh": _("Registration desk, in Chinese"),
            "desk_en": _("Registration desk, in English"),
            "contact_email": _("E-mail address for questions"),
            "contact_phone": _("Telephone for questions"),
        }
        help_texts = {
            "day_starts_at": _("Sessions before this time belong to the previous day."),
            "edition_zh": _("Such as: the ninth, 2027."),
            "desk_zh": _("Where and when delegates are received. Every confirmation says so."),
        }
        widgets = {
            "starts_on": DATE,
            "ends_on": DATE,
            "day_starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            **{
                name: forms.Textarea(attrs={"rows": 4}) for name in ("intro_zh", "intro_en", "arrival_zh", "arrival_en")
            },
        }

    def clean_accent(self) -> str:
        """Refuse a colour in which text would be hard to read."""
        accent: str = self.cleaned_data["accent"].upper()
        try:
            derive_accent(accent)
        except AccentRefused as refused:
            if refused.reason is Refusal.NOT_A_COLOUR:
                raise ValidationError(_("Write a colour as #0E4B4D.")) from None
            raise ValidationError(_("Text in this colour would be hard to read. Choose a darker one.")) from None
        return accent

    def clean(self) -> dict[str, object]:
        """Refuse a conference without a name, and days out of order."""
        data = super().clean() or self.cleaned_data
        if not data.get("title_zh") and not data.get("title_en"):
            self.add_error("title_zh", _("A name in at least one language is needed."))
        _refuse_days(data.get("starts_on"), data.get("ends_on"))
        return data


class VenueForm(GuardedForm[Venue, VenueEdit]):
    """Form for the conference's first venue."""

    edits = VenueEdit

    class Meta:
        model = Venue
        fields = ["name_zh", "name_en", "address_zh", "address_en"]
        labels = {
            "name_zh": _("Venue in Chinese"),
            "name_en": _("Venue in English"),
            "address_zh": _("Street in Chinese"),
            "address_en": _("Street in English"),
        }
