"""Public pages: the programme, its forums, sessions and talks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.exporters.structured import ItemAddresses, Told, event_of_session, event_of_talk
from events.extensions import session_public_links
from events.rules.catchwords import catchwords
from events.rules.highlights import highlights, joined
from events.rules.index import OnStage, ProgrammeIndex
from events.rules.programme import AppearanceRole, ForumItem, RoomItem, SessionItem, TalkItem, TalkKind
from events.rules.timetable import Day, RowGroup, timetable
from events.views.released import Published, absolute, released, released_by_day
from toolkit.dates import weekday
from toolkit.markup import json_in_page
from toolkit.text import CHINESE, Text

TODAY = Text("今天", "today")
PLAIN = frozenset({TalkKind.BREAK, TalkKind.CEREMONY})
"""Kinds of items that have no page of their own."""


@dataclass(frozen=True)
class DayTab:
    """A day in the row of tabs."""

    on: date
    url: str
    number: str
    when: str
    what: str
    brief: str
    is_current: bool


@require_safe
@released_by_day
def programme(request: HttpRequest, published: Published, day: date | None = None) -> HttpResponse:
    """Show one day: by default today, or the first day with sessions."""
    index = published.index
    days = index.sessions_by_day
    shown = day or published.today or next((each for each, sessions in days.items() if sessions), next(iter(days)))
    if shown not in days:
        raise Http404
    drawn = timetable(index, shown)
    context = published.context(
        "programme",
        index=index,
        day=drawn,
        letters=_letters(drawn),
        said=joined(highlights(index, shown)),
        tabs=[_tab(published, each, shown) for each in days],
        today=published.today,
        version=published.conference.public_version,
    )
    return render(request, "events/public/programme.html", context)


def _letters(drawn: Day) -> list[RowGroup]:
    """Return the groups of the day's forums, to filter the timetable by."""
    groups = {group.letter: group for block in drawn.blocks for group in block.groups if group.letter}
    return [groups[letter] for letter in sorted(groups)]


@require_safe
@released
def words(request: HttpRequest, published: Published) -> JsonResponse:
    """Serve the words that the timetable's search looks through, by day. Fetched when a reader starts to search."""
    found = {str(day): words for day, words in catchwords(published.index).items()}
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def _tab(published: Published, day: date, shown: date) -> DayTab:
    language = get_language() or CHINESE
    slug = published.conference.slug
    words = highlights(published.index, day)
    is_today = day == published.today
    return DayTab(
        on=day,
        url=reverse("conference_programme_day", args=[slug, day]),
        number=str(day.day),
        when=weekday(day, language),
        what=str(joined([TODAY, *words] if is_today else words)),
        brief=str(joined([TODAY]) if is_today else _brief(published.index, day, words)),
        is_current=day == shown,
    )


def _brief(index: ProgrammeIndex, day: date, words: list[Text]) -> Text:
    """Return one of the words in short: the first one, or on the last day the last one."""
    is_last = day == max(index.sessions_by_day)
    word = joined(words[-1:] if is_last else words[:1])
    return replace(word, en=word.en.removesuffix(" Ceremony"))


@dataclass(frozen=True)
class SlotRow:
    """A talk with its people, in the order of the day."""

    talk: TalkItem
    people: list[OnStage]
    is_plain: bool


@dataclass(frozen=True)
class Sitting:
    """A session with its room and talks."""

    session: SessionItem
    room: Text
    people: list[OnStage]
    slots: list[SlotRow]


def sitting(index: ProgrammeIndex, session: SessionItem) -> Sitting:
    """Return a session with its room, talks and people."""
    slots = [
        SlotRow(talk=talk, people=index.on_stage(talk.people), is_plain=talk.kind in PLAIN) for talk in session.talks
    ]
    return Sitting(
        session=session,
        room=index.room_name(session),
        people=index.on_stage(session.people),
        slots=slots,
    )


@require_safe
@released
def forum(request: HttpRequest, published: Published, number: int) -> HttpResponse:
    """Show a forum: its chairs, its sessions, and their talks by day."""
    index = published.index
    found = index.forums.get(number)
    if found is None:
        raise Http404
    sessions = index.sessions_by_forum.get(number, [])
    context = published.context(
        "programme",
        index=index,
        forum=found,
        chairs=_chairs(index, found),
        others=[each for each in index.on_stage(found.people) if each.role is not AppearanceRole.CHAIR],
        sittings=[sitting(index, each) for each in sessions],
        rooms=_rooms(index, sessions),
        talk_count=sum(talk.kind is TalkKind.TALK for each in sessions for talk in each.talks),
        day_url=_day_url(published, sessions[0]) if sessions else "",
        earlier=_neighbour(index, found, -1),
        later=_neighbour(index, found, +1),
    )
    return render(request, "events/public/forum.html", context)


def _chairs(index: ProgrammeIndex, found: ForumItem) -> list[OnStage]:
    return [each for each in index.on_stage(found.people) if each.role is AppearanceRole.CHAIR]


def _rooms(index: ProgrammeIndex, sessions: Iterable[SessionItem]) -> list[RoomItem]:
    """Return the rooms of these sessions, each once."""
    return list({each.room: index.rooms[each.room] for each in sessions if each.room is not None}.values())


def _neighbour(index: ProgrammeIndex, found: ForumItem, step: int) -> ForumItem | None:
    forums = index.programme.forums
    place = forums.index(found) + step
    return forums[place] if 0 <= place < len(forums) else None


def _day_url(published: Published, session: SessionItem) -> str:
    day = published.index.conference.day_of(session.starts_at)
    return reverse("conference_programme_day", args=[published.conference.slug, day])


def _addresses(published: Published, page: str, code: str) -> ItemAddresses:
    slug = published.conference.slug
    return ItemAddresses(
        item=absolute(reverse(f"conference_{page}", args=[slug, code])),
        conference=absolute(reverse("conference_home", args=[slug])),
    )


def _structured(event: Told) -> str:
    return json_in_page(event) if event else ""


@require_safe
@released
def session(request: HttpRequest, published: Published, code: str) -> HttpResponse:
    """Show a session. A closed-door session shows its title, host and time only."""
    index = published.index
    found = index.sessions.get(code)
    if found is None:
        raise Http404
    context = published.context(
        "programme",
        index=index,
        sitting=sitting(index, found),
        forum=index.forums.get(found.forum) if found.forum else None,
        links_here=[link for source in session_public_links for link in source(published.conference, found)],
        day_url=_day_url(published, found),
        structured=_structured(event_of_session(index, found, addresses=_addresses(published, "session", code))),
    )
    return render(request, "events/public/session.html", context)


@require_safe
@released
def talk(request: HttpRequest, published: Published, code: str) -> HttpResponse:
    """Show a talk, with links to the ones before and after it."""
    index = published.index
    if code not in index.talks:
        raise Http404
    found_session, found = index.talks[code]
    others = [each for each in found_session.talks if each.kind not in PLAIN or each is found]
    place = others.index(found)
    context = published.context(
        "programme",
        index=index,
        talk=found,
        session=found_session,
        forum=index.forums.get(found_session.forum) if found_session.forum else None,
        room=index.room_name(found_session),
        people=index.on_stage(found.people),
        day_url=_day_url(published, found_session),
        earlier=others[place - 1] if place else None,
        later=others[place + 1] if place + 1 < len(others) else None,
        structured=_structured(
            event_of_talk(index, found_session, found, addresses=_addresses(published, "talk", code))
        ),
    )
    return render(request, "events/public/talk.html", context)
