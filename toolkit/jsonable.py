"""The type of the values that JSON can hold."""

from collections.abc import Mapping, Sequence

Jsonable = str | int | float | bool | None | Sequence["Jsonable"] | Mapping[str, "Jsonable"]
