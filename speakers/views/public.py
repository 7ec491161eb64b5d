"""Public pages of the speakers: the list, with search, a page for each speaker, and the photographs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.access import public_conference
from events.rules.index import Entry, ProgrammeIndex
from events.rules.names.reading import fold
from events.rules.programme import AppearanceRole, ForumItem, SessionKind, SpeakerItem
from events.rules.search import matches
from events.views.released import Published, released
from speakers.queries.photos import published_keys, read_photo
from toolkit.text import reads_english

ACADEMICIANS = frozenset({"cas_cae", "cas", "cae", "foreign"})
MOST_FOUND = 200
LONGEST_QUERY = 100


@dataclass(frozen=True)
class PlenarySpeaker:
    """A plenary speaker with the talk they give."""

    speaker: SpeakerItem
    entry: Entry


@dataclass(frozen=True)
class Initial:
    """The speakers whose names begin with a letter, each with the numbers of their forums."""

    letter: str
    people: list[tuple[SpeakerItem, list[int]]]


@require_safe
@released
def speakers(request: HttpRequest, published: Published) -> HttpResponse:
    """List all speakers; with `?q=`, only those who match, at most 200."""
    index = published.index
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    if query:
        found = _found(index, query)
        context = published.context(
            "speakers",
            index=index,
            query=query,
            count=len(found),
            found=[(each, _forums(index, each)) for each in found[:MOST_FOUND]],
        )
        return render(request, "speakers/public/found.html", context)
    return render(request, "speakers/public/speakers.html", published.context("speakers", **_by_rank(index)))


def _found(index: ProgrammeIndex, query: str) -> list[SpeakerItem]:
    """Return the speakers who match, by precedence.

    Those whose Latin name begins with the query or whose Chinese name contains it come first.
    """
    found = [each for each in index.programme.speakers if matches(_words(each), query)]
    begins = fold(query)
    return sorted(found, key=lambda each: not fold(each.name_latin).startswith(begins) and query not in each.name)


def _words(speaker: SpeakerItem) -> str:
    place = f"{speaker.affiliation.zh} {speaker.affiliation.en}"
    return f"{speaker.name} {speaker.name_latin} {speaker.search_keys} {place}"


def _by_rank(index: ProgrammeIndex) -> dict[str, object]:
    """Return the context of the full list, which names plenary speakers, academicians, chairs and all others.

    Plenary speakers are ordered by time, academicians by precedence, chairs by forum, the others by name. Academicians
    who give a plenary are listed there only; chairs are always listed under their forums.
    """
    plenary = _plenary_speakers(index)
    placed = {each.speaker.code for each in plenary}
    academicians = [
        each for each in index.programme.speakers if each.honour in ACADEMICIANS and each.code not in placed
    ]
    placed |= {each.code for each in academicians}
    chairs = [(forum, people) for forum in index.programme.forums if (people := _chairs(index, forum))]
    placed |= {person.code for _forum, people in chairs for person in people}
    rest = [each for each in index.programme.speakers if each.code not in placed]
    return {
        "index": index,
        "plenary": plenary,
        "academicians": academicians,
        "chairs": chairs,
        "chair_count": len({person.code for _forum, people in chairs for person in people}),
        "letters": _letters(index, rest),
        "rest_count": len(rest),
    }


def _plenary_speakers(index: ProgrammeIndex) -> list[PlenarySpeaker]:
    found: dict[str, PlenarySpeaker] = {}
    for session in index.programme.sessions:
        if session.kind is not SessionKind.PLENARY:
            continue
        for talk in session.talks:
            for person in talk.people:
                if person.role in {AppearanceRole.KEYNOTE, AppearanceRole.SPEAKER}:
                    entry = Entry(role=person.role, session=session, talk=talk)
                    speaker = index.speakers[person.speaker]
                    found.setdefault(person.speaker, PlenarySpeaker(speaker=speaker, entry=entry))
    return list(found.values())


def _chairs(index: ProgrammeIndex, forum: ForumItem) -> list[SpeakerItem]:
    return [index.speakers[each.speaker] for each in forum.people if each.role is AppearanceRole.CHAIR]


def _letters(index: ProgrammeIndex, people: Iterable[SpeakerItem]) -> list[Initial]:
    letters: dict[str, list[tuple[SpeakerItem, list[int]]]] = {}
    for person in sorted(people, key=_spelt):
        spelt = _spelt(person)[:1].upper()
        letter = spelt if spelt.isascii() and spelt.isalpha() else "#"
        letters.setdefault(letter, []).append((person, _forums(index, person)))
    return [Initial(letter=letter, people=found) for letter, found in sorted(letters.items())]


def _spelt(speaker: SpeakerItem) -> str:
    """Return the sort key: in English the Latin name; in Chinese the pinyin key, which keeps 白 and 柏 apart."""
    if reads_english() and speaker.name_latin:
        return fold(speaker.name_latin)
    return speaker.sort_pinyin or fold(speaker.name_latin or speaker.name)


def _forums(index: ProgrammeIndex, speaker: SpeakerItem) -> list[int]:
    numbers = []
    for entry in index.entries.get(speaker.code, []):
        number = entry.forum.number if entry.forum else entry.session.forum if entry.session else None
        if number is not None and number not in numbers:
            numbers.append(number)
    return numbers


@require_safe
@released
def speaker(request: HttpRequest, published: Published, code: str) -> HttpResponse:
    """Show a speaker: posts, biography and appearances; 404 if the code is unknown."""
    index = published.index
    found = index.speakers.get(code)
    if found is None:
        raise Http404
    entries = index.entries.get(code, [])
    context = published.context(
        "speakers",
        index=index,
        speaker=found,
        heads=[entry for entry in entries if entry.forum],
        appearances=[
            (entry, index.room_name(entry.session), index.forums.get(entry.session.forum or 0))
            for entry in entries
            if entry.session
        ],
    )
    return render(request, "speakers/public/speaker.html", context)


@require_safe
def photo(request: HttpRequest, conference: str, key: str) -> HttpResponse:
    """Serve a photograph that the public programme shows; 404 for any other, although its file may be there.

    A photograph never changes under its address, but browsers ask each time, as one that was removed has to be gone.
    """
    found = public_conference(conference)
    if key not in published_keys(found):
        raise Http404
    tag = f'"{key}"'
    headers = {"Cache-Control": "public, max-age=0, must-revalidate", "ETag": tag}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    try:
        return HttpResponse(read_photo(found, key), content_type="image/jpeg", headers=headers)
    except FileNotFoundError:
        raise Http404 from None
