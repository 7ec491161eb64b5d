"""The public sign-up."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.access import public_conference
from events.models import Conference, User
from events.views.shell import public_shell
from registration.access.limits import SIGN_UPS, disturbs
from registration.access.own import own_delegate
from registration.forms import DISTURBS, SignUpForm
from registration.operations.signup import SignUpRefused, sign_up
from registration.queries.categories import OfferedCategory, offered_categories
from registration.views.opened import keep_typed, opened_keys
from toolkit import clock
from toolkit.limits import exceeds
from toolkit.text import CHINESE


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the form, then a page to check the entries, then register. Entries are kept at every step."""
    found = public_conference(conference)
    now = clock.now()
    categories = offered_categories(found, now=now)
    if not found.takes_registrations or not any(each.offer.can_be_chosen for each in categories):
        return _closed(request, found, categories, now=now)
    language = get_language() or CHINESE
    if request.method != "POST":
        initial = {"category": request.GET.get("category", "")}
        return _form(request, found, SignUpForm(categories=categories, language=language, initial=initial))
    return _answer(request, found, SignUpForm(request.POST.dict(), categories=categories, language=language))


def _answer(request: HttpRequest, conference: Conference, form: SignUpForm) -> HttpResponse:
    """Handle the submitted form according to its `step`."""
    if not form.is_valid():
        return _form(request, conference, form, status=422)
    step, chosen = request.POST.get("step"), form.chosen
    if step == "change":
        return _form(request, conference, form)
    if step != "confirm":
        return _check(request, conference, form)
    if chosen is not None and request.POST.get("terms", chosen.terms) != chosen.terms:
        return _check(request, conference, form, has_changed=True, status=409)
    return _sign_up(request, conference, form)


def _check(
    request: HttpRequest, conference: Conference, form: SignUpForm, *, has_changed: bool = False, status: int = 200
) -> HttpResponse:
    """Show the entries for confirmation; again if price or places have changed since."""
    context = public_shell(conference, "register", form=form, has_changed=has_changed)
    return render(request, "registration/register/check.html", context, status=status)


def _sign_up(request: HttpRequest, conference: Conference, form: SignUpForm) -> HttpResponse:
    if exceeds(SIGN_UPS, request):
        return render(request, "429.html", status=429)
    by = request.user if isinstance(request.user, User) else None
    details = form.sign_up(door="page")
    if disturbs(details.particulars.email, details.particulars.phone, visitor=request.user):
        form.add_error("email", DISTURBS)
        return _form(request, conference, form, status=429)
    try:
        delegate = sign_up(conference, details, by=by, now=clock.now())
    except SignUpRefused as refused:
        form.refuse(refused.reason)
        return _form(request, conference, form, status=422)
    keep_typed(request, delegate.registration)
    return redirect("conference_register_done", conference.slug, delegate.code)


def _form(request: HttpRequest, conference: Conference, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    has_prices = any(offered.category.price for offered in form.categories)
    context = public_shell(conference, "register", form=form, categories=form.categories, has_prices=has_prices)
    return render(request, "registration/register/form.html", context, status=status)


def _closed(
    request: HttpRequest, conference: Conference, categories: list[OfferedCategory], *, now: datetime
) -> HttpResponse:
    is_open = conference.takes_registrations and now < conference.ends_at
    context = public_shell(conference, "register", categories=categories, takes_registrations=is_open)
    status = 409 if request.method == "POST" else 200  # sign-up was still open when the form was shown
    return render(request, "registration/register/closed.html", context, status=status)


@never_cache
@require_safe
def done(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Show the result and the next steps."""
    found = public_conference(conference)
    delegate = own_delegate(found, code, request.user, keys=opened_keys(request))
    return render(request, "registration/register/done.html", public_shell(found, "register", delegate=delegate))
