"""Form for inviting the secretaries of many forums, with what is said of each line."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.words import Words
from events.models import Conference, Forum
from events.queries.office.secretaries import known_secretaries
from events.rules.office.roles import Role, TeamInvitation
from events.rules.office.secretaries import (
    MOST_LINES,
    Judged,
    LineDoubt,
    LineTrouble,
    judged,
    mark_of,
    read_secretaries,
    without_secretary,
)

TROUBLES: Words = {
    LineTrouble.NO_ADDRESS: _("no e-mail address"),
    LineTrouble.BAD_ADDRESS: _("this is not an e-mail address"),
    LineTrouble.NO_FORUM: _("no number of a forum"),
    LineTrouble.UNKNOWN_FORUM: _("there is no forum with this number"),
    LineTrouble.TWICE: _("the same as a line above"),
    LineTrouble.ALREADY: _("is the secretary of this forum already"),
}
DOUBTS: Words = {
    LineDoubt.NO_NAME: _("no name: the board will show the address"),
    LineDoubt.OTHER_NAME: _("the account with this address is called %(other)s"),
    LineDoubt.TWO_NAMES: _("the list has this address for %(other)s, too"),
    LineDoubt.HAS_SECRETARY: _("the forum has a secretary already; this will be one more"),
}


class SecretariesForm(PlainForm):
    """A pasted list: number of the forum, name and e-mail address on each line."""

    lines = forms.CharField(
        label=_("One per line"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=format_lazy(
            _("Number of the forum, name and e-mail address, in any order. For example: {example}"),
            example="07, 沈知秋, secretary@example.com",
        ),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, conference: Conference, data: QueryDict | None = None, *, start: str = "") -> None:
        super().__init__(data, initial={"lines": start})
        self.conference = conference

    def clean_lines(self) -> str:
        """Refuse a list without any line, or with too many."""
        text: str = self.cleaned_data["lines"]
        lines = len(read_secretaries(text))
        if lines > MOST_LINES:
            raise ValidationError(gettext("At most %(most)s lines at once.") % {"most": MOST_LINES})
        if not lines:
            raise ValidationError(gettext("There is nothing to read in this list."))
        return text

    @cached_property
    def forums(self) -> dict[int, Forum]:
        """The forums of the conference by number."""
        return {forum.number: forum for forum in self.conference.forums.all()}

    @cached_property
    def rows(self) -> list[Judged]:
        """The lines of a valid form, judged."""
        lines = read_secretaries(self.cleaned_data["lines"])
        self._known = known_secretaries(self.conference, self.forums.values(), {line.email for line in lines})
        return judged(lines, self._known)

    @property
    def mark(self) -> str:
        """What the page sends back of the rows that it has shown."""
        return mark_of(self.rows)

    @property
    def is_as_shown(self) -> bool:
        """Whether the rows are those that the page has shown."""
        return bool(self.cleaned_data["shown"] == self.mark)

    @property
    def invitations(self) -> list[TeamInvitation]:
        """The invitations to send."""
        return [
            TeamInvitation(
                email=row.said.email,
                role=Role.FORUM_SECRETARY,
                forum_id=self.forums[row.said.forum].pk,
                name=row.said.name,
            )
            for row in self.rows
            if row.is_sent and row.said.forum is not None
        ]

    @property
    def left_over(self) -> list[Forum]:
        """The forums that will still have no secretary."""
        rows = self.rows
        return [self.forums[number] for number in without_secretary(rows, self._known)]


def remarks_of(row: Judged) -> list[str]:
    """Return what is said of a line."""
    if row.trouble is not None:
        return [str(TROUBLES[row.trouble])]
    return [str(DOUBTS[doubt]) % {"other": row.other} for doubt in row.doubts]
