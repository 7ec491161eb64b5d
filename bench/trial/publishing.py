"""How long it takes to publish a programme in which much has moved.

`python -m bench.trial.publishing TALKS ...` prints the figures as JSON, for a new conference of each number of talks.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.models import Conference, Session, Talk

TALKS_IN_A_SESSION = 6
ROOMS = 30
RUNS = 5
STARTS = datetime(2027, 4, 16, 1, tzinfo=UTC)
LENGTH = timedelta(minutes=20)
BLOCKS_IN_A_DAY = 4


@dataclass(frozen=True, kw_only=True)
class Published:
    """The median of some publications, in milliseconds, and the processor time of this process in them; their SQL
    statements; and the letters of each.
    """

    took: float
    processor: float
    statements: int
    letters: int


def measure(talks: int) -> Published:
    """Publish a programme of this many talks once, and then after all of its sessions have moved to other rooms."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from events.models import Letter
    from events.operations.publishing import publish

    conference = make_programme(talks)
    publish(conference, by=None, now=STARTS)
    times, processor = [], []
    for run in range(RUNS):
        _swap_rooms(conference)
        began, worked = time.perf_counter(), time.process_time()
        publish(conference, by=None, now=STARTS + timedelta(minutes=run))
        times.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - worked))
    letters = Letter.objects.filter(conference=conference).count() // RUNS
    _swap_rooms(conference)
    with CaptureQueriesContext(connection) as captured:
        publish(conference, by=None, now=STARTS)
    return Published(took=median(times), processor=median(processor), statements=len(captured), letters=letters)


def make_programme(talks: int) -> "Conference":
    """Create a conference with talks in blocks of six, each with a speaker who has an address, and no clash."""
    from events.models import Forum, Room, Session
    from tests.builders.people import a_conference, an_organisation

    conference = a_conference(an_organisation(f"bench-{talks}"), f"bench-{talks}")
    rooms = Room.objects.bulk_create(
        Room(conference=conference, name_zh=f"会议室{number}", name_en=f"Room {number}", position=number)
        for number in range(ROOMS)
    )
    forums = Forum.objects.bulk_create(
        Forum(conference=conference, number=number + 1, title_zh=f"分会{number}", title_en=f"Forum {number}")
        for number in range(26)
    )
    sessions = Session.objects.bulk_create(
        Session(
            conference=conference,
            kind="forum",
            forum=forums[number % len(forums)],
            room=rooms[number % ROOMS],
            title_zh=f"场次{number}",
            title_en=f"Session {number}",
            starts_at=_start_of(number),
            ends_at=_start_of(number) + TALKS_IN_A_SESSION * LENGTH,
        )
        for number in range(-(-talks // TALKS_IN_A_SESSION))
    )
    _fill(conference, sessions, talks)
    conference.ends_on = sessions[-1].ends_at.date()
    conference.save()
    return conference


def _start_of(number: int) -> datetime:
    days, block = divmod(number // ROOMS, BLOCKS_IN_A_DAY)
    return STARTS + timedelta(days=days) + block * TALKS_IN_A_SESSION * LENGTH


def _fill(conference: "Conference", sessions: "list[Session]", number: int) -> None:
    from events.models import Person, Talk
    from speakers.models import Appearance, Speaker

    talks = Talk.objects.bulk_create(_talks(conference, sessions, number), batch_size=1000)
    persons = Person.objects.bulk_create(
        (
            Person(
                organisation=conference.organisation,
                name=f"林知远{index}",
                name_latin=f"LIN Zhiyuan {index}",
                email=f"speaker-{index}@rostrum.example",
                affiliation_zh="示例大学生命科学学院",
                affiliation_en="School of Life Sciences, Example University",
                created_at=STARTS,
            )
            for index in range(number)
        ),
        batch_size=1000,
    )
    speakers = Speaker.objects.bulk_create(
        (
            Speaker(conference=conference, person=person, state="confirmed", biography_zh="从事合成生物学研究。" * 20)
            for person in persons
        ),
        batch_size=1000,
    )
    Appearance.objects.bulk_create(
        (Appearance(speaker=speaker, talk=talk, role="speaker") for speaker, talk in zip(speakers, talks, strict=True)),
        batch_size=1000,
    )


def _talks(conference: "Conference", sessions: "list[Session]", number: int) -> "Iterator[Talk]":
    from events.models import Talk

    for index in range(number):
        block, place = divmod(index, TALKS_IN_A_SESSION)
        starts_at = sessions[block].starts_at + place * LENGTH
        yield Talk(
            conference=conference,
            session=sessions[block],
            position=place,
            title_zh=f"报告{index}",
            title_en=f"Talk {index}",
            abstract_zh="设计、构建、测试与学习的循环。" * 40,
            abstract_en="Design, build, test and learn, in cycles. " * 20,
            starts_at=starts_at,
            ends_at=starts_at + LENGTH,
        )


def _swap_rooms(conference: "Conference") -> None:
    """Let the sessions of each two neighbouring rooms swap them, so that every session has another room."""
    from events.models import Room, Session

    rooms = list(Room.objects.filter(conference=conference).order_by("position"))
    others = {room.pk: rooms[place ^ 1].pk for place, room in enumerate(rooms)}
    sessions = list(Session.objects.filter(conference=conference))
    for session in sessions:
        session.room_id = others[session.room_id or 0]
    Session.objects.bulk_update(sessions, ["room"], batch_size=500)


def main() -> None:
    """Print the figures for each number of talks, by that number."""
    import django

    django.setup()
    print(json.dumps({talks: asdict(measure(int(talks))) for talks in sys.argv[1:]}))


if __name__ == "__main__":
    main()
