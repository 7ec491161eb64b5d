"""Parts of the API's schema: bilingual texts as JSON, and the answers to requests that are not granted."""

from dataclasses import dataclass

from ninja import Schema

from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOut:
    """A text in both languages; either may be empty."""

    zh: str
    en: str


def text_out(text: Text) -> TextOut:
    """Return a text in both languages, as JSON."""
    return TextOut(zh=text.zh, en=text.en)


class FaultOut(Schema):
    """Why a request was not granted, in a sentence or a word."""

    detail: str


class WrongShapeOut(Schema):
    """The body does not have the shape that the schema demands: messages by field."""

    detail: list[object]
    errors: dict[str, list[str]]


Answers = dict[int, type[Schema]]

_OUTAGES: Answers = {503: FaultOut, 507: FaultOut}


def faults(*statuses: int) -> Answers:
    """Return what an operation answers with these statuses, to a garbled request, and during an outage."""
    return dict.fromkeys((400, *statuses), FaultOut) | _OUTAGES


def faults_of_body(*statuses: int) -> Answers:
    """Return what an operation that takes a body answers: these statuses, and those for a body that cannot be taken.

    409 is for one that meets another just being stored.
    """
    return faults(409, 413, *statuses) | {422: WrongShapeOut}
