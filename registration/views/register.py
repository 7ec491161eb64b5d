"""Signing up: choose, fill in, check, done."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.access import public_conference
from events.models import Conference, User
from portal.toolkit import clock
from portal.toolkit.limits import exceeds
from portal.toolkit.text import CHINESE
from registration.access.limits import SIGN_UPS
from registration.access.own import own_delegate
from registration.forms import SignUpForm
from registration.operations.signup import SignUpRefused, sign_up
from registration.queries.categories import OfferedCategory, offered_categories
from registration.views.opened import keep_open, opened_keys
from registration.views.shell import shell


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, conference: str) -> HttpResponse:
    """The form; its answers checked; and, confirmed, the registration. What was typed is kept at every step."""
    found = public_conference(conference)
    now = clock.now()
    categories = offered_categories(found, now=now)
    if not found.takes_registrations or not any(each.offer.can_be_chosen for each in categories):
        return _closed(request, found, categories, now=now)
    language = get_language() or CHINESE
    if request.method != "POST":
        initial = {"category": request.GET.get("category", "")}
        return _form(request, found, SignUpForm(categories=categories, language=language, initial=initial))
    form = SignUpForm(request.POST.dict(), categories=categories, language=language)
    if not form.is_valid():
        return _form(request, found, form, status=422)
    if request.POST.get("step") == "change":
        return _form(request, found, form)
    if request.POST.get("step") != "confirm":
        return render(request, "registration/register/check.html", shell(found, "register", form=form))
    return _sign_up(request, found, form)


def _sign_up(request: HttpRequest, conference: Conference, form: SignUpForm) -> HttpResponse:
    if exceeds(SIGN_UPS, request):
        return render(request, "429.html", status=429)
    by = request.user if isinstance(request.user, User) else None
    try:
        delegate = sign_up(conference, form.sign_up(door="page"), by=by, now=clock.now())
    except SignUpRefused as refused:
        form.refuse(refused.reason)
        return _form(request, conference, form, status=422)
    keep_open(request, delegate.registration)
    return redirect("conference_register_done", conference.slug, delegate.code)


def _form(request: HttpRequest, conference: Conference, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    has_prices = any(offered.category.price for offered in form.categories)
    context = shell(conference, "register", form=form, categories=form.categories, has_prices=has_prices)
    return render(request, "registration/register/form.html", context, status=status)


def _closed(
    request: HttpRequest, conference: Conference, categories: list[OfferedCategory], *, now: datetime
) -> HttpResponse:
    is_open = conference.takes_registrations and now < conference.ends_at
    context = shell(conference, "register", categories=categories, takes_registrations=is_open)
    return render(request, "registration/register/closed.html", context)


@never_cache
@require_safe
def done(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """What came of it, and what to do next."""
    found = public_conference(conference)
    delegate = own_delegate(found, code, request.user, keys=opened_keys(request))
    return render(request, "registration/register/done.html", shell(found, "register", delegate=delegate))
