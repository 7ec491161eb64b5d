"""Forms for the people of one forum, session or talk: who is meant, and what is done."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.words import APPEARANCE_ROLES, choices
from events.models import Conference
from events.rules.names import NameRefused, clean_name
from events.rules.programme import AppearanceRole
from speakers.forms.words import NOT_A_NAME
from speakers.models import Speaker
from speakers.rules.places import Placed, PlaceDeed, PlaceFault, PlaceStep

FAULTS = {
    PlaceFault.NOT_THERE: _("Somebody else has just changed the people here. Please look again."),
    PlaceFault.UNKNOWN: _("This person is no longer among the people on stage."),
    PlaceFault.FULL: _("There are 60 people here already."),
}


class RoleForm(PlainForm):
    """Form for the role in which somebody is added."""

    role = forms.ChoiceField(label=_("Role"), choices=choices(APPEARANCE_ROLES))


class DeedForm(RoleForm):
    """Form for one deed: the speaker's code, and for somebody who is there already the role they have.

    A valid form has it as `deed`.
    """

    step = forms.ChoiceField(choices=[(step.value, step.value) for step in PlaceStep])
    person = forms.CharField(max_length=16)
    present_role = forms.ChoiceField(choices=choices(APPEARANCE_ROLES), required=False)

    def __init__(self, conference: Conference, data: QueryDict) -> None:
        if "add" in data:  # the button of a match, whose value is the code
            data = data.copy()
            data["step"], data["person"] = PlaceStep.ADD, str(data["add"])
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


class KnownPersonForm(RoleForm):
    """Form for a person who is on stage at another conference of the organisation, by primary key."""

    known = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class NewOnStageForm(RoleForm):
    """Form for a person who is not yet among the people on stage."""

    new = forms.CharField(label=_("Name"), max_length=60, error_messages={"max_length": NOT_A_NAME})

    def clean_new(self) -> str:
        """Return the cleaned name; reject several names, and names that are too long."""
        try:
            return clean_name(self.cleaned_data["new"])
        except NameRefused:
            raise ValidationError(NOT_A_NAME) from None
