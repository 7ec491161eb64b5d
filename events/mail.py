"""Letters of `events`: each function turns the row of a letter into a message."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.extensions import LetterMoot
from events.models import ChangeRequest, Forum, Letter, Membership, Remark
from events.queries.requests import Asked, asked_in
from events.rules.forums import ForumState, RequestState

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
    languages = _languages(letter)
    subjects, texts, parts = [], [], []
    for language in languages:
        with translation.override(language):
            context = _invitation(member, letter)
            subjects.append(_("You are on the team: %(where)s") % {"where": context["where"]})
            texts.append(render_to_string("events/mail/team_invited.txt", context).strip())
            parts.append(render_to_string("events/mail/team_invited_part.html", context))
    message = EmailMultiAlternatives(" / ".join(subjects), "\n\n— — —\n\n".join(texts), to=[letter.recipient])
    page = {"parts": parts, "language": languages[0], "subject": subjects[0]}
    message.attach_alternative(render_to_string("events/mail/team_invited.html", page), "text/html")
    return message


def _languages(letter: Letter) -> tuple[str, ...]:
    return BOTH if letter.context.get("is_bilingual") else (letter.language,)


def _invitation(member: Membership, letter: Letter) -> dict[str, object]:
    conference = member.conference
    first = reverse("console_enter", args=[conference.slug]) if conference else reverse("console")
    sign_in = reverse("account_request_login_code")
    return {
        "member": member,
        "where": (conference.title if conference else member.organisation.name).here,
        "by": letter.asked_by,
        "link": f"{settings.PUBLIC_URL}{sign_in}?next={first}",
        "accent": conference.accent if conference else "#0E4B4D",
    }


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
