"""Set up: categories and quotas."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, one_of
from events.forms.usage import in_use_words
from events.operations.changes import InUse
from events.rules.roles import Right
from events.views.console.page import console_page, done, refused, sent, show, status_of
from portal.toolkit import clock
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

HERE = "console_setup_categories"


@console_page("GET", "HEAD", "POST")
def categories(request: HttpRequest, conference: str) -> HttpResponse:
    """Categories and quotas, and a box to add many."""
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
    """One category."""
    standing, row = _category(request, conference, code)
    form = CategoryForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_category(row, form.values, by=standing.user, now=clock.now())
        except QuotaTooSmall as small:
            form.add_error("quota", _too_small(small))
        else:
            return done(request, _("Saved."), HERE, conference=conference)
    context = {
        "form": form,
        "heading": row,
        "back": reverse(HERE, args=[conference]),
        "remove": reverse("console_setup_category_remove", args=[conference, code]),
    }
    return show(request, standing, "events/console/edit.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def drop_category(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Asks, then removes a category that nothing uses."""
    standing, row = _category(request, conference, code)
    if request.method == "POST":
        try:
            remove_category(row, by=standing.user, now=clock.now())
        except InUse as used:
            return refused(request, in_use_words(used.by), "console_setup_category", conference=conference, code=code)
        return done(request, _("Removed."), HERE, conference=conference)
    context = {"what": row, "back": reverse("console_setup_category", args=[conference, code])}
    return show(request, standing, "events/console/remove.html", context, here=HERE)


@console_page("GET", "HEAD", "POST")
def new_quota(request: HttpRequest, conference: str) -> HttpResponse:
    """A number of places more."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    form = QuotaForm(sent(request), instance=Quota(conference=standing.conference))
    if request.method == "POST" and form.is_valid():
        add_quota(standing.conference, form.values, by=standing.user, now=clock.now())
        return done(request, _("Added."), HERE, conference=conference)
    context = {"form": form, "heading": _("New quota"), "back": reverse(HERE, args=[conference])}
    return show(request, standing, "events/console/edit.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_quota(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """One quota."""
    standing, row = _quota(request, conference, key)
    form = QuotaForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_quota(row, form.values, by=standing.user, now=clock.now())
        except QuotaTooSmall as small:
            form.add_error("size", _too_small(small))
        else:
            return done(request, _("Saved."), HERE, conference=conference)
    context = {
        "form": form,
        "heading": row,
        "back": reverse(HERE, args=[conference]),
        "remove": reverse("console_setup_quota_remove", args=[conference, key]),
    }
    return show(request, standing, "events/console/edit.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def drop_quota(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Asks, then removes a quota that no category shares."""
    standing, row = _quota(request, conference, key)
    if request.method == "POST":
        try:
            remove_quota(row, by=standing.user, now=clock.now())
        except InUse as used:
            return refused(request, in_use_words(used.by), "console_setup_quota", conference=conference, key=key)
        return done(request, _("Removed."), HERE, conference=conference)
    context = {"what": row, "back": reverse("console_setup_quota", args=[conference, key])}
    return show(request, standing, "events/console/remove.html", context, here=HERE)


def _too_small(small: QuotaTooSmall) -> str:
    return _("%(n)s places would be taken; there have to be as many.") % {"n": small.used}


def _category(request: HttpRequest, conference: str, code: str) -> tuple[Standing, Category]:
    standing = conference_for(request.user, conference, Right.SET_UP)
    return standing, one_of(standing, Category.objects.select_related("conference", "quota"), code=code)


def _quota(request: HttpRequest, conference: str, key: int) -> tuple[Standing, Quota]:
    standing = conference_for(request.user, conference, Right.SET_UP)
    return standing, one_of(standing, Quota.objects.select_related("conference"), pk=key)
