"""Words of the desk of a forum's hosts: how people stand, what is missing, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from events.extensions import PeoplePage, people_pages
from events.forms.words import Words
from events.models import Forum, Session, Talk
from events.queries.desk import Desk, DeskTalk, waits_for_hosts
from events.rules.desk import Answer, CastMember, Check, CheckKind, Lack, Square, TalkFacts
from toolkit import dates
from toolkit.lists import listed

ANSWERS: Words = {
    Answer.CONFIRMED: pgettext_lazy("on stage", "confirmed"),
    Answer.UNANSWERED: pgettext_lazy("on stage", "no answer yet"),
    Answer.DECLINED: pgettext_lazy("on stage", "declined"),
    Answer.WITHDRAWN: pgettext_lazy("on stage", "withdrawn"),
}
NO_PHOTO = gettext_lazy("no photograph")
NO_BIOGRAPHY = gettext_lazy("no biography")
LACKS: dict[Lack, str | Promise] = {
    Lack.PHOTO: NO_PHOTO,
    Lack.BIOGRAPHY_ZH: gettext_lazy("no Chinese biography"),
    Lack.BIOGRAPHY_EN: gettext_lazy("no English biography"),
}
MOST_NAMED = 3
"""People of a talk that its row names; the others are counted."""


def minutes_of(length: timedelta) -> int:
    """Return a length in whole minutes."""
    return length // timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class StandingWords:
    """How somebody stands: the state square, and the words beside it."""

    square: Square
    words: str


def person_standing(member: CastMember) -> StandingWords:
    """Return how somebody on stage stands."""
    if member.square is not Square.SHORT:
        return StandingWords(square=member.square, words=str(ANSWERS[member.answer]))
    return StandingWords(square=member.square, words=listed([ANSWERS[member.answer], *_lacking(member)]))


def _lacking(member: CastMember) -> list[str | Promise]:
    both = {Lack.BIOGRAPHY_ZH, Lack.BIOGRAPHY_EN}
    if both <= set(member.lacks):
        return [*([NO_PHOTO] if Lack.PHOTO in member.lacks else []), NO_BIOGRAPHY]
    return [LACKS[lack] for lack in member.lacks]


def talk_standing(talk: TalkFacts) -> StandingWords | None:
    """Return how a talk stands: as its person who is most in need of attention does. None if nobody is needed."""
    worst = talk.worst
    if talk.has_no_speaker and (worst is None or len(talk.people) > 1):
        return StandingWords(square=Square.ACT, words=_("no speaker"))
    if worst is None:
        return None
    standing = person_standing(worst)
    if len(talk.people) == 1:
        return standing
    if standing.square is Square.READY:
        return StandingWords(square=standing.square, words=_("all confirmed"))
    words = pgettext("on stage", "%(name)s: %(state)s") % {"name": worst.name, "state": standing.words}
    return StandingWords(square=standing.square, words=words)


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """A line of the checklist: a sentence, and where it is settled."""

    is_required: bool
    words: str
    url: str
    verb: str


def check_lines(desk: Desk) -> list[CheckLine]:
    """Return the checklist of a forum in words."""
    return [_line(check, desk) for check in desk.checks]


def _line(check: Check, desk: Desk) -> CheckLine:
    words, url, verb = _LINES[check.kind](check, desk)
    return CheckLine(is_required=check.is_required, words=words, url=url, verb=verb)


_Told = tuple[str, str, str]


def _talks(check: Check, desk: Desk) -> tuple[dict[str, str], Talk]:
    """Return the numbers of the talks that a check has found, and the first of them."""
    rows = [row for session in desk.sessions for row in session.talks if row.talk.pk in check.keys]
    return {"items": listed(row.number for row in rows)}, rows[0].talk


def _no_speaker(check: Check, desk: Desk) -> _Told:
    items, first = _talks(check, desk)
    return _("No speaker: item %(items)s") % items, people_page(first, desk.forum), _("Choose")


def _no_title(check: Check, desk: Desk) -> _Told:
    items, first = _talks(check, desk)
    return _("No title: item %(items)s") % items, _talk_page(first), _("Fill in")


def _no_translation(check: Check, desk: Desk) -> _Told:
    items, first = _talks(check, desk)
    return _("Title in one language only: item %(items)s") % items, _talk_page(first), _("Fill in")


def _no_chair(_check: Check, desk: Desk) -> _Told:
    return _("Nobody chairs the forum"), people_page(desk.forum, desk.forum), _("Choose")


def _session(check: Check, desk: Desk) -> Session:
    return next(row.session for row in desk.sessions if row.session.pk in check.keys)


def _over_end(check: Check, desk: Desk) -> _Told:
    session, minutes = _session(check, desk), minutes_of(check.overrun)
    words = ngettext("Ends %(time)s, %(n)s minute too late", "Ends %(time)s, %(n)s minutes too late", minutes)
    time = dates.clock_time(session.ends_at + check.overrun, desk.forum.conference.zone)
    return words % {"time": time, "n": minutes}, f"#session-{session.code}", _("Adjust")


def _no_talks(check: Check, desk: Desk) -> _Told:
    if not check.keys:
        return _("No session yet: the organisers set room and time"), "", ""
    session = _session(check, desk)
    words = ngettext("%(n)s session without talks", "%(n)s sessions without talks", check.count) % {"n": check.count}
    return words, reverse("console_talk_new", args=[session.conference.slug, session.code]), _("Add")


def _open_remark(check: Check, desk: Desk) -> _Told:
    remark = next(remark for remark in desk.remarks if waits_for_hosts(remark))
    words = ngettext("%(n)s remark without an answer", "%(n)s remarks without an answer", check.count)
    return words % {"n": check.count}, f"#remark-{remark.pk}", _("Show")


def _not_placed(check: Check, _desk: Desk) -> _Told:
    words = ngettext("%(n)s talk is in no session", "%(n)s talks are in no session", check.count)
    return words % {"n": check.count}, "#waiting", _("Show")


def _unanswered(check: Check, _desk: Desk) -> _Told:
    words = ngettext("%(n)s person has not answered", "%(n)s people have not answered", check.count)
    return words % {"n": check.count}, "#people", _("Show")


def _no_portrait(check: Check, _desk: Desk) -> _Told:
    words = ngettext(
        "%(n)s person without photograph or biography", "%(n)s people without photograph or biography", check.count
    )
    return words % {"n": check.count}, "#people", _("Show")


_LINES: dict[CheckKind, Callable[[Check, Desk], _Told]] = {
    CheckKind.NO_TALKS: _no_talks,
    CheckKind.NO_TITLE: _no_title,
    CheckKind.NO_SPEAKER: _no_speaker,
    CheckKind.OVER_END: _over_end,
    CheckKind.OPEN_REMARK: _open_remark,
    CheckKind.NO_CHAIR: _no_chair,
    CheckKind.NOT_PLACED: _not_placed,
    CheckKind.NO_TRANSLATION: _no_translation,
    CheckKind.UNANSWERED: _unanswered,
    CheckKind.NO_PORTRAIT: _no_portrait,
}
"""The sentence of each check, where it is settled, and the verb of that link."""


def people_page(place: Forum | Session | Talk, forum: Forum) -> str:
    """Return the address of the page that puts somebody on stage and leads back to the desk; empty without one."""
    page = people_pages.get(PeoplePage.CHOOSE)
    return page(place, None, reverse("console_forum", args=[forum.conference.slug, forum.number])) if page else ""


def _talk_page(talk: Talk) -> str:
    return reverse("console_talk", args=[talk.conference.slug, talk.code])


def why_not_submitted(desk: Desk) -> str:
    """Return why the forum cannot be submitted yet; empty if it can."""
    count = sum(check.is_required for check in desk.checks)
    words = ngettext("Settle the %(n)s required item first.", "Settle the %(n)s required items first.", count)
    return words % {"n": count} if count else ""


def named_people(row: DeskTalk) -> tuple[tuple[CastMember, ...], int]:
    """Return the people of a talk that are named in its row, and how many there are altogether, if that is more."""
    people = row.facts.people
    return people[:MOST_NAMED], len(people) if len(people) > MOST_NAMED else 0
