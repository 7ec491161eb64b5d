"""Forms for adding people to the team."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.pasted import PastedForm
from events.forms.words import ROLES, choices, in_both
from events.models import Conference, Forum, Membership
from events.rules.office.roles import Role, TeamInvitation
from events.rules.pasting import Line, LineFault, LineRefused


class MemberForm(PlainForm):
    """Form for adding a team member: e-mail address, role, and where the role applies."""

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
        """Refuse a forum secretary without a forum."""
        data = self.cleaned_data
        if data.get("role") == Role.FORUM_SECRETARY and not data.get("forum") and not self.has_error("forum"):
            self.add_error("forum", _("Which forum?"))
        return data


class PastedMembers(PastedForm[TeamInvitation]):
    """Team members as lines: secretary@example.com, forum secretary, 7."""

    example: ClassVar[str] = "secretary@example.com, 分会秘书 / Forum secretary, 7"
    most_parts = 3

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(conference, data)
        self.forums = {forum.number: forum for forum in conference.forums.all()}
        rows = Membership.objects.filter(conference=conference)
        self.there: set[tuple[str, str, int | None]] = set(rows.values_list("user__email", "role", "forum__number"))

    def read(self, line: Line) -> TeamInvitation:
        """Read e-mail address, role in either language, and a secretary's forum by number."""
        email, role = line.part(0).lower(), self._role(line.part(1))
        try:
            validate_email(email)
        except ValidationError:
            raise LineRefused(LineFault.NOT_AN_ADDRESS, line.part(0)[:40]) from None
        forum = self._forum(line.part(2)) if role is Role.FORUM_SECRETARY else None
        member = (email, role.value, forum.number if forum else None)
        if member in self.there:
            raise LineRefused(LineFault.TWICE, email[:40])
        self.there.add(member)
        return TeamInvitation(email=email, role=role, forum_id=forum.pk if forum else None)

    def _role(self, word: str) -> Role:
        asked = {part.strip().casefold() for part in word.split(" / ")}
        for role in Role:
            if asked & {role.value, *in_both(ROLES[role])}:
                return role
        raise LineRefused(LineFault.UNKNOWN_ROLE, word[:40])

    def _forum(self, part: str) -> Forum:
        forum = self.forums.get(int(part)) if part.isascii() and part.isdigit() and len(part) < 6 else None
        if forum is None:
            raise LineRefused(LineFault.FORUM_NEEDED if not part else LineFault.UNKNOWN_FORUM, part[:40])
        return forum
