"""A mailbox that takes its time, so that a worker can be killed before and after a letter is handed over."""

import time
from collections.abc import Sequence

from django.core.mail.message import EmailMessage

from toolkit.mailbox import FolderBackend

PAUSE = 0.1
"""Seconds before and after the letter is written."""


class SlowFolderBackend(FolderBackend):
    """Pauses on both sides of the moment that counts."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes the messages; how many."""
        time.sleep(PAUSE)
        count = super().send_messages(email_messages)
        time.sleep(PAUSE)
        return count
