"""Console pages: what a forum's hosts and the centre say to each other: requests, remarks, and reopening."""

from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import Standing, forum_for
from events.forms.asking import FORMS, AnswerForm, RemarkForm
from events.forms.requests import FAULTS
from events.forms.submission import ReopenForm
from events.forms.times import times_words
from events.models import ChangeRequest, Forum, Remark, Session, Talk
from events.operations.remarks import (
    RemarkClosed,
    RemarkDraft,
    add_remark,
    answer_remark,
    close_remark,
    settle_remark,
)
from events.operations.requests import RequestClosed, RequestRefused, Wish, ask_change, withdraw_request
from events.operations.submission import reopen_forum
from events.operations.times import TimesRefused
from events.rules.office.roles import Right
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import NavLink, console_page, done, refused, sent, status_of

M = TypeVar("M", bound=Model)


@console_page("GET", "HEAD", "POST")
def ask(request: HttpRequest, conference: str, number: int, fact: str) -> HttpResponse:
    """Ask the centre for another room, day, time or title, of the forum or of one of its sessions."""
    standing, forum = forum_for(request.user, conference, number, Right.SPEAK_FOR_FORUM)
    if fact not in FORMS:
        raise Http404
    form = FORMS[fact](forum, sent(request), session=request.GET.get("session", ""))
    if request.method == "POST" and form.is_valid():
        wish = Wish(wanted=form.value(), session=form.session(), reason=form.cleaned_data["reason"])
        try:
            ask_change(forum, wish, by=standing.user, now=clock.now())
        except RequestRefused as fault:
            form.add_error(None, str(FAULTS[fault.fault]))
        except TimesRefused as fault:
            form.add_error(None, times_words(fault.fault, fault.about, forum.conference.zone))
        except ObjectDoesNotExist:
            form.add_error(None, _("That has been removed meanwhile."))
        else:
            words = _("Sent to the organisers. The old value stays until they accept.")
            return done(request, words, "console_forum", conference=conference, number=number)
    context = {
        "form": form,
        "heading": _("Request a change"),
        "label": _("Send the request"),
        "back": _desk(forum),
        "way_back": _to_desk(forum),
    }
    return show(request, standing, "events/console/edit.html", context, here="console_forums", status=status_of(form))


def _desk(forum: Forum) -> str:
    return reverse("console_forum", args=[forum.conference.slug, forum.number])


def _to_desk(forum: Forum) -> NavLink:
    return NavLink(_desk(forum), str(forum), is_current=False)


@console_page("POST")
def withdraw(request: HttpRequest, conference: str, number: int, key: int) -> HttpResponse:
    """Withdraw a request of the forum's hosts."""
    standing, forum = forum_for(request.user, conference, number, Right.SPEAK_FOR_FORUM)
    row = _found(ChangeRequest.objects.select_related("conference", "forum").filter(forum=forum, pk=key).first())
    try:
        withdraw_request(row, by=standing.user, now=clock.now())
    except RequestClosed:
        words = _("The request has been answered meanwhile.")
        return refused(request, words, "console_forum", conference=conference, number=number)
    return done(request, _("Withdrawn."), "console_forum", conference=conference, number=number)


@console_page("GET", "HEAD", "POST")
def new_remark(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Write a remark about a forum, or about the session or the talk that the query string names."""
    standing, forum = forum_for(request.user, conference, number, Right.EDIT_PROGRAMME)
    session, talk = _session_of(request, forum), _talk_of(request, forum)
    form = RemarkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        draft = RemarkDraft(text=form.cleaned_data["text"], session=session, talk=talk)
        remark = add_remark(forum, draft, by=standing.user, now=clock.now())
        return _at(forum, remark)
    context = {
        "form": form,
        "heading": _("Remark about “%(what)s”") % {"what": (talk or session or forum).title or str(forum)},
        "label": _("Add the remark"),
        "back": _desk(forum),
        "way_back": _to_desk(forum),
    }
    return show(request, standing, "events/console/edit.html", context, here="console_forums", status=status_of(form))


def _found(row: M | None) -> M:
    if row is None:
        raise Http404
    return row


def _session_of(request: HttpRequest, forum: Forum) -> Session | None:
    code = request.GET.get("session", "")
    return _found(forum.sessions.filter(code=code).first()) if code else None


def _talk_of(request: HttpRequest, forum: Forum) -> Talk | None:
    code = request.GET.get("talk", "")
    own = Q(session__forum=forum) | Q(session=None, forum=forum)
    return _found(Talk.objects.filter(own, code=code).first()) if code else None


def _at(forum: Forum, remark: Remark) -> HttpResponse:
    return redirect(f"{_desk(forum)}#remark-{remark.pk}")


@dataclass(frozen=True)
class _Said:
    """A remark and who says something to it."""

    standing: Standing
    remark: Remark


def _said(request: HttpRequest, conference: str, number: int, key: int, right: Right) -> _Said:
    standing, forum = forum_for(request.user, conference, number, right)
    rows = Remark.objects.select_related("conference", "forum__conference", "session", "talk")
    return _Said(standing, _found(rows.filter(forum=forum, pk=key).first()))


@console_page("GET", "HEAD", "POST")
def answer(request: HttpRequest, conference: str, number: int, key: int) -> HttpResponse:
    """Answer a remark for the forum's hosts."""
    said = _said(request, conference, number, key, Right.SPEAK_FOR_FORUM)
    forum, form = said.remark.forum, AnswerForm(sent(request), initial={"answer": said.remark.answer})
    if request.method == "POST" and form.is_valid():
        try:
            answer_remark(said.remark, form.cleaned_data["answer"], by=said.standing.user, now=clock.now())
        except RemarkClosed:
            return refused(request, _("The remark is closed."), "console_forum", conference=conference, number=number)
        return _at(forum, said.remark)
    context = {
        "form": form,
        "heading": _("Answer"),
        "words": said.remark.text,
        "label": _("Answer"),
        "back": _desk(forum),
        "way_back": _to_desk(forum),
    }
    template = "events/console/remark_answer.html"
    return show(request, said.standing, template, context, here="console_forums", status=status_of(form))


@console_page("POST")
def settle(request: HttpRequest, conference: str, number: int, key: int) -> HttpResponse:
    """Say for the hosts that they have changed what a remark is about."""
    said = _said(request, conference, number, key, Right.SPEAK_FOR_FORUM)
    try:
        settle_remark(said.remark, by=said.standing.user, now=clock.now())
    except RemarkClosed:
        return refused(request, _("The remark is closed."), "console_forum", conference=conference, number=number)
    return _at(said.remark.forum, said.remark)


@console_page("POST")
def close(request: HttpRequest, conference: str, number: int, key: int) -> HttpResponse:
    """Close a remark of the centre."""
    said = _said(request, conference, number, key, Right.EDIT_PROGRAMME)
    try:
        close_remark(said.remark, by=said.standing.user, now=clock.now())
    except RemarkClosed:
        return refused(request, _("The remark is closed."), "console_forum", conference=conference, number=number)
    return done(request, _("The remark is closed."), "console_forum", conference=conference, number=number)


@console_page("POST")
def reopen(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Let a forum's hosts edit it after the deadline, until a time; or end that."""
    standing, forum = forum_for(request.user, conference, number, Right.EDIT_PROGRAMME)
    if "end" in request.POST:
        reopen_forum(forum, None, by=standing.user, now=clock.now())
        return done(request, _("Saved."), "console_forum", conference=conference, number=number)
    now = clock.now()
    form = ReopenForm(standing.conference, request.POST, now=now)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return refused(request, words, "console_forum", conference=conference, number=number)
    reopen_forum(forum, form.cleaned_data["until"], by=standing.user, now=now)
    words = _("Reopened. Its secretaries get a letter.")
    return done(request, words, "console_forum", conference=conference, number=number)
