"""Builders for a small programme: a forum with two talks, a plenary, a closed-door meeting, and their people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from events.models import Conference, Forum, Room, Session, Talk
from events.rules.programme import AppearanceRole, SessionKind
from speakers.models import Appearance, Speaker, SpeakerState
from tests.builders.people import NOW, a_person

HIDDEN_WORDS = (
    "秦隐",
    "QIN Yin",
    "密谈",
    "Secret talk",
    "竹厅",
    "Bamboo Hall",
    "讲稿",
    "the hidden abstract",
    "hidden.example",
)
"""Words of the closed-door meeting that must never be published."""


@dataclass(frozen=True)
class SmallProgramme:
    """The objects created by `a_programme`."""

    conference: Conference
    hall: Room
    forum: Forum
    plenary: Session
    forum_session: Session
    closed: Session
    talks: tuple[Talk, Talk]
    speaker: Speaker


def a_room(conference: Conference, name_zh: str = "太湖厅", name_en: str = "Taihu Hall", **fields: object) -> Room:
    return Room.objects.create(conference=conference, name_zh=name_zh, name_en=name_en, **fields)


def a_session(
    conference: Conference, room: Room | None, *, starts_at: datetime = NOW, hours: float = 1, **fields: object
) -> Session:
    """Create a session of the whole conference, unless a kind or forum is given."""
    values: dict[str, object] = {"kind": SessionKind.PLENARY, "title_zh": "大会报告", "title_en": "Plenary"} | fields
    ends_at = starts_at + timedelta(hours=hours)
    return Session.objects.create(conference=conference, room=room, starts_at=starts_at, ends_at=ends_at, **values)


def a_talk(session: Session, *, after: int = 0, minutes: int = 30, **fields: object) -> Talk:
    """Create a talk that starts `after` minutes after its session and lasts `minutes`."""
    values: dict[str, object] = {"title_zh": "人工合成染色体", "title_en": "Synthetic chromosomes"} | fields
    starts_at = session.starts_at + timedelta(minutes=after)
    ends_at = starts_at + timedelta(minutes=minutes)
    return Talk.objects.create(
        conference=session.conference, session=session, starts_at=starts_at, ends_at=ends_at, **values
    )


def a_speaker(
    conference: Conference, name: str = "林知远", name_latin: str = "LIN Zhiyuan", **fields: object
) -> Speaker:
    """Create a confirmed speaker and their person."""
    person = a_person(conference.organisation, name, name_latin=name_latin)
    values: dict[str, object] = {"state": SpeakerState.CONFIRMED} | fields
    return Speaker.objects.create(conference=conference, person=person, **values)


def on_stage(speaker: Speaker, item: Session | Talk, role: AppearanceRole = AppearanceRole.SPEAKER) -> Appearance:
    """Give the speaker a role in a session or a talk."""
    place = {"session": item} if isinstance(item, Session) else {"talk": item}
    return Appearance.objects.create(speaker=speaker, role=role, **place)


def a_programme(conference: Conference, forum: Forum) -> SmallProgramme:
    """Create a plenary at 09:12, and at 10:12 a forum with two talks in the same hall and a closed-door meeting."""
    hall = a_room(conference)
    later = NOW + timedelta(hours=1)
    plenary = a_session(conference, hall)
    block = a_session(
        conference, hall, starts_at=later, kind=SessionKind.FORUM, forum=forum, title_zh="合成生物学", title_en="Synbio"
    )
    talks = (
        a_talk(block),
        a_talk(block, after=30, title_zh="基因线路设计", title_en="Gene circuits", abstract_zh="摘要", position=1),
    )
    speaker = a_speaker(conference)
    for talk in talks:
        on_stage(speaker, talk)
    closed = a_closed_session(conference, starts_at=later)
    return SmallProgramme(
        conference=conference,
        hall=hall,
        forum=forum,
        plenary=plenary,
        forum_session=block,
        closed=closed,
        talks=talks,
        speaker=speaker,
    )


def a_closed_session(conference: Conference, *, starts_at: datetime) -> Session:
    """Create a closed-door meeting full of HIDDEN_WORDS."""
    closed = a_session(
        conference,
        a_room(conference, "竹厅", "Bamboo Hall"),
        starts_at=starts_at,
        kind=SessionKind.CLOSED_DOOR,
        title_zh="产业政策闭门会",
        title_en="Closed meeting on policy",
        host_zh="示例科学联合会",
        host_en="Example Academy",
        description_zh="讲稿",
        description_en="the hidden abstract",
        feed={"url": "https://hidden.example/"},
    )
    talk = a_talk(closed, title_zh="密谈", title_en="Secret talk", abstract_en="the hidden abstract")
    guest = a_speaker(conference, "秦隐", "QIN Yin")
    on_stage(guest, talk)
    on_stage(guest, closed, AppearanceRole.CHAIR)
    return closed


def make_ready(forum: Forum) -> Session:
    """Give a forum a chair, and a session with a talk and its speaker: all that is required to submit it."""
    session = a_session(forum.conference, None, kind=SessionKind.FORUM, forum=forum, title_zh="", title_en="")
    on_stage(a_speaker(forum.conference, "葛石泉", "GE Shiquan"), a_talk(session))
    chair = a_speaker(forum.conference, "花听澜", "HUA Tinglan")
    Appearance.objects.create(speaker=chair, forum=forum, role=AppearanceRole.CHAIR)
    return session
