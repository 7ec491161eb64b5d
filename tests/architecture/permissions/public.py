"""URLs under /<language>/: public pages, and pages that only the owner of a registration may open."""

from collections.abc import Callable, Mapping

from allauth.account.models import EmailAddress

from events.operations.publishing import publish
from registration.operations.signup import sign_up
from speakers.operations.photos import set_photo
from speakers.queries.photos import photo_key
from tests.architecture.permissions import Answers, Outsider, Row, everybody
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.pictures import a_photograph
from tests.builders.programmes import SmallProgramme, a_programme
from tests.builders.signups import a_sign_up

Arguments = Mapping[str, str | int]


def of_released(more: Callable[[SmallProgramme], Arguments]) -> Callable[[Cast], Arguments]:
    """Return a function that publishes a small programme and gives the URL's arguments, with those of `more`."""

    def arguments(cast: Cast) -> Arguments:
        small = a_programme(cast.conference, cast.forum)
        publish(cast.conference, by=None, now=NOW)
        return {"conference": cast.conference.slug, **more(small)}

    return arguments


def nothing_more(small: SmallProgramme) -> Arguments:
    return {}


def with_a_category(cast: Cast) -> Arguments:
    """Open the conference for sign-up by giving it a category."""
    a_category(cast.conference)
    return {"conference": cast.conference.slug}


def of_somebodys_registration(cast: Cast) -> Arguments:
    """Make the account without a role register a delegate."""
    a_category(cast.conference)
    delegate = sign_up(cast.conference, a_sign_up(), by=cast.somebody, now=NOW)
    return {"conference": cast.conference.slug, "code": delegate.code}


def of_their_own_registration(cast: Cast) -> Arguments:
    """Make the account without a role register itself: the delegate has the account's verified e-mail address."""
    a_category(cast.conference)
    delegate = sign_up(cast.conference, a_sign_up(email=cast.somebody.email), by=cast.somebody, now=NOW)
    EmailAddress.objects.update_or_create(
        user=cast.somebody, email=cast.somebody.email, defaults={"verified": True, "primary": True}
    )
    return {"conference": cast.conference.slug, "code": delegate.code}


def an_address(cast: Cast) -> Arguments:
    """Return the e-mail address of the registration as form data."""
    return {"email": "lin@example.com"}


def theirs(status: int) -> Answers:
    """Return `status` for the owner of the registration and 404 for all others, team members included.

    Anonymous visitors are sent to sign in, whether or not the registration exists.
    """
    return everybody(404, but={Outsider.SOMEBODY: status, Outsider.ANONYMOUS: 302})


def _of_a_photo(cast: Cast) -> Arguments:
    small = a_programme(cast.conference, cast.forum)
    set_photo(small.speaker, a_photograph(), by=None, now=NOW)
    publish(cast.conference, by=None, now=NOW)
    return {"conference": cast.conference.slug, "key": photo_key(small.speaker)}


READ_ONLY = everybody(405)
ROWS: list[Row] = [
    Row(name="portal", get=everybody(200), post=READ_ONLY),
    Row(name="conference_home", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_now", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_accent", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_programme_words", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
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
    Row(name="conference_changes", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_changes_feed", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_schedule_xml", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_schedule_json", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_schedule_ics", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(name="conference_speakers", kwargs=of_released(nothing_more), get=everybody(200), post=READ_ONLY),
    Row(
        name="conference_speaker",
        kwargs=of_released(lambda small: {"code": small.speaker.code}),
        get=everybody(200),
        post=READ_ONLY,
    ),
    Row(name="conference_photo", kwargs=_of_a_photo, get=everybody(200), post=READ_ONLY),
    Row(name="conference_register", kwargs=with_a_category, get=everybody(200), post=everybody(302)),
    Row(name="conference_register_check", kwargs=with_a_category, get=everybody(302), post=READ_ONLY),
    Row(name="conference_register_done", kwargs=with_a_category, get=everybody(302), post=READ_ONLY),
    Row(name="conference_me", kwargs=with_a_category, get=everybody(200), post=READ_ONLY),
    Row(name="conference_me_link", kwargs=with_a_category, get=everybody(302), post=everybody(302), data=an_address),
    Row(name="conference_me_code", kwargs=with_a_category, get=everybody(302), post=everybody(302), data=an_address),
    Row(name="conference_me_leave", kwargs=with_a_category, get=READ_ONLY, post=everybody(302)),
    Row(name="conference_my_delegate", kwargs=of_somebodys_registration, get=theirs(200), post=READ_ONLY),
    Row(name="conference_my_delegate_edit", kwargs=of_somebodys_registration, get=theirs(200), post=theirs(302)),
    Row(name="conference_my_delegate_cancel", kwargs=of_somebodys_registration, get=theirs(200), post=theirs(302)),
    Row(name="conference_my_data", kwargs=of_their_own_registration, get=theirs(200), post=READ_ONLY),
    Row(name="conference_my_badge", kwargs=of_somebodys_registration, get=theirs(200), post=READ_ONLY),
    Row(name="conference_my_calendar", kwargs=of_somebodys_registration, get=theirs(200), post=READ_ONLY),
]
