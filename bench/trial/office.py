"""A programme, and its owner with the console open. `python -m bench.trial.office SLUG` prints them as JSON."""

import io
import json
import os
import sys
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Office:
    """The owner's session, a speaker without a photograph, and the public pages of the programme."""

    session: str
    speaker: str
    pages: list[str]


def make_office(slug: str) -> Office:
    """Create a programme and an owner who is signed in."""
    from django.conf import settings
    from django.test import Client

    from events.models import Conference, Forum
    from events.rules.office.roles import Role
    from tests.builders.people import a_member
    from tests.builders.programmes import a_programme

    conference = Conference.objects.get(slug=slug)
    made = a_programme(conference, Forum.objects.create(conference=conference, number=1, title_en="Synbio"))
    owner = Client()
    owner.force_login(a_member(Role.OWNER, organisation=conference.organisation))
    codes = [f"talks/{talk.code}/" for talk in made.talks] + [f"sessions/{made.plenary.code}/"]
    rest = ["", "programme/", "speakers/", "forums/1/", f"speakers/{made.speaker.code}/", "schedule.ics", *codes]
    return Office(
        session=owner.cookies[settings.SESSION_COOKIE_NAME].value,
        speaker=made.speaker.code,
        pages=[f"/{language}/{slug}/{each}" for language in ("en", "zh-hans") for each in rest],
    )


def main() -> None:
    """Create the office in the database named by the environment, and publish its programme."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.trial.settings")
    import django
    from django.core.management import call_command

    django.setup()
    office = make_office(sys.argv[1])
    call_command("publish", sys.argv[1], stdout=io.StringIO())
    print(json.dumps(asdict(office)))


if __name__ == "__main__":
    main()
