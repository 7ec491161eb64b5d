"""Request bodies that violate the API's schema, and valid ones with hostile strings."""

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
"""Values of a type other than the schema's."""
OTHER_BODIES: Sequence[JsonValue] = ["x", 1, None, [], [{}], {}, True]


def broken_bodies(schema: Schema, good: Mapping[str, JsonValue], texts: Sequence[str]) -> Iterator[JsonValue]:
    """Yield request bodies of this shape, each invalid or hostile in one place and otherwise filled in from `good`."""
    yield from OTHER_BODIES
    properties = schema["properties"]
    assert isinstance(properties, dict)
    for name, part in properties.items():
        assert isinstance(part, dict)
        for value in WRONG.get(str(part.get("type")), WRONG["string"]):
            yield {**good, name: value}
        yield {key: value for key, value in good.items() if key != name}
    # Every field gets a different text in each round, so after the last round it has had all of them.
    for turn in range(len(texts)):
        yield {**good, **{name: texts[(turn + place) % len(texts)] for place, name in enumerate(properties)}}
    yield {**good, "x" * 5000: 1, "__class__": {}, "": None}


def bodies_of(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Yield method, path and body schema of every operation that takes a body."""
    paths = document["paths"]
    assert isinstance(paths, dict)
    for path, operations in paths.items():
        for method, operation in dict(operations).items():  # type: ignore[arg-type] # OpenAPI says it is an object
            name = str(_dig(operation, "requestBody", "content", "application/json", "schema", "$ref"))
            schema = _dig(document, "components", "schemas", name.rpartition("/")[2])
            if isinstance(schema, dict):
                yield method, path, schema


def shapes_of_records(document: Schema) -> list[Schema]:
    """Return the schemas of the record kinds in a door's batch."""
    kinds = _dig(document, "components", "schemas", "ScansIn", "properties", "records", "items", "oneOf")
    assert isinstance(kinds, list)
    return [kind for kind in kinds if isinstance(kind, dict)]


def _dig(value: JsonValue | Schema, *path: str) -> JsonValue | Schema:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
