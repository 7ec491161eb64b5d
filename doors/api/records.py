"""Reading records from JSON, one by one, so that a malformed one does not affect the others."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationError,
)
from pydantic.types import StringConstraints

from doors.rules.admission import Direction, Reason, Verdict
from doors.rules.scans import Attempt, Decider, Moment, Override, Problem, Reading, Record, Shown, Void

# Reviewers see these on a screen: no control, bidirectional or zero-width characters.
Words = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]*$",
    ),
]


def _near(instant: datetime) -> datetime:
    if not 2000 <= instant.year < 2200:
        raise ValueError("not between the years 2000 and 2200")
    return instant


Instant = Annotated[AwareDatetime, AfterValidator(_near)]
Milliseconds = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    uuid: UUID
    device_time: Instant
    clock_offset_ms: Milliseconds = 0
    last_contact: Instant | None = None
    monotonic_ms: Milliseconds | None = None

    @property
    def moment(self) -> Moment:
        return Moment(
            device_at=self.device_time,
            offset=timedelta(milliseconds=self.clock_offset_ms),
            last_contact_at=self.last_contact,
            monotonic_ms=self.monotonic_ms,
        )


class AttemptIn(_Record):
    """Something was presented. `prefix` is given if and only if `reading` is "code"."""

    kind: Literal["attempt"]
    checkpoint: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,16}$")]
    direction: Direction = Direction.IN
    reading: Reading = Reading.CODE
    day: date
    prefix: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{16})?$")] = ""
    verdict: Verdict | None = None
    reason: Reason | None = None
    list_version: Annotated[int, Field(ge=0, le=2**53)] | None = None
    practice: bool = False
    source: Literal["camera", "typed", "wedge"] = "camera"

    def record(self) -> Attempt | Problem:
        """Return the record, or the problem if its fields contradict each other."""
        if bool(self.prefix) != (self.reading is Reading.CODE):
            return Problem(field="prefix", message="16 hexadecimal digits when a code was read, and none otherwise.")
        if (self.verdict is None) != (self.reason is None):
            return Problem(field="reason", message="A verdict has a reason, and a reason a verdict.")
        return Attempt(
            uuid=self.uuid,
            moment=self.moment,
            checkpoint=self.checkpoint,
            direction=self.direction,
            reading=self.reading,
            day=self.day,
            prefix=self.prefix,
            local_verdict=self.verdict,
            local_reason=self.reason,
            list_version=self.list_version,
            is_practice=self.practice,
            source=self.source,
        )


class ShownIn(_Record):
    """The verdict that staff saw, and who decided it."""

    kind: Literal["shown"]
    attempt: UUID
    verdict: Verdict
    reason: Reason
    decider: Decider

    def record(self) -> Shown:
        return Shown(
            uuid=self.uuid,
            moment=self.moment,
            attempt=self.attempt,
            verdict=self.verdict,
            reason=self.reason,
            decider=self.decider,
        )


class VoidIn(_Record):
    """The attempt was undone on the spot."""

    kind: Literal["void"]
    attempt: UUID

    def record(self) -> Void:
        return Void(uuid=self.uuid, moment=self.moment, attempt=self.attempt)


class OverrideIn(_Record):
    """A person decided against the verdict, or answered a door that asked; with the reason."""

    kind: Literal["override"]
    attempt: UUID
    verdict: Verdict
    supervisor: Annotated[Words, StringConstraints(max_length=60)] = ""
    note: Annotated[Words, StringConstraints(min_length=1)]

    def record(self) -> Override:
        return Override(
            uuid=self.uuid,
            moment=self.moment,
            attempt=self.attempt,
            verdict=self.verdict,
            supervisor=self.supervisor,
            note=self.note,
        )


JsonDict = dict[str, JsonValue]
RecordIn = Annotated[AttemptIn | ShownIn | VoidIn | OverrideIn, Field(discriminator="kind")]
_reader: TypeAdapter[AttemptIn | ShownIn | VoidIn | OverrideIn] = TypeAdapter(RecordIn)


def schema_of_records() -> JsonDict:
    """Return one JSON schema of all kinds of record, with every reference resolved."""
    schema = _reader.json_schema()
    definitions = schema.pop("$defs")
    schema.pop("discriminator")

    def whole(part: JsonValue) -> JsonValue:
        if isinstance(part, dict):
            named = part.get("$ref")
            if isinstance(named, str):
                return whole(definitions[named.rsplit("/", 1)[-1]])
            return {key: whole(value) for key, value in part.items()}
        return [whole(value) for value in part] if isinstance(part, list) else part

    return {key: whole(value) for key, value in schema.items()}


def read_record(item: JsonValue) -> Record | Problem:
    """Return the record in one item of a batch, or the first problem found in it."""
    try:
        return _reader.validate_python(item).record()
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        # Pydantic puts the kind into the location, because the kind selects the schema.
        place = [str(part) for part in first["loc"] if part not in {"attempt", "shown", "void", "override"}]
        field = ".".join(place) or ("attempt" if len(first["loc"]) > 1 else "kind")
        return Problem(field=field, message=first["msg"])


def uuid_in(item: JsonValue) -> str:
    """Return the UUID that a malformed item gives, so that the device can tell which one is meant; empty if none."""
    named = item.get("uuid") if isinstance(item, dict) else None
    return named[:36] if isinstance(named, str) and named.isascii() and named.isprintable() else ""
