"""Forms for adding many sessions, or the talks of one session, one per line."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from events.forms.pasted import PastedForm
from events.forms.session import conference_days, instant
from events.forms.words import SESSION_KINDS
from events.models import Conference, Session
from events.rules.edits import SessionEdit, TalkEdit
from events.rules.pasting import Line, LineFault, LineRefused, counted, hour, named
from events.rules.programme import SessionAccess, SessionKind, TalkKind
from events.rules.spans import Span, talk_fault
from toolkit.text import Text

BREAKS = ("茶歇", "休息", "午餐", "break", "tea", "coffee", "lunch")
LONGEST_TALK = 24 * 60
LONGEST_LABEL: int = Session._meta.get_field("label").max_length or 0


class PastedSessions(PastedForm[SessionEdit]):
    """Sessions as lines: 1, 2027-04-16, 14:00, 17:40, A201. A kind and a title may replace the number of a forum."""

    example: ClassVar[str] = (
        "1, 2027-04-16, 14:00, 17:40, A201 · plenary, 2027-04-16, 9:00, 9:45, A201, 开篇 / Opening, P1"
    )
    most_parts = 7

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(conference, data)
        self.forums = {forum.number: forum for forum in conference.forums.all()}
        self.rooms = {name: room for room in conference.rooms.all() for name in (room.name_zh, room.name_en) if name}
        self.days = conference_days(conference)

    def read(self, line: Line) -> SessionEdit:
        """Read forum or kind, day, start, end, room, title and label; the last three may be missing."""
        day = self._day(line.part(1))
        starts_at = instant(self.conference, day, hour(line.part(2)))
        ends_at = instant(self.conference, day, hour(line.part(3)))
        if ends_at <= starts_at:
            raise LineRefused(LineFault.ENDS_BEFORE_IT_STARTS)
        room_id = self._room_id(line.part(4))
        forum_id, kind = self._what(line.part(0))
        title = named(line.part(5), longest=500) if line.part(5) or forum_id is None else Text()
        if len(line.part(6)) > LONGEST_LABEL:
            raise LineRefused(LineFault.TOO_LONG, line.part(6)[:20])
        return SessionEdit(
            kind=kind,
            forum_id=forum_id,
            room_id=room_id,
            label=line.part(6),
            access=SessionAccess.INVITATION if kind is SessionKind.CLOSED_DOOR else SessionAccess.OPEN,
            title_zh=title.zh,
            title_en=title.en,
            starts_at=starts_at,
            ends_at=ends_at,
        )

    def _what(self, word: str) -> tuple[int | None, SessionKind]:
        if word.isascii() and word.isdigit() and (forum := self.forums.get(int(word[:6]))):
            return forum.pk, SessionKind.FORUM
        for kind, label in SESSION_KINDS.items():
            if word.casefold() in {str(kind), str(label).casefold()} and kind != SessionKind.FORUM:
                return None, SessionKind(kind)
        raise LineRefused(LineFault.UNKNOWN_FORUM, word[:40])

    def _day(self, part: str) -> date:
        try:
            day = parse_date(part)
        except ValueError:
            day = None
        if day not in self.days or day is None:
            raise LineRefused(LineFault.NOT_A_DAY, part[:40])
        return day

    def _room_id(self, part: str) -> int | None:
        if part and part not in self.rooms:
            raise LineRefused(LineFault.UNKNOWN_ROOM, part[:40])
        return self.rooms[part].pk if part else None


class PastedTalks(PastedForm[TalkEdit]):
    """Talks as lines: 20, 从头设计的酶 / Enzymes designed from scratch. Each starts where the last one ends."""

    example = "20, 从头设计的酶 / Enzymes designed from scratch"
    most_parts = 2

    def __init__(self, session: Session, data: QueryDict | None = None) -> None:
        super().__init__(session.conference, data)
        last = session.talks.last()
        self.session = Span(session.starts_at, session.ends_at)
        self.next_at: datetime = last.ends_at if last else session.starts_at
        self.fields["lines"].label = _("One per line: minutes, title")

    def read(self, line: Line) -> TalkEdit:
        """Read minutes and title. A title that begins like a break makes it one."""
        minutes = counted(line.part(0), most=LONGEST_TALK)
        if not minutes:
            raise LineRefused(LineFault.NOT_A_NUMBER, line.part(0))
        title = named(line.part(1), longest=500)
        span = Span(self.next_at, self.next_at + timedelta(minutes=minutes))
        if talk_fault(span, session=self.session):
            raise LineRefused(
                LineFault.OUTSIDE_SESSION, f"{self.session.ends_at.astimezone(self.conference.zone):%H:%M}"
            )
        self.next_at = span.ends_at
        is_break = title.zh.casefold().startswith(BREAKS)
        return TalkEdit(
            kind=TalkKind.BREAK if is_break else TalkKind.TALK,
            title_zh=title.zh,
            title_en=title.en,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        )
