"""The people on stage, for the console."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from events.models import Conference, Forum, Person, Session, Talk
from events.rules.names import fold_query, has_han, visible
from events.rules.office.reach import Reach
from events.rules.programme import SessionKind
from speakers.models import Appearance, Speaker

LONGEST = 100
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


def found_elsewhere(conference: Conference, sisters: Collection[int], text: str) -> QuerySet[Person]:
    """Return people on stage at other conferences, but not yet at this one, whose name or institution matches, by name.

    `sisters` are the keys of those conferences (`events.access.sister_conferences`).
    """
    people = Person.objects.filter(Exists(Speaker.objects.filter(person=OuterRef("pk"), conference__in=sisters)))
    people = people.exclude(Exists(Speaker.objects.filter(person=OuterRef("pk"), conference=conference)))
    sought = visible(text[:LONGEST])
    return people.filter(_fits(sought, of="") if sought else Q()).order_by("sort_pinyin", "pk")


def _fits(text: str, *, of: str = "person__") -> Q:
    """Match the name and institution of a person; `of` is the path to the person's columns."""
    fits = Q((f"{of}affiliation_zh__icontains", text)) | Q((f"{of}affiliation_en__icontains", text))
    words, named = fold_query(text)[:6], Q()
    for word in words:
        keys = Q((f"{of}search_keys__contains", word if has_han(word) else f" {word}"))
        named &= keys if has_han(word) else keys | Q((f"{of}search_keys__startswith", word))
    return fits | named if words else fits


def people_in(place: Forum | Session | Talk) -> list[Appearance]:
    """Return the appearances in a forum, session or talk, in order."""
    rows = Appearance.objects.filter(**{place._meta.model_name or "": place})
    return list(rows.select_related("speaker__person").order_by("position", "pk"))


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
