"""Links from outside: which of them may become a link that somebody follows."""

import re

SCHEMES = frozenset(
    {"http", "https", "ftp", "mailto", "tel", "sip", "irc", "ircs", "xmpp", "matrix", "geo", "webcal", "rtsp"}
)
_SCRIPTING = frozenset(
    {
        "javascript",
        "vbscript",
        "livescript",
        "mocha",
        "data",
        "blob",
        "filesystem",
        "view-source",
        "jar",
        "about",
        "file",
    }
)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
"""Browsers ignore control characters and line breaks, so that `java\\nscript:` is a script, too."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")


def may_be_followed(link: str) -> bool:
    """Return whether a link is relative or leads to a place or person, and does not run as a script.

    Feeds have links of schemes that nobody knows any more (`dat://`): they are harmless if they name a host.
    """
    scheme, names_host = _scheme(link)
    return not scheme or scheme in SCHEMES or (names_host and scheme not in _SCRIPTING)


def runs_script(text: str) -> bool:
    """Return whether a text would run as a script, or as a page of its own, if it were made a link."""
    return _scheme(text)[0] in _SCRIPTING - {"about", "file"}


def _scheme(link: str) -> tuple[str, bool]:
    """Return the scheme in lower case, empty if there is none, and whether a host follows it."""
    found = _SCHEME.match(_IGNORED.sub("", link[:200]))
    return (found[1].lower(), bool(found[2])) if found else ("", False)
