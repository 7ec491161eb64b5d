"""What a conference may be called in addresses."""

RESERVED = frozenset(
    {
        "accounts", "admin", "api", "console", "conferences", "door", "en", "healthz", "jobs", "mailbox", "media",
        "new", "organisations", "static", "zh", "zh-hans",
    }
)  # fmt: skip
"""Words that the portal itself uses in addresses."""


def may_be_slug(slug: str) -> bool:
    """Whether a conference may have this slug: lower case, not a word of the portal's own."""
    return slug == slug.lower() and slug not in RESERVED
