"""A conference with many badge holders. `python -m bench.trial.crowd PEOPLE PLACES KEY ...` prints it as JSON."""

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.models import Conference


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """What scanners and newcomers need to know.

    For scanners: the devices' keys, the checkpoint's code, the day, and the prefix of each badge's code. For newcomers:
    the conference's slug and the category to sign up for.
    """

    slug: str
    category: str
    checkpoint: str
    day: str
    keys: Sequence[str]
    prefixes: Sequence[str]

    def records(self) -> Iterator[dict[str, object]]:
        """Yield, once for each badge, the fields of a scan record that depend on the badge."""
        for prefix in self.prefixes:
            yield {"checkpoint": self.checkpoint, "prefix": prefix, "day": self.day}


def make_crowd(people: int, *, keys: Sequence[str], places: int = 0) -> Crowd:
    """Create confirmed delegates with badges, one checkpoint with a device for each key, and `places` for newcomers."""
    from doors.models import CredentialPrefix
    from doors.operations.doordays import complete_prefixes, open_door_day
    from registration.models import Quota
    from tests.builders.doors import a_category, a_checkpoint, a_device
    from tests.builders.people import a_conference, an_organisation

    now = datetime.now(UTC)
    conference = a_conference(an_organisation(), "trial", starts_on=now.date(), ends_on=now.date(), created_at=now)
    quota = Quota.objects.create(conference=conference, name_en="Places", size=places)
    a_category(conference, "newcomer", quota=quota)
    checkpoint = a_checkpoint(conference, opens_at=now.replace(hour=0), closes_at=now.replace(hour=23, minute=59))
    category = a_category(conference)
    checkpoint.categories.add(category, a_category(conference, "guest"))
    for key in keys:
        a_device(checkpoint, name=key, key=key, at=now)
    _badges(conference, category.pk, people, now=now)
    day = open_door_day(conference, now.date())
    complete_prefixes(day)
    prefixes = CredentialPrefix.objects.values_list("prefix", flat=True)
    return Crowd(
        slug=conference.slug,
        category="newcomer",
        checkpoint=checkpoint.code,
        day=day.day.isoformat(),
        keys=list(keys),
        prefixes=list(prefixes),
    )


def _badges(conference: "Conference", category: int, people: int, *, now: datetime) -> None:
    from events.models import Person
    from registration.models import Credential, Delegate, Registration
    from registration.operations.credentials import mark_of_conference
    from registration.rules.credentials import new_code

    registration = Registration.objects.create(conference=conference, created_at=now)
    persons = Person.objects.bulk_create(
        (Person(organisation=conference.organisation, name="林知远", created_at=now) for _ in range(people)),
        batch_size=1000,
    )
    numbers = count(1)
    comers = Delegate.objects.bulk_create(
        (
            Delegate(
                conference=conference,
                registration=registration,
                person=person,
                category_id=category,
                number=next(numbers),
                state="confirmed",
                name=person.name,
                institution_zh="吴淞理工大学",
                created_at=now,
            )
            for person in persons
        ),
        batch_size=1000,
    )
    mark = mark_of_conference(conference)
    Credential.objects.bulk_create(
        (Credential(delegate=each, conference=conference, code=new_code(mark), issued_at=now) for each in comers),
        batch_size=1000,
    )


def main() -> None:
    """Create the crowd in the database named by the environment, and publish the conference."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.trial.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    crowd = make_crowd(int(sys.argv[1]), places=int(sys.argv[2]), keys=sys.argv[3:])
    call_command("publish", crowd.slug, stdout=io.StringIO())
    print(json.dumps(asdict(crowd)))


if __name__ == "__main__":
    main()
