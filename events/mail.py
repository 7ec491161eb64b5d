"""Letters of `events`: each function turns the row of a letter into a message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.extensions import LetterMoot
from events.models import ChangeRequest, Conference, Forum, Letter, Membership, Remark
from events.queries.completeness import completeness_of
from events.queries.requests import Asked, asked_in
from events.rules.board import AWAITED, counted
from events.rules.forums import ForumState, RequestState
from events.rules.office.roles import Role
from toolkit import dates
from toolkit.lists import listed

BOTH = ("zh-hans", "en")
"""The languages of a letter to somebody whose language is unknown."""


def trial(letter: Letter) -> EmailMultiAlternatives:
    """Compose the letter with which an operator checks that mail is sent."""
    body = _("This letter was sent by the job queue of %(address)s. Mail works.") % {"address": settings.PUBLIC_URL}
    return EmailMultiAlternatives(_("Rostrum: a trial letter"), body, to=[letter.recipient])


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
    closes = conference.submit_by
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
