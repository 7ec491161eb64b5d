"""The portal's home page; a conference's home page, its colours, and what is on now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from events.access import shown_conference
from events.exporters.structured import event_of_conference
from events.models import Conference, ConferenceState
from events.queries.releases import current_index
from events.rules.accent import accent_stylesheet, derive_accent
from events.rules.highlights import highlights, joined
from events.rules.index import ProgrammeIndex
from events.rules.programme import ForumItem, SessionItem, SessionKind, SpeakerItem, TalkItem, TalkKind
from events.rules.score import Score, score
from events.views.released import Published, absolute, released_by_day
from toolkit import clock
from toolkit.markup import json_in_page
from toolkit.text import Text, reads_english

ACADEMICIANS = frozenset({"cas_cae", "cas", "cae", "foreign"})
SPOKEN = frozenset({TalkKind.TALK, TalkKind.PANEL, TalkKind.DISCUSSION})


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """List the public conferences, coming ones first."""
    today = clock.now().date()
    conferences = Conference.objects.exclude(state=ConferenceState.DRAFT).select_related("organisation")
    coming = sorted((each for each in conferences if each.ends_on >= today), key=lambda each: each.starts_on)
    past = [each for each in conferences if each.ends_on < today]
    return render(request, "events/public/portal.html", {"coming": coming, "past": past})


@dataclass(frozen=True)
class HomeFigure:
    """A figure on the home page, with its label."""

    number: int
    word: str
    alt: str
    alt_lang: str


@dataclass(frozen=True)
class Plenary:
    """A plenary lecture on the home page."""

    session: SessionItem
    talk: TalkItem | None
    title: Text
    speaker: SpeakerItem | None


@require_safe
@released_by_day
def home(request: HttpRequest, published: Published) -> HttpResponse:
    """Show a conference's home page; before the first release, with what is known so far."""
    index = published.index
    home_url = absolute(reverse("conference_home", args=[published.conference.slug]))
    context = published.context(
        "home",
        index=index,
        today=published.today,
        figures=_figures(index),
        scores=_scores(index),
        plenary_day=_only_day(index, _of_kind(index, SessionKind.PLENARY)),
        plenaries=[_plenary(index, each) for each in _of_kind(index, SessionKind.PLENARY)],
        releases=[(each, _talks(each)) for each in _of_kind(index, SessionKind.RELEASE)],
        forum_groups=_forum_groups(index),
        closed=_of_kind(index, SessionKind.CLOSED_DOOR),
        ceremonies=_of_kind(index, SessionKind.CEREMONY),
        structured=json_in_page(event_of_conference(index, url=home_url)),
    )
    return render(request, "events/public/home.html", context)


def _of_kind(index: ProgrammeIndex, kind: SessionKind) -> list[SessionItem]:
    return [session for session in index.programme.sessions if session.kind is kind]


def _talks(session: SessionItem) -> Sequence[SessionItem | TalkItem]:
    return session.talks or (session,)


def _figures(index: ProgrammeIndex) -> list[HomeFigure]:
    programme = index.programme
    counts = [
        (len(_of_kind(index, SessionKind.PLENARY)), gettext_noop("Plenary lectures")),
        (len(programme.forums), gettext_noop("Parallel forums")),
        (sum(speaker.honour in ACADEMICIANS for speaker in programme.speakers), gettext_noop("Academicians")),
        (len(programme.speakers), gettext_noop("Speakers")),
        (sum(talk.kind in SPOKEN for session in programme.sessions for talk in session.talks), gettext_noop("Talks")),
    ]
    return [_figure(number, word) for number, word in counts if number]


def _figure(number: int, word: str) -> HomeFigure:
    other, other_lang = ("zh-hans", "zh-Hans") if reads_english() else ("en", "en")
    with override(other):
        alt = _counted(number, word)
    return HomeFigure(number=number, word=_counted(number, word), alt=alt, alt_lang=other_lang)


def _counted(number: int, word: str) -> str:
    """Return the label of a figure, in the singular for one."""
    words = _(word)
    return words.removesuffix("s") if number == 1 else words


def _scores(index: ProgrammeIndex) -> list[tuple[Score, Text]]:
    """Return the days of the conference with the sessions of each."""
    drawn = [score(index, day) for day in index.sessions_by_day]
    return [(each, joined(highlights(index, each.on))) for each in drawn if each is not None]


def _only_day(index: ProgrammeIndex, sessions: Sequence[SessionItem]) -> tuple[date, Text] | None:
    """Return the day and the room that all sessions share; None where they differ."""
    where = {(index.conference.day_of(each.starts_at), index.room_name(each)) for each in sessions}
    return where.pop() if len(where) == 1 else None


def _plenary(index: ProgrammeIndex, session: SessionItem) -> Plenary:
    talk = session.talks[0] if session.talks else None
    people = index.on_stage(talk.people if talk and talk.people else session.people)
    return Plenary(
        session=session,
        talk=talk,
        title=talk.title if talk and talk.title else session.title,
        speaker=people[0].speaker if people else None,
    )


@dataclass(frozen=True)
class GroupOfForums:
    """A group with its forums, each with its first room."""

    letter: str
    title: Text
    forums: list[tuple[ForumItem, Text]]


def _forum_groups(index: ProgrammeIndex) -> list[GroupOfForums]:
    titles = {group.letter: group.title for group in index.programme.groups}
    groups = [
        GroupOfForums(
            letter=letter,
            title=titles.get(letter, Text()),
            forums=[
                (forum, _first_room(index, forum))
                for forum in index.programme.forums
                if (forum.group if forum.group in titles else "") == letter
            ],
        )
        for letter in [*titles, ""]
    ]
    return [group for group in groups if group.forums]


def _first_room(index: ProgrammeIndex, forum: ForumItem) -> Text:
    sessions = index.sessions_by_forum.get(forum.number, [])
    return index.room_name(sessions[0]) if sessions else Text()


@require_safe
@cache_control(public=True, max_age=300)
def accent(request: HttpRequest, conference: str) -> HttpResponse:
    """Serve the conference's colours as a stylesheet."""
    found = shown_conference(conference)
    return HttpResponse(accent_stylesheet(derive_accent(found.accent)), content_type="text/css; charset=utf-8")


@require_safe
@never_cache
def now(request: HttpRequest, conference: str) -> HttpResponse:
    """Serve a fragment: the server's time, and what is on now. It is empty outside the conference's days."""
    found = shown_conference(conference)
    index = current_index(found)
    if index is None:
        raise Http404
    instant = clock.now()
    day: date = index.conference.day_of(instant)
    sessions = [each for each in index.sessions_by_day.get(day, []) if not each.is_cancelled]
    running = [each for each in sessions if each.starts_at <= instant < each.ends_at]
    coming = [each for each in sessions if each.starts_at > instant]
    following = [each for each in coming if each.starts_at == coming[0].starts_at] if coming else []
    context = {
        "conference": index.conference,
        "zone": index.conference.zone,
        "instant": instant,
        "day_url": reverse("conference_programme_day", args=[found.slug, day]),
        "running": _happening(index, running),
        "following": _happening(index, following),
    }
    return render(request, "events/public/now.html", context)


@dataclass(frozen=True)
class Happening:
    """What is on at this moment: the number of forums, and the sessions for everybody."""

    forums: int
    starts_at: datetime
    ends_at: datetime
    sessions: list[tuple[SessionItem, Text]]


def _happening(index: ProgrammeIndex, sessions: Sequence[SessionItem]) -> Happening | None:
    """Return what is on; None if nothing is. A single forum is named; closed-door sessions are left out."""
    open_ones = [each for each in sessions if not each.is_closed]
    if not open_ones:
        return None
    forums = {each.forum for each in open_ones if each.forum is not None}
    told = [each for each in open_ones if each.forum is None or len(forums) == 1]
    return Happening(
        forums=len(forums) if len(forums) > 1 else 0,
        starts_at=min(each.starts_at for each in open_ones),
        ends_at=max(each.ends_at for each in open_ones),
        sessions=[(each, index.room_name(each)) for each in told[:2]],
    )
