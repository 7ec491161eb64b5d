"""The people on stage, for the console."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from events.models import Conference, Forum, Person, Session, Talk
from events.rules.names import fold_query, has_han, visible
from events.rules.programme import SessionKind
from speakers.models import Appearance, Speaker

LONGEST = 100
BY_TIME = Coalesce("talk__starts_at", "session__starts_at").asc(nulls_first=True)
"""Order of appearances: forums first, which have no time, then by time. Databases sort nulls differently."""


def found_speakers(conference: Conference, text: str) -> QuerySet[Speaker]:
    """Return the speakers whose name or institution matches, by name, annotated with `times`: their appearances."""
    speakers = Speaker.objects.filter(conference=conference).select_related("person")
    if sought := visible(text[:LONGEST]):
        speakers = speakers.filter(_fits(sought))
    return speakers.annotate(times=Count("appearances")).order_by("person__sort_pinyin", "pk")


def with_appearances(speakers: QuerySet[Speaker], *, knows_closed: bool) -> QuerySet[Speaker]:
    """Prefetch the appearances by time, without closed-door sessions unless `knows_closed`; one query per batch."""
    rows = _known(Appearance.objects.all(), knows_closed=knows_closed)
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


def appearances_of(speaker: Speaker, *, knows_closed: bool) -> QuerySet[Appearance]:
    """Return the speaker's appearances by time, without closed-door sessions unless `knows_closed`."""
    rows = _known(speaker.appearances.all(), knows_closed=knows_closed)
    rows = rows.select_related("forum", "session__forum", "session__room", "talk__session__forum")
    return rows.order_by(BY_TIME, "pk")


def _known(rows: QuerySet[Appearance], *, knows_closed: bool) -> QuerySet[Appearance]:
    """Exclude appearances in closed-door sessions unless `knows_closed`."""
    if knows_closed:
        return rows
    closed = SessionKind.CLOSED_DOOR.value
    return rows.exclude(session__kind=closed).exclude(talk__session__kind=closed)
