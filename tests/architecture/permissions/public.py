"""Addresses under /<language>/: what anybody may read, and what is a delegate's own."""

from collections.abc import Callable, Mapping

from events.operations.publishing import publish
from tests.architecture.permissions import Row, everybody
from tests.builders.people import NOW, Cast
from tests.builders.programmes import SmallProgramme, a_programme

Arguments = Mapping[str, str | int]


def of_released(more: Callable[[SmallProgramme], Arguments]) -> Callable[[Cast], Arguments]:
    """The arguments of an address in a conference whose programme is published."""

    def arguments(cast: Cast) -> Arguments:
        small = a_programme(cast.conference, cast.forum)
        publish(cast.conference, by=None, now=NOW)
        return {"conference": cast.conference.slug, **more(small)}

    return arguments


def nothing_more(small: SmallProgramme) -> Arguments:
    return {}


READ_ONLY = everybody(405)
ROWS: list[Row] = [
    Row(name="portal", get=everybody(200), post=READ_ONLY),
    Row(name="conference_home", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_now", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_accent", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_programme", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(
        name="conference_programme_day",
        kwargs=of_released(lambda small: {"day": NOW.date().isoformat()}),
        get=everybody(200),
        post=READ_ONLY,
    ),
    Row(
        name="conference_forum",
        kwargs=of_released(lambda small: {"number": small.forum.number}),
        get=everybody(200),
        post=READ_ONLY,
    ),
    Row(
        name="conference_session",
        kwargs=of_released(lambda small: {"code": small.closed.code}),
        get=everybody(200),
        post=READ_ONLY,
    ),
    Row(
        name="conference_talk",
        kwargs=of_released(lambda small: {"code": small.talks[0].code}),
        get=everybody(200),
        post=READ_ONLY,
    ),
    Row(name="conference_speakers", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(
        name="conference_speaker",
        kwargs=of_released(lambda small: {"code": small.speaker.code}),
        get=everybody(200),
        post=READ_ONLY,
    ),
]
