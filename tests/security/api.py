"""Bodies that the API's own description forbids, and those it allows with nasty words in them."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

Schema = Mapping[str, JsonValue]
WRONG: dict[str, Sequence[JsonValue]] = {
    "string": [1, True, None, ["x"], {"x": 1}, "\ud83d"],
    "integer": ["x", 1.5, True, None, [1], 10**30, "9" * 5000],
    "number": ["x", None, [1], {"x": 1}, 10**400],
    "boolean": ["perhaps", 7, None, [True]],
    "array": ["x", 1, None, {"x": 1}],
    "object": ["x", 1, None, ["x"]],
}
"""Values of another kind than the description names."""
OTHER_BODIES: Sequence[JsonValue] = ["x", 1, None, [], [{}], {}, True]


def broken_bodies(schema: Schema, good: Mapping[str, JsonValue], texts: Sequence[str]) -> Iterator[JsonValue]:
    """What to send for a body of this shape: each wrong or nasty in one place, which `good` fills in rightly."""
    yield from OTHER_BODIES
    properties = schema["properties"]
    assert isinstance(properties, dict)
    for name, part in properties.items():
        assert isinstance(part, dict)
        for value in WRONG.get(str(part.get("type")), WRONG["string"]):
            yield {**good, name: value}
        yield {key: value for key, value in good.items() if key != name}
    # In each round every field has another text; after the last one every field has had every text.
    for turn in range(len(texts)):
        yield {**good, **{name: texts[(turn + place) % len(texts)] for place, name in enumerate(properties)}}
    yield {**good, "x" * 5000: 1, "__class__": {}, "": None}


def bodies_of(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Every operation that takes a body: its method, its path, the body's shape."""
    paths = document["paths"]
    assert isinstance(paths, dict)
    for path, operations in paths.items():
        for method, operation in dict(operations).items():  # type: ignore[arg-type] # an object, by the standard
            name = str(_dig(operation, "requestBody", "content", "application/json", "schema", "$ref"))
            schema = _dig(document, "components", "schemas", name.rpartition("/")[2])
            if isinstance(schema, dict):
                yield method, path, schema


def shapes_of_records(document: Schema) -> list[Schema]:
    """The kinds of records in a door's batch."""
    kinds = _dig(document, "components", "schemas", "ScansIn", "properties", "records", "items", "oneOf")
    assert isinstance(kinds, list)
    return [kind for kind in kinds if isinstance(kind, dict)]


def _dig(value: JsonValue | Schema, *path: str) -> JsonValue | Schema:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
