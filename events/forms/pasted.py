"""Forms for adding many things at once, one per line. Errors name the line."""

from typing import ClassVar, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.forms.equipment import equipment_in
from events.forms.guarded import PlainForm
from events.models import Conference
from events.rules.edits import ForumEdit, GroupEdit, RoomEdit
from events.rules.pasting import MOST_LINES, Line, LineFault, LineRefused, counted, lines_of, named

T = TypeVar("T")

FAULTS: dict[LineFault, Promise] = {
    LineFault.NO_NAME: _("the name is missing"),
    LineFault.TOO_LONG: _("“%(part)s…” is too long"),
    LineFault.NOT_A_NUMBER: _("“%(part)s” is not a whole number"),
    LineFault.TOO_MANY_PARTS: _("there are too many parts; use | between the parts if a name has a comma"),
    LineFault.TWICE: _("“%(part)s” exists already"),
    LineFault.UNKNOWN_GROUP: _("there is no group “%(part)s”"),
    LineFault.UNKNOWN_FORUM: _("there is no forum and no kind of session “%(part)s”"),
    LineFault.UNKNOWN_ROOM: _("there is no room “%(part)s”"),
    LineFault.ONE_ROOM: _("“%(part)s” is given twice; a way leads from one room to another"),
    LineFault.UNKNOWN_EQUIPMENT: _("“%(part)s” is not in the list of equipment"),
    LineFault.NOT_A_DAY: _("“%(part)s” is not a day of the conference"),
    LineFault.NOT_AN_HOUR: _("“%(part)s” is not a time; write 14:00"),
    LineFault.ENDS_BEFORE_IT_STARTS: _("it ends before it starts"),
    LineFault.OUTSIDE_SESSION: _("it ends after the session, which lasts until %(part)s"),
    LineFault.NOT_AN_ADDRESS: _("“%(part)s” is not an e-mail address"),
    LineFault.UNKNOWN_ROLE: _("there is no role “%(part)s”"),
    LineFault.FORUM_NEEDED: _("a forum secretary needs the number of a forum"),
}

MISSING: dict[LineFault, Promise] = {
    LineFault.NOT_A_DAY: _("the day is missing"),
    LineFault.NOT_AN_HOUR: _("the time is missing"),
}
"""What is said instead if the part is empty."""


class PastedForm(PlainForm, Generic[T]):
    """A form of lines. Subclasses read one line into one thing; valid forms have them in `things`."""

    lines = forms.CharField(
        label=_("One per line"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
    )
    example: ClassVar[str] = ""
    most_parts: ClassVar[int] = 1

    def __init__(self, conference: Conference, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # request.POST or nothing
        self.conference = conference
        self.things: list[T] = []
        self.fields["lines"].help_text = format_lazy(_("For example: {example}"), example=self.example)

    def read(self, line: Line) -> T:
        """Return what one line says; raises LineRefused."""
        raise NotImplementedError

    def clean_lines(self) -> str:
        """Read all lines and report everything that is wrong with them."""
        text: str = self.cleaned_data["lines"]
        lines = lines_of(text)
        if len(lines) > MOST_LINES:
            raise ValidationError(gettext("At most %(most)s lines at once.") % {"most": MOST_LINES})
        problems = [problem for line in lines if (problem := self._problem(line))]
        if problems:
            raise ValidationError(problems[:20])
        return text

    def _problem(self, line: Line) -> str:
        try:
            line.refuse_more_than(self.most_parts)
            self.things.append(self.read(line))
        except LineRefused as refused:
            words = FAULTS if refused.part else FAULTS | MISSING
            fault = str(words[refused.fault]) % {"part": refused.part}
            return gettext("Line %(number)s: %(fault)s.") % {"number": line.number, "fault": fault}
        return ""


class PastedRooms(PastedForm[RoomEdit]):
    """Rooms as lines: A201, 2F, 160, 投影."""

    example = "主会场 / Main Hall, 1F, 1200, 投影、同声传译"
    most_parts = 4

    def read(self, line: Line) -> RoomEdit:
        """Read name, floor, capacity and equipment."""
        name = named(line.part(0), longest=200)
        if len(line.part(1)) > 20:
            raise LineRefused(LineFault.TOO_LONG, line.part(1)[:20])
        return RoomEdit(
            name_zh=name.zh,
            name_en=name.en,
            floor=line.part(1),
            capacity=counted(line.part(2)),
            equipment=equipment_in(line.part(3)),
        )


class PastedGroups(PastedForm[GroupEdit]):
    """Groups as lines: A, 合成生物与制造 / Synthetic Biology."""

    example = "A, 合成生物与制造 / Synthetic Biology and Manufacturing"
    most_parts = 2

    def read(self, line: Line) -> GroupEdit:
        """Read letter and title."""
        letter, title = line.part(0), named(line.part(1), longest=200)
        if not letter or len(letter) > 4:
            raise LineRefused(LineFault.TOO_LONG if letter else LineFault.NO_NAME, letter[:20])
        if letter in {group.letter for group in self.things} | self._letters():
            raise LineRefused(LineFault.TWICE, letter)
        return GroupEdit(letter=letter, title_zh=title.zh, title_en=title.en)

    def _letters(self) -> set[str]:
        return set(self.conference.forum_groups.values_list("letter", flat=True))


class PastedForums(PastedForm[ForumEdit]):
    """Forums as lines: 01, 合成生物学使能技术 / Enabling Technologies, A, host."""

    example = "1, 合成生物学使能技术 / Enabling Technologies for Synthetic Biology, A, 示例大学 / Example University"
    most_parts = 4

    def read(self, line: Line) -> ForumEdit:
        """Read number, title, the letter of the group, and host; the last two may be missing."""
        number, title = counted(line.part(0), most=999), named(line.part(1), longest=300)
        host = named(line.part(3), longest=300) if line.part(3) else None
        if not number:
            raise LineRefused(LineFault.NOT_A_NUMBER, line.part(0))
        if number in {forum.number for forum in self.things} | self._numbers():
            raise LineRefused(LineFault.TWICE, str(number))
        return ForumEdit(
            number=number,
            title_zh=title.zh,
            title_en=title.en,
            group_id=self._group_id(line.part(2)),
            host_zh=host.zh if host else "",
            host_en=host.en if host else "",
        )

    def _numbers(self) -> set[int]:
        return set(self.conference.forums.values_list("number", flat=True))

    def _group_id(self, letter: str) -> int | None:
        if not letter:
            return None
        group = self.conference.forum_groups.filter(letter=letter).first()
        if group is None:
            raise LineRefused(LineFault.UNKNOWN_GROUP, letter[:20])
        return group.pk
