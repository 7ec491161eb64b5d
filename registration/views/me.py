"""My registration: the code large on a phone, and what one may do about it."""

from allauth.account.views import request_login_code
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.access import public_conference
from events.models import Conference, User
from events.views.office.accounts import keep_language
from events.views.shell import public_shell
from registration.access.limits import LINKS
from registration.access.own import hold, own_delegate, own_delegates, registration_by_key
from registration.exporters.badges import badge
from registration.exporters.calendars import conference_calendar
from registration.forms import CorrectionForm, LinkForm
from registration.models import Delegate, DelegateState
from registration.operations.delegates import DelegateRefused, cancel, correct
from registration.operations.links import open_by_letter, prepare_sign_in, send_links
from registration.queries.badges import badge_of
from registration.queries.status import status_of
from registration.rules.delegates import LIVE
from registration.views.opened import close_all, keep_open, opened_keys
from toolkit import clock
from toolkit.limits import exceeds
from toolkit.text import CHINESE


@never_cache
@require_safe
def me(request: HttpRequest, conference: str) -> HttpResponse:
    """One's own registrations: the first of them, or the ways to one. `?key=` is a letter's link."""
    found = public_conference(conference)
    if "key" in request.GET:
        return _open(request, found, request.GET["key"])
    delegates = list(own_delegates(found, request.user, keys=opened_keys(request)))
    if delegates:
        response = _show(request, found, min(delegates, key=_by_use), delegates)
    else:
        response = render(request, "registration/me/none.html", public_shell(found, "me", form=LinkForm()))
    # From here one signs in, on pages whose address has no language.
    keep_language(response, get_language() or CHINESE)
    return response


@never_cache
@require_safe
def my_delegate(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """One of several."""
    found = public_conference(conference)
    delegate = _own(request, found, code)
    delegates = list(own_delegates(found, request.user, keys=opened_keys(request)))
    return _show(request, found, delegate, delegates)


ORDER = (
    *(DelegateState.CONFIRMED, DelegateState.APPLIED, DelegateState.WAITLISTED),
    *(DelegateState.DECLINED, DelegateState.CANCELLED),
)


def _by_use(delegate: Delegate) -> tuple[int, int]:
    """Whoever can be let in first."""
    return ORDER.index(DelegateState(delegate.state)), delegate.number


def _own(request: HttpRequest, conference: Conference, code: str) -> Delegate:
    return own_delegate(conference, code, request.user, keys=opened_keys(request))


def _open(request: HttpRequest, conference: Conference, key: str) -> HttpResponse:
    """Follows a letter's link, and takes the key out of the address: it would be in the history of a borrowed phone."""
    registration = registration_by_key(conference, key)
    if registration is None:
        context = public_shell(conference, "me", form=LinkForm(), is_stale=True)
        return render(request, "registration/me/none.html", context, status=404)
    open_by_letter(registration, now=clock.now())
    keep_open(request, registration)
    return redirect("conference_me", conference.slug)


def _show(request: HttpRequest, conference: Conference, delegate: Delegate, delegates: list[Delegate]) -> HttpResponse:
    context = public_shell(
        conference,
        "me",
        delegate=delegate,
        others=delegates if len(delegates) > 1 else [],
        status=status_of(delegate),
        is_live=delegate.state in LIVE,
        is_opened_here=delegate.registration.access_key in opened_keys(request),
    )
    return render(request, "registration/me/one.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Putting one's own data right. The code on the badge stays."""
    found = public_conference(conference)
    holding = hold(found, code, request.user, keys=opened_keys(request))
    delegate = holding.delegate
    if delegate.state not in LIVE:
        return redirect("conference_my_delegate", found.slug, delegate.code)
    language = get_language() or CHINESE
    if request.method != "POST":
        return _edit_form(request, delegate, CorrectionForm.of(delegate, language=language))
    form = CorrectionForm(request.POST.dict(), language=language)
    if not form.is_valid():
        return _edit_form(request, delegate, form, status=422)
    try:
        corrected = correct(delegate, form.particulars(), by=_account(request), now=clock.now(), holding=holding)
    except DelegateRefused:
        return redirect("conference_my_delegate", found.slug, delegate.code)
    keep_open(request, corrected.registration)
    messages.success(request, _("Your details are saved. Your code stays the same."))
    return redirect("conference_my_delegate", found.slug, delegate.code)


def _edit_form(request: HttpRequest, delegate: Delegate, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
    context = public_shell(delegate.conference, "me", form=form, delegate=delegate)
    return render(request, "registration/me/edit.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_mine(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """The question, and on POST the deed."""
    found = public_conference(conference)
    holding = hold(found, code, request.user, keys=opened_keys(request))
    delegate = holding.delegate
    if request.method != "POST" and delegate.state in LIVE:
        return render(request, "registration/me/cancel.html", public_shell(found, "me", delegate=delegate))
    if request.method == "POST":
        try:
            cancel(delegate, by=_account(request), now=clock.now(), holding=holding)
        except DelegateRefused:
            messages.warning(request, _("This registration cannot be cancelled any more."))
    return redirect("conference_my_delegate", found.slug, delegate.code)


def _account(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@never_cache
@require_safe
def my_badge(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """The badge as a PDF, with the code of the letter and the phone; there is none before the confirmation."""
    found = public_conference(conference)
    delegate = _own(request, found, code)
    printed = badge_of(delegate)
    if printed is None:
        raise Http404
    response = HttpResponse(badge(printed.content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badge-{delegate.badge_number}.pdf"'
    return response


@never_cache
@require_safe
def my_calendar(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """The conference as a calendar entry."""
    found = public_conference(conference)
    delegate = _own(request, found, code)
    if delegate.state != DelegateState.CONFIRMED:
        raise Http404
    entry = conference_calendar(delegate, language=get_language() or CHINESE)
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_link(request: HttpRequest, conference: str) -> HttpResponse:
    """Sends the letters of an address once more. The answer is the same whether anybody is registered under it."""
    found = public_conference(conference)
    if request.method != "POST":  # the language was changed, or the page loaded again, after a refusal
        return redirect("conference_me", found.slug)
    form = LinkForm(request.POST.dict())
    if not form.is_valid():
        return render(request, "registration/me/none.html", public_shell(found, "me", form=form), status=422)
    if exceeds(LINKS, request):
        return render(request, "429.html", status=429)
    email = form.cleaned_data["email"]
    send_links(found, email, by=_account(request), now=clock.now())
    words = _("If somebody is registered under %(email)s, the letter with the link is on its way there.")
    messages.success(request, words % {"email": email})
    return redirect("conference_me", found.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_code(request: HttpRequest, conference: str) -> HttpResponse:
    """Signs in by an e-mailed code: makes the account, if the address is registered here, and hands over to allauth."""
    found = public_conference(conference)
    if request.method != "POST":
        return redirect("conference_me", found.slug)
    form = LinkForm(request.POST.dict())
    if not form.is_valid():
        return render(request, "registration/me/none.html", public_shell(found, "me", form=form), status=422)
    if exceeds(LINKS, request):
        return render(request, "429.html", status=429)
    prepare_sign_in(found, form.cleaned_data["email"])
    response: HttpResponse = request_login_code(request)
    return response


@never_cache
@require_POST
def leave(request: HttpRequest, conference: str) -> HttpResponse:
    """Closes the opened registrations in this browser, which may be a borrowed one. Signing out is allauth's."""
    found = public_conference(conference)
    close_all(request)
    return redirect("conference_me", found.slug)
