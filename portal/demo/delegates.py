"""The 2,200 delegates from ministries, parks, universities, institutes and companies, alone or in delegations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from random import Random

from events.rules.names import fold, latin_name_for
from portal.demo import reading
from portal.demo.cast import Figure, the_cast
from portal.demo.dice import dice
from portal.demo.names import invented_names
from portal.demo.reading import CategoryText
from registration.rules.delegates import DelegateState
from toolkit.text import Text

NAMES_OF_THE_CAST = 400
FIRST_DELEGATE = ("林知远", "delegate@rostrum.example")
"""The number of the demo account's own delegate, who is confirmed and has not arrived yet."""
LONGEST_NAME = "Wilhelmina-Theodora Ankerström van den Hoogenwaterschap-Lijn"
CANCELLED_EVERY = {"DELEGATE": 29, "STUDENT": 35, "CORPORATE": 40}
WAITLISTED = {"CORPORATE": 14}
APPLIED = {"PRESS": 6, "GUEST": 3}
DECLINED = {"PRESS": 2}
ORGANISER = Text("姑苏生物技术研究院", "Gusu Institute of Biotechnology")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDelegate:
    """A delegate. `party` numbers the registration, which a delegation shares; `figure` is a key of people on stage."""

    category: str
    state: DelegateState
    name: str
    name_latin: str
    institution: Text
    post: Text
    email: str
    phone: str
    party: str
    contact: str
    language: str
    before: timedelta
    figure: str = ""


@cache
def the_delegates() -> tuple[PlannedDelegate, ...]:
    """Return everybody who registered, the earliest first. Badge numbers follow this order."""
    names = iter(_names())
    found = [delegate for category in reading.categories().categories for delegate in _of_category(category, names)]
    found.sort(key=lambda delegate: delegate.before, reverse=True)
    return tuple(_numbered(delegate, number) for number, delegate in enumerate(found, start=1))


def _numbered(delegate: PlannedDelegate, number: int) -> PlannedDelegate:
    """Add a telephone number, and give the demo account's delegate a suitable institution."""
    home = reading.institutions()
    if delegate.name == FIRST_DELEGATE[0]:
        university, post = home.by_kind["university"][3], home.posts["university"][1]
        delegate = replace(delegate, institution=university, post=post)
    return replace(delegate, phone=_phone(number))


def _phone(number: int) -> str:
    """Return a number from a range that is obviously unused."""
    return f"+861380000{number:04}"


def _names() -> list[tuple[str, str]]:
    """Yield names with their Latin form: some foreign, two identical, one of the maximum length."""
    invented = invented_names(NAMES_OF_THE_CAST + sum(c.count for c in reading.categories().categories))
    names = [(name, latin_name_for(name)) for name in invented[NAMES_OF_THE_CAST:]]
    names[0] = (FIRST_DELEGATE[0], latin_name_for(FIRST_DELEGATE[0]))
    for place, (name, latin) in enumerate(reading.names().foreign):
        names[40 + 97 * place] = (name, latin)
    names[77] = (LONGEST_NAME, LONGEST_NAME)
    names[300] = names[200]
    return names


def _of_category(category: CategoryText, names: Iterator[tuple[str, str]]) -> Iterator[PlannedDelegate]:
    chance = dice(f"delegates {category.code}")
    figures = [figure for figure in the_cast().figures.values() if not figure.withdrawn]
    on_stage = figures if category.code == "GUEST" else []
    yield from (_from_stage(figure, chance) for figure in on_stage)
    states = iter(_states(category, count=category.count - len(on_stage)))
    party = 0
    left = category.count - len(on_stage)
    while left:
        size = min(left, _party_size(category, chance))
        yield from _party(category, f"{category.code}-{party}", [(next(names), next(states)) for _ in range(size)])
        left, party = left - size, party + 1


def _party_size(category: CategoryText, chance: Random) -> int:
    return chance.choice((1, 1, 1, 2, 4, 6) if category.code == "CORPORATE" else (1, 1, 1, 1, 1, 1, 1, 1, 1, 5))


def _party(
    category: CategoryText, party: str, members: list[tuple[tuple[str, str], DelegateState]]
) -> Iterator[PlannedDelegate]:
    """Return a delegation of one institution. Every third member has the secretary's address instead of their own."""
    chance = dice(f"party {party}")
    kind = chance.choice(category.kinds)
    institutions = reading.institutions()
    institution = ORGANISER if category.code == "STAFF" else chance.choice(institutions.by_kind[kind])
    before = timedelta(hours=round(24 * chance.triangular(2, 75, 12)))
    secretary = f"office.{party.lower()}@example.org"
    for place, ((name, latin), state) in enumerate(members):
        own = (
            FIRST_DELEGATE[1] if name == FIRST_DELEGATE[0] else _address(latin or name, f"{chance.randrange(1000):03}")
        )
        yield PlannedDelegate(
            category=category.code,
            state=state,
            name=name,
            name_latin=latin,
            institution=institution,
            post=chance.choice(institutions.posts[category.posts or kind]),
            email=secretary if place % 3 == 2 else own,
            phone="",
            party=party,
            contact=own if len(members) == 1 else secretary,
            language="zh-hans" if not name.isascii() else "en",
            before=before,
        )


def _from_stage(figure: Figure, chance: Random) -> PlannedDelegate:
    own = _address(figure.name_latin or figure.name)
    return PlannedDelegate(
        category="GUEST",
        state=DelegateState.CONFIRMED,
        name=figure.name,
        name_latin=figure.name_latin,
        institution=figure.affiliation,
        post=figure.post,
        email=own,
        phone="",
        party=figure.key,
        contact=own,
        language="zh-hans",
        before=timedelta(hours=round(24 * chance.triangular(20, 60, 40))),
        figure=figure.key,
    )


def _states(category: CategoryText, *, count: int) -> list[DelegateState]:
    every = CANCELLED_EVERY.get(category.code, count + 1)
    states = [
        DelegateState.CANCELLED if place % every == every - 1 else DelegateState.CONFIRMED for place in range(count)
    ]
    tail = [DelegateState.WAITLISTED] * WAITLISTED.get(category.code, 0)
    tail += [DelegateState.APPLIED] * APPLIED.get(category.code, 0)
    tail += [DelegateState.DECLINED] * DECLINED.get(category.code, 0)
    return states[: count - len(tail)] + tail


def _address(latin: str, *more: str) -> str:
    """Return an address in a domain that RFC 2606 reserves."""
    words = [word for word in fold(latin).split() if word.isascii()]
    return f"{'.'.join([*words[:3], *more])}@example.com"
