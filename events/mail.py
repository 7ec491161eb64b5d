"""Letters of `events`: each function turns the row of a letter into a message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from events.extensions import LetterMoot
from events.models import ChangeRequest, Conference, Forum, Letter, Membership, Release, Remark
from events.queries.completeness import completeness_of
from events.queries.releases import calendar_uids, index_of, release_before
from events.queries.requests import Asked, asked_in
from events.rules.board import AWAITED, counted
from events.rules.forums import ForumState, RequestState
from events.rules.notices import Fate, Notice, ToldPlace, told_places
from events.rules.office.roles import Role
from events.rules.publication import Slot
from toolkit import dates
from toolkit.calendars import CalendarEntry, calendar_file
from toolkit.lists import listed
from toolkit.mime import PicturedLetter
from toolkit.text import CHINESE, Text

BOTH = ("zh-hans", "en")
"""The languages of a letter to somebody whose language is unknown."""


def trial(letter: Letter) -> EmailMultiAlternatives:
    """Compose the letter with which an operator checks that mail is sent."""
    body = _("This letter was sent by the job queue of %(address)s. Mail works.") % {"address": settings.PUBLIC_URL}
    return EmailMultiAlternatives(_("Rostrum: a trial letter"), body, to=[letter.recipient])


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A place on stage in words: when and where it was, and when and where it is now."""

    place: ToldPlace
    fate: str
    title: str
    before: str
    after: str


def programme_changed(letter: Letter) -> EmailMultiAlternatives:
    """Tell somebody on stage what a release has changed for them, with calendar entries.

    The entries have the UIDs of earlier ones; SEQUENCE is the number of the release. Those that are to go are in a file
    of their own, with METHOD:CANCEL. Raises LetterMoot if the release is gone.
    """
    release = Release.objects.select_related("conference").defer("document").filter(pk=letter.subject_key).first()
    before = release_before(release) if release else None
    if release is None or before is None:
        raise LetterMoot
    notices = map(Notice.read, letter.context["notices"].split())
    places = told_places(notices, index_of(before), index_of(release))
    languages = BOTH if letter.context.get("is_bilingual") else (letter.language,)
    name = Text(letter.context["name_zh"], letter.context["name_en"])
    words = programme_change_words(release, name, places, languages=languages)
    contact = release.conference.contact_email
    message = PicturedLetter(
        words.subject,
        words.text,
        words.html,
        to=[letter.recipient],
        reply_to=[contact] if contact else [],
    )
    with translation.override(languages[0]):
        _attach_calendars(message, release, before, places)
    return message


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """What a letter says, in one language or in both."""

    subject: str
    text: str
    html: str


def programme_change_words(
    release: Release, name: Text, places: tuple[ToldPlace, ...], *, languages: tuple[str, ...] = BOTH
) -> LetterWords:
    """Return what the letter about a release says to somebody of this name; the release need not be stored."""
    subjects, texts, parts = [], [], []
    for language in languages:
        with translation.override(language):
            context = _programme_change(release, name, places)
            subjects.append(_("Your part in the programme has changed: %(conference)s") % context)
            texts.append(render_to_string("events/mail/programme_changed.txt", context).strip())
            parts.append(render_to_string("events/mail/programme_changed_part.html", context))
    page = {"parts": parts, "language": languages[0], "subject": subjects[0]}
    return LetterWords(
        subject=" / ".join(subjects),
        text="\n\n— — —\n\n".join(texts),
        html=render_to_string("events/mail/team_invited.html", page),
    )


def _programme_change(release: Release, name: Text, places: tuple[ToldPlace, ...]) -> dict[str, object]:
    conference = release.conference
    page = reverse("conference_changes", args=[conference.slug])
    fates = {place.notice.fate for place in places}
    return {
        "name": name.here,
        "conference": conference.title.here,
        "release": release,
        "lines": [_line(place, release) for place in places],
        "updates": bool(fates & {Fate.MOVED, Fate.NEW}),
        "cancels": Fate.GONE in fates,
        "link": f"{settings.PUBLIC_URL}{page}",
        "accent": conference.accent,
    }


def _line(place: ToldPlace, release: Release) -> _Line:
    fates = {
        Fate.NEW: pgettext("programme", "New:"),
        Fate.MOVED: pgettext("programme", "Moved:"),
        Fate.GONE: _("No longer yours, or cancelled:"),
    }
    return _Line(
        place=place,
        fate=fates[place.notice.fate],
        title=place.title.here or place.notice.code,
        before=_when_and_where(place.before, release),
        after=_when_and_where(place.after, release),
    )


def _when_and_where(slot: Slot | None, release: Release) -> str:
    if slot is None:
        return ""
    zone = release.conference.zone
    day = dates.day_and_weekday(slot.starts_at.astimezone(zone).date(), get_language() or CHINESE)
    time = dates.time_range(slot.starts_at, slot.ends_at, zone)
    return ", ".join(filter(None, (f"{day} {time}", slot.room.here)))


def _attach_calendars(
    message: PicturedLetter, release: Release, before: Release, places: tuple[ToldPlace, ...]
) -> None:
    old, new = calendar_uids(before), calendar_uids(release)
    for fates, method in (({Fate.NEW, Fate.MOVED}, "PUBLISH"), ({Fate.GONE}, "CANCEL")):
        entries = []
        for place in places:
            key = (place.notice.subject.value, place.notice.code)
            uid = old.get(key) or new.get(key)
            if place.notice.fate in fates and uid:
                entries.append(_entry(place, release, uid))
        if entries:
            name = f"{release.conference.slug}-{release.number}"
            name += "-cancelled.ics" if method == "CANCEL" else ".ics"
            message.attach_calendar(name, calendar_file(entries), method=method)


def _entry(place: ToldPlace, release: Release, uid: str) -> CalendarEntry:
    conference, slot = release.conference, place.after or place.before
    assert slot is not None  # noqa: S101 - a place is in one of the two releases
    page = reverse(f"conference_{place.notice.subject}", args=[conference.slug, place.notice.code])
    is_gone = place.notice.fate is Fate.GONE
    return CalendarEntry(
        uid=uid,
        title=place.title.here or place.notice.code,
        starts=slot.starts_at,
        ends=max(slot.ends_at, slot.starts_at + timedelta(minutes=1)),  # an item without length has no other end
        stamp=release.published_at,
        place=slot.room.here,
        url="" if is_gone else f"{settings.PUBLIC_URL}{page}",
        organiser=conference.hosts.here,
        organiser_email=conference.contact_email,
        sequence=release.number,
        cancelled=is_gone,
    )


def team_invited(letter: Letter) -> EmailMultiAlternatives:
    """Tell somebody that they have joined a team, with their role and how to sign in.

    Raises LetterMoot if the role has been taken away since.
    """
    rows = Membership.objects.select_related("user", "organisation", "conference", "forum")
    member = rows.filter(pk=letter.subject_key).first()
    if member is None:
        raise LetterMoot
    return _in_languages(letter, "team_invited", lambda: _invited(member, letter))


@dataclass(frozen=True, kw_only=True)
class _Page:
    """The subject of a letter and the context of its templates, in the active language."""

    subject: str
    context: dict[str, object]


def _in_languages(letter: Letter, template: str, page_of: Callable[[], _Page]) -> EmailMultiAlternatives:
    """Compose a letter in the language of its recipient, or in both if that is unknown."""
    languages = _languages(letter)
    subjects, texts, parts = [], [], []
    for language in languages:
        with translation.override(language):
            page = page_of()
            subjects.append(page.subject)
            texts.append(render_to_string(f"events/mail/{template}.txt", page.context).strip())
            parts.append(render_to_string(f"events/mail/{template}_part.html", page.context))
    message = EmailMultiAlternatives(" / ".join(subjects), "\n\n— — —\n\n".join(texts), to=[letter.recipient])
    whole = {"parts": parts, "language": languages[0], "subject": subjects[0]}
    message.attach_alternative(render_to_string("events/mail/team_invited.html", whole), "text/html")
    return message


def _invited(member: Membership, letter: Letter) -> _Page:
    conference = member.conference
    where = (conference.title if conference else member.organisation.name).here
    context = {
        "member": member,
        "where": where,
        "by": letter.asked_by,
        "link": _signing_in(conference),
        "accent": conference.accent if conference else "#0E4B4D",
    }
    return _Page(subject=_("You are on the team: %(where)s") % {"where": where}, context=context)


def _signing_in(conference: Conference | None) -> str:
    """Return the address for signing in, which leads on to the conference."""
    first = reverse("console_enter", args=[conference.slug]) if conference else reverse("console")
    return f"{settings.PUBLIC_URL}{reverse('account_request_login_code')}?next={first}"


def _languages(letter: Letter) -> tuple[str, ...]:
    return BOTH if letter.context.get("is_bilingual") else (letter.language,)


@dataclass(frozen=True, kw_only=True)
class _Notice:
    """A letter about a forum: its subject, the template of its text, and the page that it leads to.

    The paragraphs of the text become those of the HTML.
    """

    forum: Forum
    subject: Promise
    template: str
    context: dict[str, object] = field(default_factory=dict)

    @property
    def link(self) -> str:
        """The address of the forum's page."""
        page = reverse("console_forum", args=[self.forum.conference.slug, self.forum.number])
        return f"{settings.PUBLIC_URL}{page}"


def _noticed(letter: Letter, notice: _Notice) -> EmailMultiAlternatives:
    subjects, texts, parts = [], [], []
    languages = _languages(letter)
    context = {
        **notice.context,
        "forum": notice.forum,
        "conference": notice.forum.conference,
        "by": letter.asked_by,
        "link": notice.link,
        "accent": notice.forum.conference.accent,
    }
    for language in languages:
        with translation.override(language):
            text = render_to_string(f"events/mail/{notice.template}.txt", context)
            paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
            subjects.append(f"{notice.subject}: {notice.forum.number:02} {notice.forum.title.here}")
            texts.append("\n\n".join([*paragraphs, notice.link]))
            parts.append(render_to_string("events/mail/notice_part.html", context | {"paragraphs": paragraphs}))
    message = EmailMultiAlternatives(" / ".join(subjects), "\n\n— — —\n\n".join(texts), to=[letter.recipient])
    page = {"parts": parts, "language": languages[0], "subject": subjects[0]}
    message.attach_alternative(render_to_string("events/mail/team_invited.html", page), "text/html")
    return message


def change_asked(letter: Letter) -> EmailMultiAlternatives:
    """Tell the centre that a forum's hosts ask for a change; raises LetterMoot once the request is closed."""
    asked = _asked(letter)
    if asked.request.state != RequestState.OPEN:
        raise LetterMoot
    subject = gettext_lazy("Change asked for")
    return _noticed(
        letter, _Notice(forum=asked.request.forum, subject=subject, template="change_asked", context={"asked": asked})
    )


def change_answered(letter: Letter) -> EmailMultiAlternatives:
    """Tell a forum's hosts what became of their request."""
    asked = _asked(letter)
    subject = gettext_lazy("Your request")
    return _noticed(
        letter,
        _Notice(forum=asked.request.forum, subject=subject, template="change_answered", context={"asked": asked}),
    )


def forum_submitted(letter: Letter) -> EmailMultiAlternatives:
    """Tell the centre that a forum waits for its approval; raises LetterMoot once it does not."""
    forum = _forum(letter)
    if forum.state != ForumState.SUBMITTED:
        raise LetterMoot
    return _noticed(letter, _Notice(forum=forum, subject=gettext_lazy("Submitted"), template="forum_submitted"))


def forum_returned(letter: Letter) -> EmailMultiAlternatives:
    """Tell a forum's hosts that it was returned to them, with the remarks that are open; raises LetterMoot later on."""
    forum = _forum(letter)
    if forum.state != ForumState.RETURNED:
        raise LetterMoot
    remarks = Remark.objects.filter(forum=forum, closed_at=None).select_related("session", "talk", "forum")
    subject = gettext_lazy("Returned to you")
    return _noticed(
        letter, _Notice(forum=forum, subject=subject, template="forum_returned", context={"remarks": list(remarks)})
    )


def forum_reopened(letter: Letter) -> EmailMultiAlternatives:
    """Tell a forum's hosts until when they may edit it; raises LetterMoot if that has been ended."""
    forum = _forum(letter)
    if forum.reopened_until is None:
        raise LetterMoot
    return _noticed(letter, _Notice(forum=forum, subject=gettext_lazy("Reopened"), template="forum_reopened"))


def _forum(letter: Letter) -> Forum:
    forum = Forum.objects.select_related("conference").filter(pk=letter.subject_key).first()
    if forum is None:
        raise LetterMoot
    return forum


def _asked(letter: Letter) -> Asked:
    rows = ChangeRequest.objects.select_related("conference", "forum__conference", "session", "asked_by")
    request = rows.filter(pk=letter.subject_key).first()
    if request is None:
        raise LetterMoot
    return asked_in(request.conference, [request])[0]


def forum_reminder(letter: Letter) -> EmailMultiAlternatives:
    """Ask a secretary to complete and submit forums, saying what each lacks.

    Raises LetterMoot if none of them waits for the recipient any more.
    """
    conference = letter.conference
    keys = letter.context["forums"].split(",")
    rows = Forum.objects.filter(pk__in=keys, conference=conference, state__in=AWAITED)
    own = rows.filter(memberships__user=int(letter.subject_key), memberships__role=Role.FORUM_SECRETARY)
    forums = list(own.select_related("conference").order_by("number"))
    if conference is None or not forums:
        raise LetterMoot
    return _in_languages(letter, "forum_reminder", lambda: _reminder(conference, forums))


def _reminder(conference: Conference, forums: list[Forum]) -> _Page:
    complete = completeness_of(forums)
    deadline = conference.submit_by
    closes = min(max(deadline, forum.reopened_until or deadline) for forum in forums) if deadline else None
    context: dict[str, object] = {
        "rows": [{"forum": forum, "counts": counted(complete[forum.pk].missing).items()} for forum in forums],
        "where": conference.title.here,
        "closes": _moment(closes, conference) if closes else "",
        "link": _signing_in(conference),
        "accent": conference.accent,
    }
    numbers = listed(f"{forum.number:02} {forum.title.here}" for forum in forums)
    return _Page(subject=_("Please submit: %(forums)s") % {"forums": numbers}, context=context)


def _moment(instant: datetime, conference: Conference) -> str:
    local, language = instant.astimezone(conference.zone), get_language() or ""
    return f"{dates.day_and_weekday(local.date(), language)} {local:%H:%M}"
