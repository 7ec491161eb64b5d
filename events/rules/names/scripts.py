"""Recognise a name given in two scripts in one field: 王伟 Wei Wang, 王伟（WANG Wei）, Wang Wei / 王伟."""

import re

from events.rules.names.cleaning import HAN, visible
from events.rules.names.reading import fold, search_keys, split_name

_LATIN = r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f .,'’-]*[A-Za-z\u00c0-\u024f.]"
_BOTH_WAYS = (
    re.compile(rf"(?P<han>[{HAN}][{HAN}· ]*)\s*[(（/／|]?\s*(?P<latin>{_LATIN})\s*[)）]?"),
    re.compile(rf"(?P<latin>{_LATIN})\s*[(（/／|]?\s*(?P<han>[{HAN}][{HAN}· ]*)[)）]?"),
)


def two_scripts(text: str) -> tuple[str, str] | None:
    """Return the Han and the Latin name if the Latin one contains a reading of the family name, else None.

    So a nickname or a title is not mistaken for the name: 王伟 Vivian, 王伟 PhD.
    """
    found = next((match for pattern in _BOTH_WAYS if (match := pattern.fullmatch(visible(text)))), None)
    if found is None:
        return None
    han, latin = found["han"].replace(" ", ""), found["latin"]
    family = split_name(han)[0]
    readings = [key for key in search_keys(family or han).split() if key.isascii() and len(key) > 1]
    return (han, latin) if any(reading in fold(latin).split() for reading in readings) else None
