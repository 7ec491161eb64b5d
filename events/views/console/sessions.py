"""Console pages: sessions and talks."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, session_for, talk_for
from events.extensions import LiveFragment, live_fragments, session_links, talk_links
from events.forms.office.usage import in_use_words
from events.forms.running_order import PastedSessions, PastedTalks
from events.forms.session import SessionForm, TalkForm, conference_days
from events.forms.words import SESSION_KINDS
from events.models import Forum, Session, Talk
from events.operations.office.changes import InUse
from events.operations.sessions import (
    add_session,
    add_sessions,
    add_talk,
    add_talks,
    change_session,
    change_talk,
    remove_session,
    remove_talk,
)
from events.queries.releases import is_published
from events.queries.stage import stage_names
from events.rules.edits import SessionEdit, TalkEdit
from events.rules.office.roles import Right
from events.rules.programme import day_of
from events.views.console.clashes import clashes_shown, clashes_told, own_forums
from events.views.console.page import offered, show
from events.views.console.times import times_told
from toolkit import clock
from toolkit.pages import NavLink, console_page, done, refused, sent, status_of


@console_page("GET", "HEAD", "POST")
def new_session(request: HttpRequest, conference: str) -> HttpResponse:
    """Add a session. The query string may propose a day and a forum."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    form = SessionForm(
        sent(request), instance=Session(conference=standing.conference), initial=_proposed(request, standing)
    )
    if request.method == "POST" and form.is_valid():
        with times_told(form, "ends", standing.conference), clashes_told(request, standing):
            made = add_session(standing.conference, form.edit(), by=standing.user, now=clock.now())
            return done(
                request, _("Added. Now add its talks."), "console_session", conference=conference, code=made.code
            )
    context = {"form": form, "heading": _("New session"), "back": reverse("console_programme", args=[conference])}
    return show(
        request, standing, "events/console/edit.html", context, here="console_programme", status=status_of(form)
    )


def _proposed(request: HttpRequest, standing: Standing) -> dict[str, object]:
    """Return the `initial` of the form, which Django takes as a dict."""
    days = [day.isoformat() for day in conference_days(standing.conference)]
    asked, number = request.GET.get("day", ""), request.GET.get("forum", "")
    forum = None
    if number.isascii() and number.isdigit() and len(number) < 6:
        forum = Forum.objects.filter(conference=standing.conference, number=int(number)).first()
    return {"day": asked if asked in days else days[0], "forum": forum, "kind": "forum" if forum else "plenary"}


@console_page("GET", "HEAD", "POST")
def paste_sessions(request: HttpRequest, conference: str) -> HttpResponse:
    """Add many sessions, one per line."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    form = PastedSessions(standing.conference, sent(request))
    if request.method == "POST" and form.is_valid():
        with times_told(form, "lines", standing.conference), clashes_told(request, standing):
            added = len(add_sessions(standing.conference, form.things, by=standing.user, now=clock.now()))
            words = ngettext("%(n)s session added.", "%(n)s sessions added.", added) % {"n": added}
            return done(request, words, "console_programme", conference=conference)
    context = {"form": form, "heading": _("Many sessions"), "back": reverse("console_programme", args=[conference])}
    return show(
        request, standing, "events/console/edit.html", context, here="console_programme", status=status_of(form)
    )


@console_page("GET", "HEAD", "POST")
def paste_talks(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Add the talks of a session, one per line."""
    standing, session, _rights = session_for(request.user, conference, code, Right.EDIT_OWN_FORUM)
    _refuse_locked(standing, session)
    form = PastedTalks(session, sent(request))
    if request.method == "POST" and form.is_valid():
        with times_told(form, "lines", standing.conference), clashes_told(request, standing):
            added = len(add_talks(session, form.things, by=standing.user, now=clock.now()))
            words = ngettext("%(n)s talk added.", "%(n)s talks added.", added) % {"n": added}
            return done(request, words, "console_session", conference=conference, code=code)
    context = {
        "form": form,
        "heading": _("Many talks"),
        "back": reverse("console_session", args=[conference, code]),
        "way_back": _to_session(session),
    }
    return show(
        request, standing, "events/console/edit.html", context, here="console_programme", status=status_of(form)
    )


@dataclass(frozen=True)
class Editing:
    """What the page of a session or a talk lets the member do."""

    is_centre: bool
    may_edit: bool


def _editing(standing: Standing, what: Session | Talk) -> Editing:
    return Editing(is_centre=standing.may(Right.EDIT_PROGRAMME), may_edit=standing.may_edit(what, now=clock.now()))


def _refuse_locked(standing: Standing, what: Session | Talk) -> None:
    """Raise PermissionDenied instead of showing a form that may not be sent."""
    if not standing.may_edit(what, now=clock.now()):
        raise PermissionDenied


@console_page("GET", "HEAD", "POST")
def edit_session(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Show and change a session, with its talks. A secretary may change the texts only."""
    standing, session, rights = session_for(request.user, conference, code, Right.SEE_PROGRAMME)
    editing = _editing(standing, session)
    form = SessionForm(sent(request), instance=session)
    if not editing.is_centre:
        form.lock()
    if request.method == "POST":
        _refuse_locked(standing, session)
        with times_told(form, "ends", standing.conference), clashes_told(request, standing):
            if form.is_valid():
                change_session(session, form.edit(), by=standing.user, now=clock.now())
                return done(request, _("Saved."), "console_session", conference=conference, code=code)
    names = stage_names(standing.conference)
    context = {
        "form": form,
        "session": session,
        "editing": editing,
        "people": names.by_session.get(session.pk, []),
        "talks": [(talk, names.by_talk.get(talk.pk, [])) for talk in session.talks.all()],
        "links": offered(session_links, session, rights, may_edit=editing.may_edit),
        "live": _live(session, rights),
        "clashes": clashes_shown(standing, rights, session),
        "own_forums": own_forums(standing),
        "day": _day_of(session),
    }
    return show(
        request, standing, "events/console/session.html", context, here="console_programme", status=status_of(form)
    )


def _live(session: Session, rights: frozenset[Right]) -> list[LiveFragment]:
    now = clock.now()
    return [part for source in live_fragments for part in source(session, now) if part.right in rights]


def _day_of(session: Session) -> date:
    conference = session.conference
    return day_of(session.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)


@console_page("GET", "HEAD", "POST")
def drop_session(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Ask, then remove a session with its talks."""
    standing, session, _rights = session_for(request.user, conference, code, Right.EDIT_PROGRAMME)
    may_cancel = not session.is_cancelled and is_published(session)
    if request.method == "POST" and "cancel" in request.POST:
        edit = replace(SessionEdit.of(session), is_cancelled=True)
        with clashes_told(request, standing):
            change_session(session, edit, by=standing.user, now=clock.now())
        return done(request, _cancelled(), "console_session", conference=conference, code=code)
    if request.method == "POST":
        day = _day_of(session).isoformat()
        try:
            with clashes_told(request, standing):
                remove_session(session, by=standing.user, now=clock.now())
        except InUse as used:
            return refused(request, in_use_words(used.by), "console_session", conference=conference, code=code)
        done(request, _("Removed."), "console_programme", conference=conference)
        return redirect(f"{reverse('console_programme', args=[conference])}?day={day}")
    words = _("Its talks are removed as well: %(n)s.") % {"n": session.talks.count()}
    context = {
        "question": _removal_question(session),
        "words": words,
        "may_cancel": may_cancel,
        "back": reverse("console_session", args=[conference, code]),
    }
    return show(request, standing, "events/console/remove.html", context, here="console_programme")


def _removal_question(what: Session | Talk) -> str:
    return _("Remove “%(name)s”? You can take this back on the next page.") % {"name": what}


def _cancelled() -> str:
    return _("Cancelled. The public pages say so with the next release.")


@console_page("GET", "HEAD", "POST")
def new_talk(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Add a talk, by default where the last one ends."""
    standing, session, _rights = session_for(request.user, conference, code, Right.EDIT_OWN_FORUM)
    _refuse_locked(standing, session)
    form = TalkForm(
        sent(request),
        instance=Talk(conference=session.conference, session=session),
        initial=_next_times(session),
    )
    if request.method == "POST" and form.is_valid():
        with times_told(form, "ends", standing.conference), clashes_told(request, standing):
            made = add_talk(session, form.edit(), by=standing.user, now=clock.now())
            if "another" in request.POST:
                return done(request, _("Added."), "console_talk_new", conference=conference, code=code)
            return done(request, _("Added."), "console_talk", conference=conference, code=made.code)
    context = {
        "form": form,
        "heading": _("New talk"),
        "another": True,
        "back": reverse("console_session", args=[conference, code]),
        "way_back": _to_session(session),
    }
    return show(
        request, standing, "events/console/edit.html", context, here="console_programme", status=status_of(form)
    )


def _to_session(session: Session) -> NavLink:
    """Return the way back from the pages of its talks, named like the session's own page."""
    url = reverse("console_session", args=[session.conference.slug, session.code])
    label = session.title.here or (str(session.forum) if session.forum else str(SESSION_KINDS[session.kind]))
    return NavLink(url, label, is_current=False)


def _place_of(talk: Talk, *, is_centre: bool) -> NavLink:
    """Return the link to where the talk is: its session, the desk of its forum, or the programme.

    Whoever edits only a forum works on its desk.
    """
    slug = talk.conference.slug
    if talk.session is not None and talk.session.forum is not None and not is_centre:
        forum = talk.session.forum
        desk = reverse("console_forum", args=[slug, forum.number])
        return NavLink(f"{desk}#talk-{talk.code}", str(forum), is_current=False)
    if talk.session is not None:
        return _to_session(talk.session)
    if talk.forum is not None:
        return NavLink(reverse("console_forum", args=[slug, talk.forum.number]), str(talk.forum), is_current=False)
    return NavLink(reverse("console_programme", args=[slug]), str(_("Sessions")), is_current=False)


def _next_times(session: Session) -> dict[str, object]:
    """Return the `initial` of the form, which Django takes as a dict."""
    last = session.talks.last()
    zone = session.conference.zone
    starts = last.ends_at if last else session.starts_at
    ends = min(
        starts + (last.ends_at - last.starts_at if last else timedelta(minutes=20)), max(session.ends_at, starts)
    )
    return {"starts": starts.astimezone(zone).time(), "ends": ends.astimezone(zone).time()}


@console_page("GET", "HEAD", "POST")
def edit_talk(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Show and change a talk."""
    standing, talk, rights = talk_for(request.user, conference, code, Right.SEE_PROGRAMME)
    editing = _editing(standing, talk)
    form = TalkForm(sent(request), instance=talk)
    if request.method == "POST":
        _refuse_locked(standing, talk)
        with times_told(form, "ends", standing.conference), clashes_told(request, standing):
            if form.is_valid():
                change_talk(talk, form.edit(), by=standing.user, now=clock.now())
                messages.success(request, _("Saved."))
                return redirect(_place_of(talk, is_centre=standing.may(Right.EDIT_PROGRAMME)).url)
    context = {
        "form": form,
        "talk": talk,
        "editing": editing,
        "people": stage_names(standing.conference).by_talk.get(talk.pk, []),
        "links": offered(talk_links, talk, rights, may_edit=editing.may_edit),
        "clashes": clashes_shown(standing, rights, talk.session, talk.code) if talk.session else (),
        "own_forums": own_forums(standing),
        "way_back": _place_of(talk, is_centre=editing.is_centre),
    }
    return show(
        request, standing, "events/console/talk.html", context, here="console_programme", status=status_of(form)
    )


@console_page("GET", "HEAD", "POST")
def drop_talk(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Ask, then remove a talk."""
    standing, talk, _rights = talk_for(request.user, conference, code, Right.EDIT_OWN_FORUM)
    _refuse_locked(standing, talk)
    may_cancel = not talk.is_cancelled and is_published(talk)
    if request.method == "POST" and "cancel" in request.POST:
        with clashes_told(request, standing):
            change_talk(talk, replace(TalkEdit.of(talk), is_cancelled=True), by=standing.user, now=clock.now())
        return done(request, _cancelled(), "console_talk", conference=conference, code=code)
    if request.method == "POST":
        with clashes_told(request, standing):
            remove_talk(talk, by=standing.user, now=clock.now())
        messages.success(request, _("Removed."))
        return redirect(_place_of(talk, is_centre=standing.may(Right.EDIT_PROGRAMME)).url)
    context = {
        "question": _removal_question(talk),
        "may_cancel": may_cancel,
        "back": reverse("console_talk", args=[conference, code]),
    }
    return show(request, standing, "events/console/remove.html", context, here="console_programme")
