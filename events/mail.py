"""Letters of `events`: one function a letter, from its row to a message."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.models import Letter


def trial(letter: Letter) -> EmailMultiAlternatives:
    """The letter that shows an operator that mail goes out."""
    body = _("This letter was sent by the job queue of %(address)s. Mail works.") % {"address": settings.PUBLIC_URL}
    return EmailMultiAlternatives(_("Rostrum: a trial letter"), body, to=[letter.recipient])
