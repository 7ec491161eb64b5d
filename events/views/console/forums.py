"""Console pages: one forum; forums and their groups in the set-up."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, forum_for, one_of
from events.extensions import forum_links
from events.forms.forum import ForumForm, ForumTextsForm, GroupForm
from events.forms.office.usage import in_use_words
from events.forms.pasted import PastedForums, PastedGroups
from events.models import Forum, ForumGroup, Session, Talk
from events.operations.forums import (
    WrongForumState,
    add_forums,
    add_groups,
    change_forum,
    change_group,
    remove_forum,
    remove_group,
    take_forum_step,
)
from events.operations.office.changes import InUse
from events.queries.completeness import completeness_of
from events.queries.stage import NamedRole, StageNames, stage_names
from events.rules.forums import ForumStep
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from events.rules.programme import SessionKind
from events.views.console.page import offered, show
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of


@console_page("GET", "HEAD", "POST")
def edit_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Show and change a forum's texts, with its sessions, talks and state."""
    standing, forum = forum_for(request.user, conference, number, Right.SEE_PROGRAMME)
    rights = standing.rights_in_forum(forum)
    is_centre = standing.may(Right.EDIT_PROGRAMME)
    may_edit = standing.may_edit(forum, now=clock.now())
    form = (ForumForm if is_centre else ForumTextsForm)(sent(request), instance=forum)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid():
            edit = form.edit()
            change_forum(forum, edit, by=standing.user, now=clock.now())
            return done(request, _("Saved."), "console_forum", conference=conference, number=edit.number)
    names = stage_names(standing.conference)
    sessions = _session_rows(forum, names, knows_closed=bool(rights & KNOW_CLOSED))
    context = {
        "form": form,
        "forum": forum,
        "chairs": names.by_forum.get(forum.pk, []) if any(row.is_known for row in sessions) or not sessions else [],
        "may_edit": may_edit,
        "is_centre": is_centre,
        "may_submit": Right.EDIT_OWN_FORUM in rights,
        "sessions": sessions,
        "gaps": completeness_of([forum])[forum.pk].gaps,
        "links": offered(forum_links, forum, rights, may_edit=may_edit),
    }
    return show(request, standing, "events/console/forum.html", context, here="console_forums", status=status_of(form))


@dataclass(frozen=True)
class SessionRow:
    """A session on the page of its forum. Of a closed-door meeting only the time and title are known to everybody."""

    session: Session
    is_known: bool
    people: list[NamedRole]
    talks: list[tuple[Talk, list[NamedRole]]]


def _session_rows(forum: Forum, names: StageNames, *, knows_closed: bool) -> list[SessionRow]:
    rows = []
    for session in forum.sessions.select_related("room").prefetch_related("talks"):
        is_known = knows_closed or session.kind != SessionKind.CLOSED_DOOR
        talks = [(talk, names.by_talk.get(talk.pk, [])) for talk in session.talks.all()] if is_known else []
        people = names.by_session.get(session.pk, []) if is_known else []
        rows.append(SessionRow(session, is_known, people, talks))
    return rows


@console_page("POST")
def step_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Submit, approve or return a forum."""
    standing, forum = forum_for(request.user, conference, number, Right.EDIT_OWN_FORUM)
    asked = request.POST.get("step", "")
    place: dict[str, str | int] = {"conference": conference, "number": number}
    if asked not in set(ForumStep):
        return refused(request, _("Unknown step."), "console_forum", **place)
    try:
        take_forum_step(forum, ForumStep(asked), by=standing.user, now=clock.now())
    except WrongForumState:
        return refused(
            request,
            _("The forum’s state has changed since you opened the page. Please check it again."),
            "console_forum",
            **place,
        )
    words = {
        ForumStep.SUBMIT: _("Submitted to the organisers for approval."),
        ForumStep.APPROVE: _("Approved."),
        ForumStep.RETURN: _("Returned to its secretaries."),
    }
    return done(request, words[ForumStep(asked)], "console_forum", **place)


@console_page("GET", "HEAD", "POST")
def drop_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Ask, then remove a forum that nothing uses."""
    standing, forum = forum_for(request.user, conference, number, Right.SET_UP)
    if request.method == "POST":
        try:
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
