"""The people on stage, for the console."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from events.models import Conference, Forum, Person, Session, Talk
from events.rules.names import fold, fold_query, has_han, latin_name_for, sounds, visible
from events.rules.names.likeness import Likeness, likeness
from events.rules.office.reach import Reach
from events.rules.programme import SessionKind
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.rules.edits import PersonEdit
from speakers.rules.namesakes import Described, indistinct

LONGEST = 100
MOST_SIMILAR = 8
BY_TIME = Coalesce("talk__starts_at", "session__starts_at").asc(nulls_first=True)
"""Order of appearances: forums first, which have no time, then by time. Databases sort nulls differently."""

NO_FORUM = Q(forum=None) & (
    Q(talk=None, session__forum=None) | Q(session=None, talk__session__forum=None, talk__forum=None)
)
"""Appearances in plenaries and other sessions of the conference as a whole."""


def found_speakers(conference: Conference, text: str) -> QuerySet[Speaker]:
    """Return the speakers whose name or institution matches, by name, annotated with `times`: their appearances."""
    speakers = Speaker.objects.filter(conference=conference).select_related("person")
    if sought := visible(text[:LONGEST]):
        speakers = speakers.filter(_fits(sought))
    return speakers.annotate(times=Count("appearances")).order_by("person__sort_pinyin", "pk")


def on_stage_within(speakers: QuerySet[Speaker], reach: Reach) -> QuerySet[Speaker]:
    """Return those of the speakers who are on stage in a forum within the reach; all of them if it is the whole
    conference. `times` counts what is within it.
    """
    if reach.forums is None:
        return speakers
    here = Appearance.objects.filter(in_forums(reach.forums), speaker=OuterRef("pk"))
    inside = Count("appearances", filter=in_forums(reach.forums, of="appearances__"))
    return speakers.filter(Exists(here)).annotate(times=inside)


def in_forums(forums: Collection[int], *, of: str = "") -> Q:
    """Match appearances in these forums, their sessions and talks; `of` is the path to the appearance."""
    places = ("forum", "session__forum", "talk__session__forum", "talk__forum")
    matches = Q()
    for place in places:
        matches |= Q((f"{of}{place}__in", forums))
    return matches


def with_appearances(speakers: QuerySet[Speaker], reach: Reach, *, knows_closed: bool) -> QuerySet[Speaker]:
    """Prefetch the appearances by time, without closed-door sessions unless `knows_closed`; one query per batch."""
    rows = _known(Appearance.objects.all(), reach, knows_closed=knows_closed)
    rows = rows.select_related("forum", "session__forum", "talk").order_by(BY_TIME, "pk")
    return speakers.prefetch_related(Prefetch("appearances", queryset=rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be meant, as a list to choose from shows them.

    `number` tells namesakes apart whom the list describes in the same words; it is empty for all others. `state` is
    that of the speaker at this conference, and None for somebody who is not one of its speakers.
    """

    person: Person
    number: str
    state: str | None
    likeness: Likeness | None = None

    @property
    def is_off_stage(self) -> bool:
        """Whether the person has declined or withdrawn."""
        return self.state in {SpeakerState.DECLINED, SpeakerState.WITHDRAWN}


PRINTED = (
    "name", "name_latin", "honour", "post_zh", "post_en", "affiliation_zh", "affiliation_en", "sort_pinyin",
    "search_keys",
)  # fmt: skip
"""The columns of a person that a list to choose from needs: never e-mail address or phone."""


def found_people(people: QuerySet[Person], conference: Conference, text: str, *, most: int) -> list[Candidate]:
    """Return at most so many of these people whose name or institution matches.

    Those whose family name begins with the text come first, then the conference's own speakers.
    """
    sought = visible(text[:LONGEST])
    if not sought:
        return _candidates(people, conference, most=most)
    begins = Q(name__startswith=sought) | Q(sort_pinyin__startswith=fold(sought))
    leads = Case(When(begins, then=Value(0)), default=Value(1))
    return _candidates(people.filter(_fits(sought, of="")), conference, first=[leads], most=most)


def similar_people(people: QuerySet[Person], conference: Conference, edit: PersonEdit) -> list[Candidate]:
    """Return those of these people who may be the one who is about to be entered, the most similar first; one query."""
    latin = edit.name_latin or latin_name_for(edit.name)
    read = sounds(edit.name, latin)
    near = Q(name=edit.name)
    for sound in read:
        near |= Q(search_keys__contains=f" {sound}")
    for letter in {sound[0] for sound in read}:
        near |= Q(sort_pinyin__startswith=letter)
    found = [
        replace(candidate, likeness=alike)
        for candidate in _candidates(people.filter(near), conference)
        if (alike := likeness(edit.name, latin, candidate.person.name, candidate.person.search_keys))
    ]
    return sorted(found, key=lambda one: list(Likeness).index(one.likeness or Likeness.SPELLING))[:MOST_SIMILAR]


def _candidates(
    people: QuerySet[Person], conference: Conference, *, first: Iterable[Case] = (), most: int | None = None
) -> list[Candidate]:
    here = Speaker.objects.filter(conference=conference, person=OuterRef("pk"))
    rows = people.only(*PRINTED).annotate(
        is_here=Exists(here), code=Subquery(here.values("code")[:1]), state=Subquery(here.values("state")[:1])
    )
    found = list(rows.order_by(*first, "-is_here", "sort_pinyin", "pk")[:most])
    unclear = indistinct(described(person) for person in found)
    return [
        Candidate(
            person=person,
            number=(person.code or str(person.pk)) if person.pk in unclear else "",
            state=person.state,
        )
        for person in found
    ]


def described(person: Person) -> Described:
    """Return the person as lists describe them in the present language."""
    return Described(
        key=person.pk,
        name=person.name,
        honour=person.honour,
        post=str(person.post),
        affiliation=str(person.affiliation),
    )


def _fits(text: str, *, of: str = "person__") -> Q:
    """Match the name and institution of a person; `of` is the path to the person's columns."""
    fits = Q((f"{of}affiliation_zh__icontains", text)) | Q((f"{of}affiliation_en__icontains", text))
    words, named = fold_query(text)[:6], Q()
    for word in words:
        keys = Q((f"{of}search_keys__contains", word if has_han(word) else f" {word}"))
        named &= keys if has_han(word) else keys | Q((f"{of}search_keys__startswith", word))
    return fits | named if words else fits


@dataclass(frozen=True, slots=True, kw_only=True)
class OnStage:
    """Somebody in a place. `number` tells namesakes apart, as for a `Candidate`."""

    row: Appearance
    number: str

    @property
    def key(self) -> str:
        """Speaker and role as a parameter: K7QX-speaker."""
        return key_of(self.row)


def key_of(row: Appearance) -> str:
    """Return what names an appearance at its place: the speaker's code and the role."""
    return f"{row.speaker.code}-{row.role}"


def people_in(place: Forum | Session | Talk) -> list[Appearance]:
    """Return the appearances in a forum, session or talk, in order."""
    rows = Appearance.objects.filter(**{place._meta.model_name or "": place})
    return list(rows.select_related("speaker__person").order_by("position", "pk"))


def told_apart(rows: Iterable[Appearance]) -> list[OnStage]:
    """Return the people of a place with the numbers that tell namesakes apart."""
    people = list(rows)
    unclear = indistinct(described(row.speaker.person) for row in people)
    return [OnStage(row=row, number=row.speaker.code if row.speaker.person_id in unclear else "") for row in people]


def appearances_of(speaker: Speaker, reach: Reach, *, knows_closed: bool) -> QuerySet[Appearance]:
    """Return the speaker's appearances within the reach by time, without closed-door sessions unless `knows_closed`."""
    rows = _known(speaker.appearances.all(), reach, knows_closed=knows_closed)
    rows = rows.select_related("forum", "session__forum", "session__room", "talk__session__forum")
    return rows.order_by(BY_TIME, "pk")


def _known(rows: QuerySet[Appearance], reach: Reach, *, knows_closed: bool) -> QuerySet[Appearance]:
    """Exclude appearances in forums out of reach, and those in closed-door sessions unless `knows_closed`."""
    if reach.forums is not None:
        rows = rows.filter(in_forums(reach.forums) | NO_FORUM)
    if knows_closed:
        return rows
    closed = SessionKind.CLOSED_DOOR.value
    return rows.exclude(session__kind=closed).exclude(talk__session__kind=closed)
