"""Clean, check, read, search and sort the names of people (rules 2 and 6 of docs/domain.md)."""

from events.rules.names.advertising import advertising_in
from events.rules.names.cleaning import MAX_LENGTH, NameRefusal, NameRefused, clean_name, has_han, visible
from events.rules.names.crowded import companion_in, is_han_name, names_several
from events.rules.names.placeholders import is_placeholder
from events.rules.names.reading import (
    fold,
    fold_query,
    is_made_from,
    latin_name_for,
    needs_latin_name,
    search_keys,
    sort_pinyin,
    sounds,
    split_name,
)
from events.rules.names.sameness import has_variants, name_key, same_name
from events.rules.names.scripts import two_scripts

__all__ = [
    "MAX_LENGTH",
    "NameRefusal",
    "NameRefused",
    "advertising_in",
    "clean_name",
    "companion_in",
    "fold",
    "fold_query",
    "has_han",
    "has_variants",
    "is_han_name",
    "is_made_from",
    "is_placeholder",
    "latin_name_for",
    "name_key",
    "names_several",
    "needs_latin_name",
    "same_name",
    "search_keys",
    "sort_pinyin",
    "sounds",
    "split_name",
    "two_scripts",
    "visible",
]
