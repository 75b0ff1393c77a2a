"""Write frozen dataclasses as plain JSON and read them back, equal."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Value = TypeVar("Value")


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
        return cast(Value, _decode(kind, source))
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
def _hints(kind: type) -> Mapping[str, object]:
    return get_type_hints(kind)


def _decode(kind: object, source: Json) -> object:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode_union(get_args(kind), source)
    if origin is tuple:
        return _decode_tuple(get_args(kind), source)
    if not isinstance(kind, type):
        raise TypeError(f"{kind} cannot be read")
    if is_dataclass(kind):
        return _decode_dataclass(kind, source)
    if issubclass(kind, date):
        return kind.fromisoformat(cast(str, source))
    if issubclass(kind, Enum):
        return kind(source)
    if type(source) is not kind and not (kind is float and type(source) is int):
        raise TypeError(f"{source!r} is no {kind.__name__}")
    return source


def _decode_dataclass(kind: type, source: Json) -> object:
    if not isinstance(source, Mapping):
        raise TypeError(f"{source!r} is no object")
    hints = _hints(kind)
    unknown = source.keys() - hints.keys()
    if unknown:
        raise KeyError(f"unknown {sorted(unknown)}")
    return kind(
        **{
            field.name: _decode(hints[field.name], source[field.name])
            for field in fields(kind)
            if field.init and (field.name in source or _is_needed(field))
        }
    )


def _is_needed(field: "Field[object]") -> bool:
    """Tell whether a field has no default: what was written before it came is read without it."""
    return field.default is MISSING and field.default_factory is MISSING


def _decode_tuple(parts: tuple[object, ...], source: Json) -> tuple[object, ...]:
    if not isinstance(source, Sequence) or isinstance(source, str):
        raise TypeError(f"{source!r} is no list")
    if parts[-1] is Ellipsis:
        return tuple(_decode(parts[0], part) for part in source)
    return tuple(_decode(kind, part) for kind, part in zip(parts, source, strict=True))


def _decode_union(kinds: tuple[object, ...], source: Json) -> object:
    """Choose among classes by the field `block`, among plain values by their type."""
    if source is None:
        if NoneType not in kinds:
            raise TypeError("nothing where something is needed")
        return None
    present = [kind for kind in kinds if kind is not NoneType]
    if len(present) == 1:
        return _decode(present[0], source)
    if isinstance(source, Mapping):
        return _decode(_by_block(present, source["block"]), source)
    if type(source) not in present:
        raise TypeError(f"{source!r} is none of {present}")
    return source


def _by_block(kinds: list[object], block: Json) -> type:
    for kind in kinds:
        if isinstance(kind, type) and getattr(kind, "block", None) == block:
            return kind
    raise KeyError(f"unknown block {block!r}")
