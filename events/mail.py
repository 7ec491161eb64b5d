"""Letters of `events`: each function turns the row of a letter into a message."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events.extensions import LetterMoot
from events.models import Letter, Membership

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
    languages = BOTH if letter.context.get("is_bilingual") else (letter.language,)
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
