"""A slow mail backend, so that a worker can be killed just before or just after a letter is handed over."""

import time
from collections.abc import Sequence

from django.core.mail.message import EmailMessage

from toolkit.mailbox import FolderBackend

PAUSE = 0.1
"""Seconds before and after the letter is written."""


class SlowFolderBackend(FolderBackend):
    """Pauses before and after writing the letters."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages and return their number."""
        time.sleep(PAUSE)
        count = super().send_messages(email_messages)
        time.sleep(PAUSE)
        return count
