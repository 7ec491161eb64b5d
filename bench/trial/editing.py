"""What the editor takes inside the portal.

`python -m bench.trial.editing TALKS ...` prints the figures as JSON, for the conference of each number of talks, with
what a browser signs in as its owner. A conference that is not there yet is made.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from events.models import Conference, User

RUNS = 5


@dataclass(frozen=True, kw_only=True)
class Inside:
    """The name of the conference, the owner's session, and what clashes, a drop and the board take (in ms)."""

    slug: str
    session: str
    day_sessions: int
    clashes: float
    clashes_statements: int
    drop_statements: int
    board: float
    board_statements: int


def measure(talks: int) -> Inside:
    """Find all clashes several times, and drop one talk."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.measuring.pages import BOARD, page_figures
    from bench.trial.publishing import make_programme
    from events.models import Conference
    from events.queries.bookings import programme_clashes

    conference = Conference.objects.filter(slug=f"bench-{talks}").first() or make_programme(talks)
    owner = _owner(conference)
    client = Client(SERVER_NAME="localhost")
    client.force_login(owner)
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        programme_clashes(conference)
        times.append(time.perf_counter() - began)
    with CaptureQueriesContext(connection) as searched:
        programme_clashes(conference)
    board = page_figures(BOARD.format(slug=conference.slug), owner)
    return Inside(
        slug=conference.slug,
        session=client.cookies[settings.SESSION_COOKIE_NAME].value,
        day_sessions=conference.sessions.filter(starts_at__date=conference.starts_on).count(),
        clashes=1000 * median(times),
        clashes_statements=len(searched),
        drop_statements=_drop(client, conference),
        board=board.ms,
        board_statements=board.statements,
    )


def _owner(conference: "Conference") -> "User":
    from events.models import Membership, User
    from events.rules.office.roles import Role

    email = f"owner@{conference.slug}.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    Membership.objects.get_or_create(
        user=user,
        organisation=conference.organisation,
        role=Role.OWNER.value,
        defaults={"created_at": conference.created_at},
    )
    return user


def _drop(client: "Client", conference: "Conference") -> int:
    """Make a talk longer, as the editor does; return the number of statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from events.models import Talk
    from events.rules.versions import talk_version

    talk = Talk.objects.filter(conference=conference).earliest("starts_at", "pk")
    length = talk.ends_at - talk.starts_at
    version = talk_version(session=talk.session_id, after=None, length=length, is_pinned=talk.is_pinned)
    day = conference.starts_on.isoformat()
    wish = {"deed": "set_length", "talk": talk.code, "version": version, "minutes": 15}
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(
            f"/console/{conference.slug}/editor/deeds/",
            {"day": day, "since": 0, "on": day, "wish": wish},
            content_type="application/json",
        )
    if answer.status_code != 200:
        raise RuntimeError(answer.content.decode())
    return len(asked)


def main() -> None:
    """Print the figures for each number of talks, by that number."""
    import django

    django.setup()
    print(json.dumps({talks: asdict(measure(int(talks))) for talks in sys.argv[1:]}))


if __name__ == "__main__":
    main()
