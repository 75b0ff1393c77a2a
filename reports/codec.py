"""Write frozen dataclasses as plain JSON and read them back, equal."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Value = TypeVar("Value")
Reader: TypeAlias = Callable[[Json], object]


class UnreadableError(ValueError):
    """Raised for JSON that is not what the class says."""


def encode(value: object, /) -> Json:
    """Turn a frozen dataclass and all that it holds into JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return cast(str, value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encode(part) for part in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise UnreadableError(f"A {type(value).__name__} has no JSON form here.")


def decode(kind: type[Value], source: Json, /) -> Value:
    """Read what `encode` wrote. Raises UnreadableError where the source does not fit the class."""
    try:
        return cast(Value, _reader(cast(object, kind))(source))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(f"This is no {kind.__name__}: {error}") from error


def canonical(value: Json, /) -> bytes:
    """Print JSON in the one form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sha256(value: Json, /) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


@cache
def _reader(kind: object) -> Reader:
    """Make the function that reads one type; a class is taken apart once, not at each value."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _union_reader(get_args(kind))
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if not isinstance(kind, type):
        raise TypeError(f"{kind} cannot be read")
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if issubclass(kind, date):
        return lambda source: kind.fromisoformat(cast(str, source))
    if issubclass(kind, Enum):
        return kind
    return _plain_reader(kind)


def _plain_reader(kind: type) -> Reader:
    allowed = (float, int) if kind is float else (kind,)

    def read(source: Json) -> object:
        if type(source) not in allowed:
            raise TypeError(f"{source!r} is no {kind.__name__}")
        return source

    return read


def _dataclass_reader(kind: type) -> Reader:
    hints = get_type_hints(kind)
    read_by_name = {field.name: _reader(hints[field.name]) for field in fields(kind) if field.init}
    needed = [field.name for field in fields(kind) if field.init and _is_needed(field)]

    def read(source: Json) -> object:
        if not isinstance(source, Mapping):
            raise TypeError(f"{source!r} is no object")
        unknown = source.keys() - hints.keys()
        if unknown:
            raise KeyError(f"unknown {sorted(unknown)}")
        lacking = [name for name in needed if name not in source]
        if lacking:
            raise KeyError(f"no {lacking}")
        return kind(
            **{name: read_by_name[name](source[name]) for name in source if name in read_by_name}
        )

    return read


def _is_needed(field: "Field[object]") -> bool:
    """Tell whether a field has no default: what was written before it came is read without it."""
    return field.default is MISSING and field.default_factory is MISSING


def _tuple_reader(parts: tuple[object, ...]) -> Reader:
    readers = [_reader(part) for part in parts if part is not Ellipsis]
    is_open = parts[-1] is Ellipsis

    def read(source: Json) -> object:
        if not isinstance(source, Sequence) or isinstance(source, str):
            raise TypeError(f"{source!r} is no list")
        if is_open:
            return tuple(map(readers[0], source))
        return tuple(each(part) for each, part in zip(readers, source, strict=True))

    return read


def _union_reader(kinds: tuple[object, ...]) -> Reader:
    """Read None where it may be, else what the other types of the union say."""
    present = [kind for kind in kinds if kind is not NoneType]
    inner = _reader(present[0]) if len(present) == 1 else _choosing_reader(present)

    def read(source: Json) -> object:
        if source is not None:
            return inner(source)
        if len(present) == len(kinds):
            raise TypeError("nothing where something is needed")
        return None

    return read


def _choosing_reader(kinds: list[object]) -> Reader:
    """Choose among classes by the field `block`, among plain values by their type."""
    by_block = {getattr(kind, "block", None): _reader(kind) for kind in kinds}

    def read(source: Json) -> object:
        if not isinstance(source, Mapping):
            if type(source) not in kinds:
                raise TypeError(f"{source!r} is none of {kinds}")
            return source
        if source["block"] not in by_block:
            raise KeyError(f"unknown block {source['block']!r}")
        return by_block[source["block"]](source)

    return read
