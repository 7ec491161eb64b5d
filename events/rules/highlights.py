"""A few words on the main items of a day, such as: Opening, plenaries, 26 forums."""

from collections.abc import Sequence
from datetime import date

from events.rules.index import ProgrammeIndex
from events.rules.programme import SessionItem, SessionKind
from toolkit.text import Text

WORDS = {
    SessionKind.PLENARY: Text("大会报告", "plenaries"),
    SessionKind.RELEASE: Text("重磅发布", "releases"),
    SessionKind.CLOSED_DOOR: Text("闭门会", "closed meetings"),
    SessionKind.WORKSHOP: Text("工作坊", "workshops"),
}
MOST = 4
LONGEST_TITLE = 24
"""Length in characters up to which a ceremony is listed by its title."""


def highlights(index: ProgrammeIndex, day: date) -> list[Text]:
    """Return at most `MOST` highlights of a day, in order of time, without breaks and social events."""
    sessions = index.sessions_by_day.get(day, [])
    words = [_word(session, sessions) for session in sessions]
    return list(dict.fromkeys(word for word in words if word))[:MOST]


def joined(words: Sequence[Text]) -> Text:
    """Return the words as one line of text, in both languages."""
    english = ", ".join(word.en or word.zh for word in words)
    return Text(zh=" · ".join(word.zh or word.en for word in words), en=english[:1].upper() + english[1:])


def _word(session: SessionItem, sessions: Sequence[SessionItem]) -> Text:
    if session.forum is not None:
        return _forums(len({each.forum for each in sessions if each.forum is not None}))
    if session.kind is SessionKind.CEREMONY:
        return session.title if len(session.title.within("en")) <= LONGEST_TITLE else Text("仪式", "ceremony")
    return WORDS.get(session.kind, Text())


def _forums(count: int) -> Text:
    return Text(f"{count} 个分会", "1 forum" if count == 1 else f"{count} forums")
