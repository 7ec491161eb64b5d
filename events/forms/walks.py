"""Form for walking times."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.pasted import FAULTS
from events.models import Conference, Room
from events.rules.pasting import Line, LineFault, LineRefused, counted, lines_of
from events.rules.walks import MOST_MINUTES, WalkBetween, WalkingEdit

MOST_WALKS = 2000


class WalkingForm(PlainForm):
    """Form for the three general minutes, and exceptions as lines: B304, C101, 5. Valid forms have them in `walks`."""

    walk_same_floor = forms.IntegerField(label=_("On one floor, minutes"), min_value=0, max_value=MOST_MINUTES)
    walk_other_floor = forms.IntegerField(label=_("To another floor, minutes"), min_value=0, max_value=MOST_MINUTES)
    walk_other_venue = forms.IntegerField(label=_("To another building, minutes"), min_value=0, max_value=MOST_MINUTES)
    lines = forms.CharField(
        label=_("Two rooms that are nearer or farther, one pair per line"),
        required=False,
        max_length=60_000,
        help_text=_("For example: B304, C101, 5. With 0 minutes this pair is not checked."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        stored = {name: getattr(conference, name) for name in WalkingEdit.names()}
        self.rooms = list(conference.rooms.all())
        self.walks: list[WalkBetween] = []
        super().__init__(data, initial={**stored, "lines": self._stored(conference)})

    def _stored(self, conference: Conference) -> str:
        names = {room.pk: room.name_zh or room.name_en for room in self.rooms}
        rows = (f"{names[row.first_id]} | {names[row.second_id]} | {row.minutes}" for row in conference.walks.all())
        return "\n".join(rows)

    def clean_lines(self) -> str:
        """Read all lines; report everything that is wrong with them."""
        text: str = self.cleaned_data["lines"]
        lines = lines_of(text)
        if len(lines) > MOST_WALKS:
            raise ValidationError(gettext("At most %(most)s lines at once.") % {"most": MOST_WALKS})
        known = {
            name.casefold(): room for room in reversed(self.rooms) for name in (room.name_zh, room.name_en) if name
        }
        problems = [problem for line in lines if (problem := self._problem(line, known))]
        if problems:
            raise ValidationError(problems[:20])
        return text

    def _problem(self, line: Line, known: dict[str, Room]) -> str:
        try:
            line.refuse_more_than(3)
            self._read(line, known)
        except LineRefused as refused:
            fault = str(FAULTS[refused.fault]) % {"part": refused.part}
            return gettext("Line %(number)s: %(fault)s.") % {"number": line.number, "fault": fault}
        return ""

    def _read(self, line: Line, known: dict[str, Room]) -> None:
        rooms = []
        for place in (0, 1):
            room = known.get(line.part(place).casefold())
            if room is None:
                raise LineRefused(LineFault.UNKNOWN_ROOM, line.part(place)[:40])
            rooms.append(room)
        minutes = counted(line.part(2), most=MOST_MINUTES)
        if minutes is None:
            raise LineRefused(LineFault.NOT_A_NUMBER)
        walk = WalkBetween.of(rooms[0].pk, rooms[1].pk, minutes)
        if walk.first == walk.second:
            raise LineRefused(LineFault.ONE_ROOM, line.part(0)[:40])
        if (walk.first, walk.second) in {(each.first, each.second) for each in self.walks}:
            raise LineRefused(LineFault.TWICE, f"{line.part(0)}, {line.part(1)}"[:80])
        self.walks.append(walk)

    def edit(self) -> WalkingEdit:
        """Return the general minutes."""
        return WalkingEdit(**{name: self.cleaned_data[name] for name in WalkingEdit.names()})
