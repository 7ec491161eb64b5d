"""The endpoint that takes records from devices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import Router, Schema
from ninja.errors import AuthenticationError
from pydantic import Field, JsonValue, TypeAdapter, WithJsonSchema

from doors.access import UnknownDevice
from doors.api.keys import KeyRequest, KnownKey
from doors.api.records import read_record, schema_of_records, uuid_in
from doors.operations.checkin import record_scans
from doors.queries.doors import Pass
from doors.rules.admission import PreviousEntry
from doors.rules.scans import Answer, Attempt, Holder, Problem, Record, RecordOutcome
from toolkit import clock
from toolkit.schemas import TextOut, faults_of_body, text_out
from toolkit.text import Text

LARGEST_BATCH = 500

router = Router(tags=["door"])


class ScansIn(Schema):
    """A batch of records. Each is read and answered by itself, so that a malformed one does not affect the others."""

    records: Annotated[
        list[JsonValue],
        Field(max_length=LARGEST_BATCH),
        WithJsonSchema({"type": "array", "maxItems": LARGEST_BATCH, "items": schema_of_records()}),
    ]


# What is answered is made of plain dataclasses: validating our own answer costs more than deciding it.
@dataclass(frozen=True, kw_only=True)
class PersonOut:
    """The badge's holder, as the scanner shows them."""

    name: str
    name_latin: str
    institution: TextOut
    category: TextOut
    number: str


@dataclass(frozen=True, kw_only=True)
class PreviousOut:
    """The person's entry before this one: when, through which checkpoint, by which device."""

    at: datetime
    door: TextOut
    scanner: str


@dataclass(frozen=True, kw_only=True)
class ProblemOut:
    """What is wrong with a malformed record."""

    field: str
    message: str


@dataclass(frozen=True, kw_only=True)
class AnswerOut:
    """The answer to one record. `uuid` is the record's own."""

    uuid: str
    outcome: RecordOutcome
    verdict: str | None = None
    reason: str | None = None
    noted: bool = False
    person: PersonOut | None = None
    previous: PreviousOut | None = None
    problem: ProblemOut | None = None


@dataclass(frozen=True, kw_only=True)
class ScansOut:
    """One answer for each record, in the same order."""

    server_time: datetime
    revoked: bool
    answers: list[AnswerOut]


_said: TypeAdapter[ScansOut] = TypeAdapter(ScansOut)


@router.post(
    "/scans", response={200: ScansOut} | faults_of_body(401), auth=KnownKey(), summary="Keep records of a door"
)
def scans(request: KeyRequest, body: ScansIn) -> HttpResponse:
    """Store a batch of records (attempt, shown, void, override), decide every attempt, and answer each by itself.

    Idempotent by UUID: a record that is sent again gets the same answer and changes nothing. A malformed record is
    answered `malformed` with the field and a message, and does not affect the others.
    """
    now = clock.now()
    read = [read_record(item) for item in body.records]
    good: list[Record] = [each for each in read if not isinstance(each, Problem)]
    try:
        settled = record_scans(request.auth, good, now=now)
    except UnknownDevice as unknown:
        raise AuthenticationError from unknown
    answers = (_answer(answer, record, settled.device) for answer, record in zip(settled.answers, good, strict=True))
    items = zip(body.records, read, strict=True)
    said = ScansOut(
        server_time=now,
        revoked=settled.device.is_revoked,
        answers=[_malformed(item, each) if isinstance(each, Problem) else next(answers) for item, each in items],
    )
    return HttpResponse(_said.dump_json(said), content_type="application/json")


def _malformed(item: JsonValue, problem: Problem) -> AnswerOut:
    return AnswerOut(uuid=uuid_in(item), outcome=RecordOutcome.MALFORMED, problem=_problem(problem))


def _answer(answer: Answer, record: Record, device: Pass) -> AnswerOut:
    return AnswerOut(
        uuid=str(answer.uuid),
        outcome=answer.outcome,
        verdict=answer.verdict and answer.verdict.value,
        reason=answer.reason and answer.reason.value,
        noted=answer.noted,
        person=_person(answer.holder) if answer.holder else None,
        previous=_previous(answer.previous, record, device) if answer.previous else None,
        problem=_problem(answer.problem) if answer.problem else None,
    )


def _previous(entry: PreviousEntry, record: Record, device: Pass) -> PreviousOut:
    """Return the entry before, which was at the attempt's own checkpoint: entries elsewhere do not count."""
    door = device.doors.get(record.checkpoint) if isinstance(record, Attempt) else None
    return PreviousOut(at=entry.at, door=text_out(door.name if door else Text()), scanner=entry.scanner)


def _person(holder: Holder) -> PersonOut:
    return PersonOut(
        name=holder.name,
        name_latin=holder.name_latin,
        institution=text_out(holder.institution),
        category=text_out(holder.category_name),
        number=holder.number,
    )


def _problem(problem: Problem) -> ProblemOut:
    return ProblemOut(field=problem.field, message=problem.message)
