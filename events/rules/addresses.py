"""Slugs that a conference may have in its URLs."""

RESERVED = frozenset(
    {
        "accounts", "admin", "api", "console", "conferences", "door", "en", "healthz", "jobs", "mailbox", "media",
        "new", "organisations", "static", "zh", "zh-hans",
    }
)  # fmt: skip
"""First path segments of the portal's own URLs."""


def may_be_slug(slug: str) -> bool:
    """Return whether the slug is in lower case and not reserved."""
    return slug == slug.lower() and slug not in RESERVED
