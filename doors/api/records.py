"""The records of a door as JSON: read one by one, so that a bad one spoils no other."""

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

# Seen on a screen by whoever reviews: no control, bidi or zero-width characters.
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
        raise ValueError("not a time of our days")
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
    """Something was presented. `prefix` is there exactly when `reading` is "code"."""

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
        """The record, or what is wrong with it as a whole."""
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
    """Which verdict the person at the door saw, and whose it was."""

    kind: Literal["shown"]
    attempt: UUID
    verdict: Verdict
    reason: Reason
    decider: Decider

    def record(self) -> Shown:
        """The record."""
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
        """The record."""
        return Void(uuid=self.uuid, moment=self.moment, attempt=self.attempt)


class OverrideIn(_Record):
    """Somebody decided otherwise, or decided what the door asked, and says why."""

    kind: Literal["override"]
    attempt: UUID
    verdict: Verdict
    supervisor: Annotated[Words, StringConstraints(max_length=60)] = ""
    note: Annotated[Words, StringConstraints(min_length=1)]

    def record(self) -> Override:
        """The record."""
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
    """The shapes of a record as one JSON schema, whole in itself."""
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
    """The record in one item of a batch, or the first thing that is wrong with it."""
    try:
        return _reader.validate_python(item).record()
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        # The kind comes first in a place, for it chooses the shape.
        place = [str(part) for part in first["loc"] if part not in {"attempt", "shown", "void", "override"}]
        field = ".".join(place) or ("attempt" if len(first["loc"]) > 1 else "kind")
        return Problem(field=field, message=first["msg"])


def uuid_in(item: JsonValue) -> str:
    """What a malformed item calls itself, so that its device knows which one is meant; empty where it says nothing."""
    named = item.get("uuid") if isinstance(item, dict) else None
    return named[:36] if isinstance(named, str) and named.isascii() and named.isprintable() else ""
