"""Form for inviting to the team."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.words import ROLES, choices
from events.models import Conference, Forum
from events.rules.roles import Role


class MemberForm(PlainForm):
    """Whom, as what, where."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=choices(ROLES))
    forum = forms.ModelChoiceField(
        label=_("Forum"),
        queryset=Forum.objects.none(),
        required=False,
        to_field_name="number",
        help_text=_("For a forum secretary, who sees and edits that forum alone."),
    )
    everywhere = forms.BooleanField(label=_("In all conferences of the organisation"), required=False)

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(data)
        forum = self.fields["forum"]
        assert isinstance(forum, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        forum.queryset = Forum.objects.filter(conference=conference)

    def clean(self) -> dict[str, object]:
        """A secretary needs a forum; others have none."""
        data = self.cleaned_data
        if data.get("role") == Role.FORUM_SECRETARY and not data.get("forum") and not self.has_error("forum"):
            self.add_error("forum", _("Of which forum?"))
        return data
