"""Sign up through the API, with the form and the operation of the public page."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.errors import HttpError
from pydantic import create_model

from events.access import public_conference
from events.models import Conference, User
from registration.access.keys import is_key_of_another, remember_key
from registration.access.limits import SIGN_UPS, disturbs, disturbs_known
from registration.access.own import own_delegates, registration_by_key
from registration.forms import SignUpForm
from registration.models import Delegate
from registration.operations.links import prove, tell_known
from registration.operations.signup import SignUpRefused, sign_up
from registration.queries.categories import offered_categories
from registration.rules.particulars import PARTICULARS
from registration.rules.signup import SignUp, SignUpRefusal
from toolkit import clock
from toolkit.limits import exceeds
from toolkit.schemas import TextOut, faults, faults_of_body, text_out

router = Router(tags=["registration"])


_FIELDS = {
    name: (str, ...) if particular.is_required and not particular.language else (str, "")
    for name, particular in PARTICULARS.items()
}
"""Required as on the page, except for bilingual texts: the form checks that one half is there."""

_ParticularsIn: type[Schema] = create_model(  # type: ignore[call-overload]  # the names are computed
    "ParticularsIn",
    __base__=Schema,
    **_FIELDS,
)


class RegistrationIn(_ParticularsIn):  # type: ignore[misc,valid-type]  # the fields are those of a dataclass
    """A person to register, with the same checks as on the page. `language` is that of the letters.

    Repeat a request with the same `request_key` (at most 64 characters, such as a UUID) to make one delegate only.
    """

    category: str
    language: Literal["zh-hans", "en"] = "zh-hans"
    request_key: str = ""


class CategoryOut(Schema):
    """The category of a delegate."""

    code: str
    name: TextOut


class AcceptedOut(Schema):
    """A sign-up that was received; the answer is the same when the person is registered already.

    The letter to the address says the state and the number. The key in its link reads them from the API, too.
    """

    email: str
    name: str
    name_latin: str
    institution: TextOut
    category: CategoryOut


class RegistrationOut(Schema):
    """A delegate. `state` is applied, confirmed, waitlisted, declined or cancelled; `number` is printed on the badge.

    The code for the door is in the letter and on the delegate's page, not in the API.
    """

    code: str
    number: str
    state: str
    name: str
    name_latin: str
    institution: TextOut
    category: CategoryOut
    created_at: datetime


class RefusedOut(Schema):
    """Error messages by field, in the language of Accept-Language; "__all__" is for the whole form."""

    errors: dict[str, list[str]]


@router.post(
    "/conferences/{slug:slug}/registrations",
    response={202: AcceptedOut} | faults_of_body(404, 429) | {422: RefusedOut},
    url_name="registrations",
    summary="Sign up",
)
def register(request: HttpRequest, slug: str, payload: RegistrationIn) -> Status[AcceptedOut | RefusedOut]:
    """Sign somebody up. A letter to the address brings the link to the registration.

    Nobody learns here whether a stranger comes: if this person is registered already, the response is the same, nothing
    changes, and the letter goes to the address under which they are registered.
    """
    conference = public_conference(slug)
    now = clock.now()
    fields = payload.model_dump()
    form = SignUpForm(fields, categories=offered_categories(conference, now=now), language=fields.pop("language"))
    if not conference.takes_registrations:
        form.refuse(SignUpRefusal.CONFERENCE_NOT_OPEN)
    if not form.is_valid():
        return Status(422, _refused(form))
    if exceeds(SIGN_UPS, request):
        raise HttpError(429, "Too many registrations from this address. Wait five minutes.")
    details = form.sign_up(door="api")
    if disturbs(details.particulars.email, details.particulars.phone, visitor=request.user):
        raise HttpError(429, "Too many registrations with this e-mail address or phone number. Wait an hour.")
    try:
        _sign_up(conference, details, now=now)
    except SignUpRefused as refused:
        form.refuse(refused.reason)
        return Status(422, _refused(form))
    return Status(202, _accepted(form, details))


def _sign_up(conference: Conference, details: SignUp, *, now: datetime) -> None:
    """Sign the person up; if they are registered already, tell them and nobody else."""
    if is_key_of_another(conference, details):
        raise SignUpRefused(SignUpRefusal.KEY_REUSED)
    try:
        sign_up(conference, details, by=None, now=now)
    except SignUpRefused as refused:
        if refused.known is None:
            raise
        remember_key(conference, details)
        if not disturbs_known(refused.known, asked=details.particulars.email):
            tell_known(refused.known, now=now)


def _accepted(form: SignUpForm, details: SignUp) -> AcceptedOut:
    assert form.chosen is not None  # noqa: S101 - tells the type checker that the form is valid
    asked, category = details.particulars, form.chosen.category
    return AcceptedOut(
        email=asked.email,
        name=asked.name,
        name_latin=asked.name_latin,
        institution=TextOut(zh=asked.institution_zh, en=asked.institution_en),
        category=CategoryOut(code=category.code, name=text_out(category.name)),
    )


@router.get(
    "/conferences/{slug:slug}/registrations",
    response={200: list[RegistrationOut]} | faults(401, 404),
    url_name="registrations",
    summary="One's own registrations",
)
def mine(request: HttpRequest, slug: str) -> list[RegistrationOut]:
    """List the registrations of the account and of the key from a letter (`Authorization: Bearer <key>`)."""
    conference = public_conference(slug)
    keys = _keys(request, conference)
    if not keys and not isinstance(request.user, User):
        raise HttpError(401, "Sign in, or send the key of the letter's link.")
    return [_out(delegate) for delegate in own_delegates(conference, request.user, keys=keys)]


def _keys(request: HttpRequest, conference: Conference) -> list[str]:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    known = registration_by_key(conference, key.strip()) if scheme == "Bearer" and key.strip() else None
    if known is None:
        return []
    prove(known)
    return [known.access_key]


def _refused(form: SignUpForm) -> RefusedOut:
    return RefusedOut(errors={field: [str(error) for error in errors] for field, errors in form.errors.items()})


def _out(delegate: Delegate) -> RegistrationOut:
    return RegistrationOut(
        code=delegate.code,
        number=delegate.badge_number,
        state=delegate.state,
        name=delegate.name,
        name_latin=delegate.name_latin,
        institution=text_out(delegate.institution),
        category=CategoryOut(code=delegate.category.code, name=text_out(delegate.category.name)),
        created_at=delegate.created_at,
    )
