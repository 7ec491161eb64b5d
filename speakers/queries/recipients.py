"""People on stage whom a release concerns."""

from collections.abc import Iterator

from events.extensions import ReleaseRecipient
from events.models import Conference
from events.rules.names import has_han, is_placeholder
from events.rules.notices import Difference, stage_notices
from speakers.models import Speaker
from toolkit.text import ENGLISH, Text


def stage_recipients(conference: Conference, difference: Difference) -> Iterator[ReleaseRecipient]:
    """Yield the people whose places on stage have changed, also those who have left it. One query.

    Nobody is yielded whose record is gone. The language is that of the account; without one, letters to people whose
    name has no Chinese characters are in English, and others in both languages.
    """
    notices = stage_notices(difference)
    if not notices:
        return
    rows = Speaker.objects.filter(conference=conference).order_by("pk")
    for code, name, name_latin, address, account, language in rows.values_list(
        "code", "person__name", "person__name_latin", "person__email", "person__user__email", "person__user__language"
    ):
        if code in notices and not is_placeholder(name):
            yield ReleaseRecipient(
                key=f"speaker:{code}",
                speaker=code,
                name=Text(zh=name, en=name_latin or name),
                address=address or account or "",
                language=language or ("" if has_han(name) else ENGLISH),
                notices=notices[code],
            )
