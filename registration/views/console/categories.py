"""Set up categories and quotas."""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, one_of
from events.forms.office.usage import in_use_words
from events.models import User
from events.operations.office.changes import InUse
from events.rules.office.roles import Right
from events.views.console.page import show
from registration.forms.category import CategoryForm, PastedCategories, QuotaForm
from registration.models import Category, Quota
from registration.operations.categories import (
    QuotaTooSmall,
    add_categories,
    add_quota,
    change_category,
    change_quota,
    remove_category,
    remove_quota,
)
from toolkit import clock
from toolkit.pages import console_page, done, sent, status_of

HERE = "console_setup_categories"


@console_page("GET", "HEAD", "POST")
def categories(request: HttpRequest, conference: str) -> HttpResponse:
    """List categories and quotas, with a box for adding several categories."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    row = standing.conference
    form = PastedCategories(row, sent(request))
    if request.method == "POST" and form.is_valid():
        added = len(add_categories(row, form.things, by=standing.user, now=clock.now()))
        words = ngettext("%(n)s category added.", "%(n)s categories added.", added) % {"n": added}
        return done(request, words, HERE, conference=conference)
    context = {
        "form": form,
        "categories": row.categories.select_related("quota").annotate(people=Count("delegates")),
        "quotas": row.quotas.annotate(shared=Count("categories")),
    }
    return show(request, standing, "registration/console/categories.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_category(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Edit a category."""
    standing, row = _category(request, conference, code)
    form = CategoryForm(sent(request), instance=row)
    remove = reverse("console_setup_category_remove", args=[conference, code])
    return _edit(request, standing, form, lambda: change_category(row, form.edit(), **_by(standing)), remove=remove)


@console_page("GET", "HEAD", "POST")
def drop_category(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Ask, then remove a category that nothing uses."""
    standing, row = _category(request, conference, code)
    back = reverse("console_setup_category", args=[conference, code])
    return _drop(request, standing, row, lambda: remove_category(row, **_by(standing)), back=back)


@console_page("GET", "HEAD", "POST")
def new_quota(request: HttpRequest, conference: str) -> HttpResponse:
    """Add a quota."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    form = QuotaForm(sent(request), instance=Quota(conference=standing.conference))
    if request.method == "POST" and form.is_valid():
        add_quota(standing.conference, form.edit(), **_by(standing))
        return done(request, _("Added."), HERE, conference=conference)
    context = {"form": form, "heading": _("New quota"), "back": reverse(HERE, args=[conference])}
    return show(request, standing, "events/console/edit.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_quota(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Edit a quota."""
    standing, row = _quota(request, conference, key)
    form = QuotaForm(sent(request), instance=row)
    remove = reverse("console_setup_quota_remove", args=[conference, key])
    return _edit(request, standing, form, lambda: change_quota(row, form.edit(), **_by(standing)), remove=remove)


@console_page("GET", "HEAD", "POST")
def drop_quota(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Ask, then remove a quota that no category uses."""
    standing, row = _quota(request, conference, key)
    back = reverse("console_setup_quota", args=[conference, key])
    return _drop(request, standing, row, lambda: remove_quota(row, **_by(standing)), back=back)


class _By(TypedDict):
    by: User
    now: datetime


def _by(standing: Standing) -> _By:
    return {"by": standing.user, "now": clock.now()}


def _edit(
    request: HttpRequest,
    standing: Standing,
    form: CategoryForm | QuotaForm,
    change: Callable[[], None],
    *,
    remove: str,
) -> HttpResponse:
    """Save the form. A quota with too few places is an error of the field in which it was chosen."""
    slug = standing.conference.slug
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except QuotaTooSmall as small:
            form.add_error("size" if isinstance(form, QuotaForm) else "quota", _too_small(small))
        else:
            return done(request, _("Saved."), HERE, conference=slug)
    context = {"form": form, "heading": form.instance, "back": reverse(HERE, args=[slug]), "remove": remove}
    return show(request, standing, "events/console/edit.html", context, here=HERE, status=status_of(form))


def _drop(
    request: HttpRequest, standing: Standing, row: Category | Quota, remove: Callable[[], None], *, back: str
) -> HttpResponse:
    """Ask, then remove a row. If something uses it, return to its page at `back` and say what."""
    if request.method == "POST":
        try:
            remove()
        except InUse as used:
            messages.error(request, in_use_words(used.by))
            return redirect(back)
        return done(request, _("Removed."), HERE, conference=standing.conference.slug)
    return show(request, standing, "events/console/remove.html", {"what": row, "back": back}, here=HERE)


def _too_small(small: QuotaTooSmall) -> str:
    return _("%(n)s places would be taken, so the quota needs at least as many.") % {"n": small.used}


def _category(request: HttpRequest, conference: str, code: str) -> tuple[Standing, Category]:
    standing = conference_for(request.user, conference, Right.SET_UP)
    return standing, one_of(standing, Category.objects.select_related("conference", "quota"), code=code)


def _quota(request: HttpRequest, conference: str, key: int) -> tuple[Standing, Quota]:
    standing = conference_for(request.user, conference, Right.SET_UP)
    return standing, one_of(standing, Quota.objects.select_related("conference"), pk=key)
