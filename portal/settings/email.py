"""Turning EMAIL_URL into Django's EMAIL_* settings."""

from collections.abc import Mapping
from urllib.parse import urlparse

import dj_email_url


def email_settings(url: str) -> Mapping[str, str | int | bool | None]:
    """Return Django's settings for a URL such as smtp+tls://user:password@host:587 or file:///a/folder."""
    parsed = urlparse(url)
    if parsed.scheme == "file":
        return {"EMAIL_BACKEND": "toolkit.mailbox.FolderBackend", "EMAIL_FILE_PATH": parsed.path}
    settings = dj_email_url.parse(url)
    return {**settings, "EMAIL_TIMEOUT": 20}
