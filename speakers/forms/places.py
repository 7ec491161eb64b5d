"""Forms for the people of one forum, session or talk: who is meant, and what is done."""

from collections.abc import Mapping
from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.forms.guarded import PlainForm
from events.forms.pasted import FAULTS as LINE_FAULTS
from events.forms.sober import sober
from events.forms.words import APPEARANCE_ROLES, choices
from events.models import Conference
from events.rules.names import NameRefused, clean_name, needs_latin_name
from events.rules.pasting import LineRefused, named
from events.rules.programme import AppearanceRole
from speakers.forms.words import NOT_A_NAME
from speakers.models import Speaker
from speakers.rules.edits import LONGEST_LATIN, PersonEdit
from speakers.rules.places import Placed, PlaceDeed, PlaceFault, PlaceStep
from toolkit.text import Text

LONGEST_WORDS = 300
MOST_DIGITS = 18
FAULTS = {
    PlaceFault.NOT_THERE: _("Somebody else has just changed the people here. Please look again."),
    PlaceFault.UNKNOWN: _("This person is no longer among the people on stage."),
    PlaceFault.FULL: _("There are 60 people here already."),
    PlaceFault.ALREADY_THERE: _("This person is here already, in the same role."),
}


class RoleForm(PlainForm):
    """Form for the role in which somebody is added."""

    role = forms.ChoiceField(label=_("Role"), choices=choices(APPEARANCE_ROLES))

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.auto_id = "picker-%s"  # the picker opens on pages with other forms

    def keep_role(self) -> Self:
        """Hide the role, which is that of the person who is replaced."""
        self.fields["role"].widget = forms.HiddenInput()
        return self


class DeedForm(RoleForm):
    """Form for one deed about somebody who is there: the speaker's code, and the role they have there.

    A valid form has it as `deed`.
    """

    step = forms.ChoiceField(choices=[(step.value, step.value) for step in PlaceStep])
    person = forms.CharField(max_length=16)
    present_role = forms.ChoiceField(choices=choices(APPEARANCE_ROLES), required=False)

    def __init__(self, conference: Conference, data: QueryDict) -> None:
        super().__init__(data)
        self.conference = conference
        self.deed: PlaceDeed | None = None

    def clean(self) -> dict[str, object]:
        """Look up the speaker and compose the deed."""
        data = self.cleaned_data
        if self.errors:
            return data
        speaker = Speaker.objects.filter(conference=self.conference, code=data["person"]).first()
        if speaker is None:
            raise ValidationError(FAULTS[PlaceFault.UNKNOWN])
        role, step = AppearanceRole(data["role"]), PlaceStep(data["step"])
        present = AppearanceRole(data["present_role"] or role)
        self.deed = PlaceDeed(step=step, person=Placed(speaker=speaker.pk, role=present), role=role)
        return data


class PickForm(RoleForm):
    """Form for somebody who is picked, by the primary key of the person."""

    pick = forms.IntegerField(min_value=1, max_value=2**63 - 1)


def other_people(data: QueryDict) -> list[int]:
    """Return the primary keys of the people who look like a new person but have been said to be somebody else."""
    return [int(key) for key in data.getlist("although") if key.isascii() and key.isdigit()]


def picked(data: QueryDict) -> int:
    """Return the primary key of the person who is picked; 0, which nobody has, for anything else."""
    pick = data.get("pick", "")
    return int(pick) if pick.isascii() and pick.isdigit() and len(pick) <= MOST_DIGITS else 0


class NewOnStageForm(RoleForm):
    """Form for a person whom the organisation does not know yet. A valid form has them as `edit`."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=60,
        error_messages={"max_length": NOT_A_NAME},
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    affiliation = forms.CharField(
        label=_("Institution"),
        max_length=700,
        required=False,
        help_text=_("In both languages: 示例大学 / Example University"),
    )
    post = forms.CharField(
        label=_("Post"), max_length=700, required=False, help_text=_("In both languages: 所长 / Director")
    )
    name_latin = forms.CharField(
        label=_("Name in Latin letters"),
        max_length=LONGEST_LATIN,
        required=False,
        help_text=_("Family name in capitals: LIN Zhiyuan. Left empty, it is made from the Chinese."),
    )
    field_order = ("name", "affiliation", "post", "name_latin", "role")

    @property
    def edit(self) -> PersonEdit:
        """The person."""
        data = self.cleaned_data
        affiliation, post = data["affiliation"], data["post"]
        return PersonEdit(
            name=data["name"],
            name_latin=data["name_latin"],
            affiliation_zh=affiliation.zh,
            affiliation_en=affiliation.en,
            post_zh=post.zh,
            post_en=post.en,
        )

    def clean_name(self) -> str:
        """Return the cleaned name; reject several names, and names that are too long."""
        try:
            return clean_name(self.cleaned_data["name"])
        except NameRefused:
            raise ValidationError(NOT_A_NAME) from None

    def clean_affiliation(self) -> Text:
        """Return the institution in one or two languages."""
        return self._in_both("affiliation")

    def clean_post(self) -> Text:
        """Return the post in one or two languages."""
        return self._in_both("post")

    def _in_both(self, name: str) -> Text:
        text = sober(self.cleaned_data[name])
        try:
            return named(text, longest=LONGEST_WORDS) if text else Text()
        except LineRefused as refused:
            raise ValidationError(str(LINE_FAULTS[refused.fault]) % {"part": refused.part}) from None

    def clean(self) -> dict[str, object]:
        """Ask for the Latin name if it cannot be made from the name."""
        data = super().clean() or self.cleaned_data
        if needs_latin_name(data.get("name", "")) and not data.get("name_latin"):
            self.add_error("name_latin", _("Enter the name in Latin letters, too."))
        return data

    def clean_name_latin(self) -> str:
        """Refuse advertising."""
        return sober(self.cleaned_data["name_latin"])
