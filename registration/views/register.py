"""The public sign-up."""

from datetime import datetime

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.access import public_conference, shown_conference
from events.models import Conference, User
from events.views.shell import public_shell
from registration.access.limits import SIGN_UPS, disturbs, disturbs_known
from registration.access.own import own_delegates
from registration.forms import DISTURBS, SignUpForm
from registration.models import Delegate
from registration.operations.links import tell_known
from registration.operations.signup import SignUpRefused, sign_up
from registration.queries.categories import OfferedCategory, offered_categories, shown_categories
from registration.rules.particulars import PARTICULARS
from registration.rules.signup import SignUpRefusal
from registration.views.blank_form import CSRF_TOKEN, REQUEST_KEY, blank_form
from registration.views.drafts import Values, drop_draft, keep_draft, kept_draft
from registration.views.opened import keep_typed, opened_keys
from toolkit import clock
from toolkit.limits import exceeds
from toolkit.text import CHINESE

FORM = "registration/register/form.html"
REMARK = "remark"
"""What the entries alone do not show, kept in the draft: a reason of SignUpRefusal or one of the next two."""
HAS_CHANGED = "has_changed"
TOO_MANY = "too_many"
FIELDS = {*PARTICULARS, "category", "request_key"}
SENT = ("name", "name_latin", "email", "category")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the form with what was typed before; on POST go to the next page, which is always fetched by GET."""
    now = clock.now()
    if request.method == "POST":
        found = public_conference(conference)
        categories = offered_categories(found, now=now)
        if not _is_open(found, categories):  # it still was when the form was shown
            return redirect("conference_register", found.slug)
        return _answer(request, found, _form(categories, request.POST.dict()), now=now)
    found = shown_conference(conference)
    draft = kept_draft(request, _draft_of(found), now=now)
    categories = _offers(found, draft, now=now)
    if not _is_open(found, categories):
        return _closed(request, found, categories, now=now)
    if draft is None and not request.META.get("QUERY_STRING") and not get_messages(request):
        return blank_form(request, found, categories, draw=lambda nobody: _blank(nobody, found, categories))
    asked = {"category": request.GET["category"]} if "category" in request.GET else {}
    form = _form(categories, None if draft is None else draft | asked, initial=asked)
    if draft is not None and form.is_valid():
        _remark(form, draft.get(REMARK, ""))
    return render(request, FORM, _context(found, form))


def _blank(request: HttpRequest, conference: Conference, categories: list[OfferedCategory]) -> str:
    form = _form(categories, initial={"request_key": REQUEST_KEY})
    return render_to_string(FORM, _context(conference, form) | {"csrf_token": CSRF_TOKEN}, request)


def _context(conference: Conference, form: SignUpForm) -> dict[str, object]:
    has_prices = any(offered.category.price for offered in form.categories)
    return public_shell(conference, "register", form=form, categories=form.categories, has_prices=has_prices)


def _offers(conference: Conference, draft: Values | None, *, now: datetime) -> list[OfferedCategory]:
    """Return what is on offer; right now, if a remark of the draft may be about an offer that has just changed."""
    has_remark = draft is not None and REMARK in draft
    return offered_categories(conference, now=now) if has_remark else shown_categories(conference, now=now)


def _is_open(conference: Conference, categories: list[OfferedCategory]) -> bool:
    return conference.takes_registrations and any(each.offer.can_be_chosen for each in categories)


def _draft_of(conference: Conference) -> str:
    return f"sign-up {conference.slug}"


def _form(
    categories: list[OfferedCategory], values: Values | None = None, *, initial: Values | None = None
) -> SignUpForm:
    return SignUpForm(values, categories=categories, language=get_language() or CHINESE, initial=initial)


def _remark(form: SignUpForm, remark: str) -> None:
    """Add the reason why the last attempt was refused to its field of the valid form."""
    if remark == TOO_MANY:
        form.add_error("email", DISTURBS)
    elif remark in set(SignUpRefusal):
        form.refuse(SignUpRefusal(remark))


def _answer(request: HttpRequest, conference: Conference, form: SignUpForm, *, now: datetime) -> HttpResponse:
    """Handle the submitted form according to its `step`."""
    step, chosen = request.POST.get("step"), form.chosen
    if not form.is_valid() or step == "change":
        return _to(request, conference, "conference_register", now=now)
    if step != "confirm":
        return _to(request, conference, "conference_register_check", now=now)
    if chosen is not None and request.POST.get("terms", chosen.terms) != chosen.terms:
        return _to(request, conference, "conference_register_check", now=now, remark=HAS_CHANGED)
    return _sign_up(request, conference, form, now=now)


def _to(request: HttpRequest, conference: Conference, page: str, *, now: datetime, remark: str = "") -> HttpResponse:
    """Keep what was typed and redirect to a page that shows it."""
    typed = {name: value for name, value in request.POST.dict().items() if name in FIELDS}
    keep_draft(request, _draft_of(conference), typed | ({REMARK: remark} if remark else {}), now=now)
    return redirect(page, conference.slug)


def _sign_up(request: HttpRequest, conference: Conference, form: SignUpForm, *, now: datetime) -> HttpResponse:
    if exceeds(SIGN_UPS, request):
        return render(request, "429.html", status=429)
    by = request.user if isinstance(request.user, User) else None
    details = form.sign_up(door="page")
    if disturbs(details.particulars.email, details.particulars.phone, visitor=request.user):
        return _to(request, conference, "conference_register", now=now, remark=TOO_MANY)
    try:
        keep_typed(request, sign_up(conference, details, by=by, now=now).registration)
    except SignUpRefused as refused:
        if refused.known is None or _is_own(request, refused.known):
            return _to(request, conference, "conference_register", now=now, remark=refused.reason)
        if not disturbs_known(refused.known, asked=details.particulars.email):
            tell_known(refused.known, now=now)
    drop_draft(request, _draft_of(conference), now=now)
    _keep_sent(request, conference, form, now=now)
    return redirect("conference_register_done", conference.slug)


def _is_own(request: HttpRequest, delegate: Delegate) -> bool:
    """Return whether the visitor sees this registration anyway, so that it is no secret to them."""
    return own_delegates(delegate.conference, request.user, keys=opened_keys(request)).filter(pk=delegate.pk).exists()


def _keep_sent(request: HttpRequest, conference: Conference, form: SignUpForm, *, now: datetime) -> None:
    """Keep what the last page shows: what was sent and what was offered then, with the last place still free."""
    sent = {name: str(form.cleaned_data[name]) for name in SENT}
    offer = {"offer": form.chosen.offer.value} if form.chosen else {}
    keep_draft(request, _sent_of(conference), sent | offer, now=now)


def _sent_of(conference: Conference) -> str:
    return f"signed-up {conference.slug}"


@never_cache
@require_safe
def check(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the entries for confirmation; again if price or places have changed since."""
    found = shown_conference(conference)
    now = clock.now()
    draft = kept_draft(request, _draft_of(found), now=now)
    categories = _offers(found, draft, now=now)
    form = _form(categories, draft)
    if not _is_open(found, categories) or not form.is_valid():
        return redirect("conference_register", found.slug)
    has_changed = draft is not None and draft.get(REMARK) == HAS_CHANGED
    context = public_shell(found, "register", form=form, has_changed=has_changed)
    return render(request, "registration/register/check.html", context)


def _closed(
    request: HttpRequest, conference: Conference, categories: list[OfferedCategory], *, now: datetime
) -> HttpResponse:
    is_open = conference.takes_registrations and now < conference.ends_at
    context = public_shell(conference, "register", categories=categories, takes_registrations=is_open)
    return render(request, "registration/register/closed.html", context)


@never_cache
@require_safe
def done(request: HttpRequest, conference: str) -> HttpResponse:
    """Show what was received and the next steps.

    The page is the same when the person was registered already: whether a stranger comes is nobody's business.
    """
    found = public_conference(conference)
    now = clock.now()
    sent = kept_draft(request, _sent_of(found), now=now)
    if sent is None:
        return redirect("conference_me", found.slug)
    category = found.categories.filter(code=sent["category"]).first()
    context = public_shell(found, "register", sent=sent, category=category)
    return render(request, "registration/register/done.html", context)
