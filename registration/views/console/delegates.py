"""Find, enter, decide about and correct delegates."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.access import Standing, conference_for, one_of
from events.forms.references import references_to
from events.rules.office.roles import Right
from events.views.console.page import show
from registration.extensions import delegate_panels
from registration.forms.desk import BulkForm, DeskCorrectionForm, EnrolForm, ReissueForm
from registration.forms.signup import REFUSED
from registration.forms.words import STATES
from registration.models import Delegate, DelegateState
from registration.operations.delegates import (
    DelegateRefused,
    cancel,
    confirm,
    correct,
    decline,
    promote,
    restore,
    send_again,
)
from registration.operations.reissue import reissue_credential
from registration.operations.signup import SignUpRefused, sign_up
from registration.queries.delegates import Sought, found_delegates, state_counts, waiting_by_category
from registration.rules.delegates import UNDECIDED, may_become
from registration.rules.delegates import DelegateRefusal as Refusal
from toolkit import clock
from toolkit.codes import secret_token
from toolkit.lists import sentences
from toolkit.pages import console_page, done, refused, sent, status_of, wants_part

ON_A_PAGE = 50


@console_page("GET", "HEAD")
def delegates(request: HttpRequest, conference: str) -> HttpResponse:
    """List the delegates that match a search, by name, with buttons to decide about several applicants."""
    standing = conference_for(request.user, conference, Right.SEE_DELEGATES)
    sought = Sought(
        text=request.GET.get("q", ""), state=request.GET.get("state", ""), category=request.GET.get("category", "")
    )
    page = Paginator(found_delegates(standing.conference, sought), ON_A_PAGE).get_page(request.GET.get("page"))
    counts = state_counts(standing.conference)
    context = {
        "page": page,
        "sought": sought,
        "query": urlencode({"q": sought.text, "state": sought.state, "category": sought.category}),
        "states": [(state, words, counts[state]) for state, words in STATES.items()],
        "total": sum(counts.values()),
        "categories": standing.conference.categories.all(),
        "waiting": waiting_by_category(standing.conference) if _shows_waiting(sought, standing) else [],
        "may_edit": standing.may(Right.EDIT_DELEGATES),
        "may_decide": standing.may(Right.EDIT_DELEGATES) and any(row.state in UNDECIDED for row in page.object_list),
    }
    part = wants_part(request)
    template = "registration/console/delegate_rows.html" if part else "registration/console/delegates.html"
    return show(request, standing, template, context, here="console_delegates")


def _shows_waiting(sought: Sought, standing: Standing) -> bool:
    return sought.state == DelegateState.WAITLISTED and standing.may(Right.EDIT_DELEGATES)


@console_page("POST")
def decide_many(request: HttpRequest, conference: str) -> HttpResponse:
    """Confirm or decline the ticked delegates; count those whose state does not allow it."""
    standing = conference_for(request.user, conference, Right.EDIT_DELEGATES)
    back = f"{reverse('console_delegates', args=[conference])}?state={DelegateState.APPLIED.value}"
    form = BulkForm(standing.conference, sent(request))
    if not form.is_valid():
        refused(request, _("Select at least one delegate first."), "console_delegates", conference=conference)
        return redirect(back)
    deed = confirm if form.cleaned_data["step"] == "confirm" else decline
    decided = left = 0
    for delegate in form.cleaned_data["delegates"]:
        try:
            deed(delegate, by=standing.user, now=clock.now())
            decided += 1
        except DelegateRefused:
            left += 1
    words = ngettext("%(n)s decided.", "%(n)s decided.", decided) % {"n": decided}
    if left:
        words = sentences(words, ngettext("%(n)s is unchanged.", "%(n)s are unchanged.", left) % {"n": left})
    done(request, words, "console_delegates", conference=conference)
    return redirect(back)


@console_page("GET", "HEAD", "POST")
def new_delegate(request: HttpRequest, conference: str) -> HttpResponse:
    """Enter a delegate."""
    standing = conference_for(request.user, conference, Right.EDIT_DELEGATES)
    form = EnrolForm(standing.conference, sent(request), language=get_language() or "zh-hans", key=secret_token())
    if request.method == "POST" and form.is_valid() and (made := _enrol(form, standing)):
        words = _("%(name)s has the number %(number)s.") % {"name": made.name, "number": made.badge_number}
        return done(request, words, "console_delegate", conference=conference, code=made.code)
    context = {"form": form, "heading": _("New delegate"), "back": reverse("console_delegates", args=[conference])}
    return show(
        request, standing, "events/console/edit.html", context, here="console_delegates", status=status_of(form)
    )


def _enrol(form: EnrolForm, standing: Standing) -> Delegate | None:
    try:
        return sign_up(standing.conference, form.sign_up(), by=standing.user, now=clock.now())
    except SignUpRefused as no:
        field, words = REFUSED[no.reason]
        form.add_error(field, str(words))
        return None


@console_page("GET", "HEAD")
def delegate(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Show a delegate with data, state, badge and panels of higher apps."""
    standing, row = _delegate(request, conference, code, Right.SEE_DELEGATES)
    state = DelegateState(row.state)
    context = {
        "delegate": row,
        "may_edit": standing.may(Right.EDIT_DELEGATES),
        "may_print": standing.may(Right.PRINT_BADGES) and state is DelegateState.CONFIRMED,
        "may_reissue": state is DelegateState.CONFIRMED,
        "may_confirm": may_become(state, DelegateState.CONFIRMED),
        "may_decline": may_become(state, DelegateState.DECLINED),
        "may_cancel": may_become(state, DelegateState.CANCELLED),
        "may_restore": state is DelegateState.CANCELLED,
        "is_live": state in UNDECIDED or state is DelegateState.CONFIRMED,
        "references": references_to(row.person, standing.conference, rights=standing.rights, but_for="delegate"),
        "panels": [panel(row) for panel in delegate_panels],
        "invitations": row.invitations.filter(withdrawn_at__isnull=True).select_related("session"),
    }
    return show(request, standing, "registration/console/delegate.html", context, here="console_delegates")


STEPS = {"confirm": confirm, "decline": decline, "cancel": cancel, "restore": restore}


@console_page("GET", "HEAD", "POST")
def step_delegate(request: HttpRequest, conference: str, code: str, step: str) -> HttpResponse:
    """Ask, then confirm, decline, cancel or restore."""
    standing, row = _delegate(request, conference, code, Right.EDIT_DELEGATES)
    if request.method != "POST":
        context = {"delegate": row, "step": step}
        return show(request, standing, "registration/console/step.html", context, here="console_delegates")
    try:
        after = STEPS[step](row, by=standing.user, now=clock.now())
    except DelegateRefused as no:
        return refused(request, REFUSALS[no.reason], "console_delegate", conference=conference, code=code)
    words = _("%(name)s: %(state)s.") % {"name": after.name, "state": STATES[after.state]}
    return done(request, words, "console_delegate", conference=conference, code=code)


REFUSALS = {
    Refusal.NOT_POSSIBLE: gettext_lazy("The present state does not allow that."),
    Refusal.FULL: gettext_lazy("No place is free. Enlarge the quota first, or cancel somebody."),
    Refusal.REGISTERED_AGAIN: gettext_lazy("This person has registered again. Cancel that registration first."),
}


@console_page("GET", "HEAD", "POST")
def reissue_code(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Ask, then replace the code of a lost badge. Submitting the page twice replaces it once."""
    standing, row = _delegate(request, conference, code, Right.EDIT_DELEGATES)
    form = ReissueForm(row, sent(request))
    if request.method != "POST" or not form.is_valid():
        context = {"delegate": row, "form": form}
        template = "registration/console/reissue.html"
        return show(request, standing, template, context, here="console_delegates", status=status_of(form))
    try:
        reissue_credential(form.cleaned_data["lost"], by=standing.user, now=clock.now())
    except DelegateRefused as no:
        return refused(request, REFUSALS[no.reason], "console_delegate", conference=conference, code=code)
    words = _("The new code is issued. Every door refuses the old one.")
    return done(request, words, "console_delegate", conference=conference, code=code)


@console_page("POST")
def letter_again(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Send the letter about the present state again."""
    standing, row = _delegate(request, conference, code, Right.EDIT_DELEGATES)
    if not row.registration.contact_email:
        return refused(request, _("There is no e-mail address."), "console_delegate", conference=conference, code=code)
    send_again(row, by=standing.user, now=clock.now())
    return done(request, _("The letter is on its way."), "console_delegate", conference=conference, code=code)


@console_page("GET", "HEAD", "POST")
def correct_delegate(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Correct a delegate's data; number and code stay the same."""
    standing, row = _delegate(request, conference, code, Right.EDIT_DELEGATES)
    form = DeskCorrectionForm(row, sent(request), language=get_language() or "zh-hans")
    if request.method == "POST" and form.is_valid():
        try:
            correct(row, form.particulars(), by=standing.user, now=clock.now())
        except DelegateRefused as no:
            return refused(request, REFUSALS[no.reason], "console_delegate", conference=conference, code=code)
        return done(
            request, _("Corrected. The code stays the same."), "console_delegate", conference=conference, code=code
        )
    context = {"form": form, "heading": row.name, "back": reverse("console_delegate", args=[conference, code])}
    return show(
        request, standing, "events/console/edit.html", context, here="console_delegates", status=status_of(form)
    )


@console_page("POST")
def move_up(request: HttpRequest, conference: str, category: str) -> HttpResponse:
    """Give free places to those who have waited longest, until none is free or nobody waits."""
    standing = conference_for(request.user, conference, Right.EDIT_DELEGATES)
    row = one_of(standing, standing.conference.categories.all(), code=category)
    moved = 0
    while moved < ON_A_PAGE and promote(row, by=standing.user, now=clock.now()):
        moved += 1
    words = ngettext("%(n)s moved up from the waiting list.", "%(n)s moved up from the waiting list.", moved)
    return done(request, words % {"n": moved}, "console_delegates", conference=conference)


def _delegate(request: HttpRequest, conference: str, code: str, right: Right) -> tuple[Standing, Delegate]:
    standing = conference_for(request.user, conference, right)
    rows = Delegate.objects.select_related("conference", "category", "registration", "person")
    return standing, one_of(standing, rows, code=code)
