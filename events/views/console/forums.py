"""Console pages: forums and their groups in the set-up."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, forum_for, one_of
from events.forms.forum import GroupForm
from events.forms.office.usage import in_use_words
from events.forms.pasted import PastedForums, PastedGroups
from events.models import ForumGroup
from events.operations.forums import (
    add_forums,
    add_groups,
    change_group,
    remove_forum,
    remove_group,
)
from events.operations.office.changes import InUse
from events.rules.office.roles import Right
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of


@console_page("GET", "HEAD", "POST")
def drop_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Ask, then remove a forum that nothing uses."""
    standing, forum = forum_for(request.user, conference, number, Right.SET_UP)
    if request.method == "POST":
        try:
            with clashes_told(request, standing):
                remove_forum(forum, by=standing.user, now=clock.now())
        except InUse as used:
            return refused(request, in_use_words(used.by), "console_forum", conference=conference, number=number)
        return done(request, _("Removed."), "console_setup_forums", conference=conference)
    context = {"what": forum, "back": reverse("console_forum", args=[conference, number])}
    return show(request, standing, "events/console/remove.html", context, here="console_forums")


@console_page("GET", "HEAD", "POST")
def setup_forums(request: HttpRequest, conference: str) -> HttpResponse:
    """List groups and forums, and add many of either."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    row, typed = standing.conference, sent(request)
    asked = typed.get("add", "") if typed is not None else ""
    groups = PastedGroups(row, typed if asked == "groups" else None)
    many = PastedForums(row, typed if asked == "forums" else None)
    if request.method == "POST" and asked == "groups" and groups.is_valid():
        added = len(add_groups(row, groups.things, by=standing.user, now=clock.now()))
        words = ngettext("%(n)s group added.", "%(n)s groups added.", added) % {"n": added}
        return done(request, words, "console_setup_forums", conference=conference)
    if request.method == "POST" and asked == "forums" and many.is_valid():
        added = len(add_forums(row, many.things, by=standing.user, now=clock.now()))
        words = ngettext("%(n)s forum added.", "%(n)s forums added.", added) % {"n": added}
        return done(request, words, "console_setup_forums", conference=conference)
    context = {
        "groups": row.forum_groups.annotate(forums_here=Count("forums")),
        "forums": row.forums.select_related("group"),
        "group_form": groups,
        "forum_form": many,
    }
    status = max(status_of(groups), status_of(many))
    return show(request, standing, "events/console/setup_forums.html", context, here="console_setup", status=status)


@console_page("GET", "HEAD", "POST")
def edit_group(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Change a group."""
    standing, group = _group(request, conference, key)
    form = GroupForm(sent(request), instance=group)
    if request.method == "POST" and form.is_valid():
        change_group(group, form.edit(), by=standing.user, now=clock.now())
        return done(request, _("Saved."), "console_setup_forums", conference=conference)
    context = {
        "form": form,
        "heading": group,
        "back": reverse("console_setup_forums", args=[conference]),
        "remove": reverse("console_setup_group_remove", args=[conference, key]),
    }
    return show(request, standing, "events/console/edit.html", context, here="console_setup", status=status_of(form))


@console_page("GET", "HEAD", "POST")
def drop_group(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Ask, then remove a group. Its forums stay."""
    standing, group = _group(request, conference, key)
    if request.method == "POST":
        remove_group(group, by=standing.user, now=clock.now())
        return done(request, _("Removed."), "console_setup_forums", conference=conference)
    context = {
        "what": group,
        "words": _("Its forums stay, without a group."),
        "back": reverse("console_setup_group", args=[conference, key]),
    }
    return show(request, standing, "events/console/remove.html", context, here="console_setup")


def _group(request: HttpRequest, conference: str, key: int) -> tuple[Standing, ForumGroup]:
    standing = conference_for(request.user, conference, Right.SET_UP)
    return standing, one_of(standing, ForumGroup.objects.select_related("conference"), pk=key)
