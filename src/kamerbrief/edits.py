"""What a person may change of a fact, and how typed text becomes a value; shared by terminal and web page."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from kamerbrief.contract import (
    LARGEST_AMOUNT,
    Amount,
    Commitment,
    Entity,
    Percentage,
    Programme,
    Recommendation,
    Reference,
)
from kamerbrief.decisions import Fact
from kamerbrief.errors import StoreError

_MODELS: dict[str, type[BaseModel]] = {
    "amounts": Amount,
    "percentages": Percentage,
    "programmes": Programme,
    "recommendations": Recommendation,
    "commitments": Commitment,
    "references": Reference,
    "entities": Entity,
}
#: Attributes that follow from where a fact stands or that name other facts; they are not typed by hand.
_FIXED = frozenset(
    {"id", "evidence", "mentions", "reviewed", "table", "restates", "programmes", "commitments", "amounts", "finding"}
    | {"part_of", "response", "stance_evidence", "unit_in_last_place", "parent", "registered"}
)
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_YES, _NO = frozenset({"true", "yes", "ja", "1", "on"}), frozenset({"false", "no", "nee", "0", ""})


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute that can be edited: its name (``period.from_year`` for a part), its value as text, its choices."""

    name: str
    text: str
    choices: tuple[str, ...] = ()


def fields_of(kind: str, fact: Fact) -> list[Field]:
    """The attributes of a fact that a person may change, in the order of the schema."""
    return list(_fields(_MODELS[kind], fact, "")) if kind in _MODELS else []


def _fields(model: type[BaseModel], fact: Fact, prefix: str) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        if not prefix and name in _FIXED:
            continue
        shown = info.alias or name
        value = fact.get(shown)
        part = _part(info.annotation)
        if part is not None:
            yield from _fields(part, value or {}, f"{shown}.")
        else:
            yield Field(prefix + shown, as_text(value), _choices(info.annotation))


def _options(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in {Union, types.UnionType} else (annotation,)


def _part(annotation: Any) -> type[BaseModel] | None:
    for option in _options(annotation):
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None


def _choices(annotation: Any) -> tuple[str, ...]:
    options = _options(annotation)
    empty = ("",) if type(None) in options else ()
    for option in options:
        if isinstance(option, type) and issubclass(option, StrEnum):
            return (*empty, *(member.value for member in option))
        if option is bool:
            return ("true", "false")
    return ()


def as_text(value: Any) -> str:
    """A value as it is typed: empty for null, ``a; b`` for a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return str(value)


def edited(kind: str, fact: Fact, typed: Mapping[str, str]) -> Fact:
    """The attributes that differ from the fact's own after typing; part names (``period.from_year``) are put together.

    Raises StoreError for an attribute that the kind does not have, or a value that cannot be one.
    """
    known = {field.name: field for field in fields_of(kind, fact)}
    changed: Fact = {}
    for name, text in typed.items():
        if name not in known:
            raise StoreError(f"{name}: {kind} have no such attribute to edit; they have {', '.join(known)}")
        if text.strip() == known[name].text:
            continue
        whole, _, part = name.partition(".")
        value = _value(kind, name, text.strip())
        if part:
            changed[whole] = {**(fact.get(whole) or {}), **changed.get(whole, {}), part: value}
        else:
            changed[whole] = value
    return {name: _emptied(value) for name, value in changed.items()}


def _emptied(value: Any) -> Any:
    """Null for a part of which nothing is left."""
    return None if isinstance(value, dict) and all(item in (None, "") for item in value.values()) else value


def _value(kind: str, name: str, text: str) -> Any:
    model = _MODELS[kind]
    whole, _, part = name.partition(".")
    info = _info(model, whole)
    if part:
        owner = _part(info.annotation)
        info = _info(owner, part) if owner else info
    options = _options(info.annotation)
    if any(get_origin(option) is list for option in options):
        return [item.strip() for item in text.split(";") if item.strip()]
    if bool in options:
        return _yes_or_no(name, text)
    if not text:
        return None
    numbers = any(option is int or "Decimal" in str(option) for option in options)
    return _number(name, text) if numbers else text


def _info(model: type[BaseModel], name: str) -> Any:
    for field, info in model.model_fields.items():
        if name in {field, info.alias}:
            return info
    raise KeyError(name)


def _yes_or_no(name: str, text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise StoreError(f"{name}: '{text}' is neither yes nor no")
    return text.lower() in _YES


def _number(name: str, text: str) -> int | float:
    """A figure as people type it: 12500000, 12.500.000, 12,5 or 12.5; in whole units, not in millions."""
    plain = text.replace("€", "").replace(" ", "")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if not _NUMBER.fullmatch(plain):
        raise StoreError(f"{name}: '{text}' is no figure; write whole units, such as 12500000 or 12.500.000")
    value = Decimal(plain.replace(",", "."))
    if abs(value) > LARGEST_AMOUNT:
        raise StoreError(f"{name}: '{text}' is larger than any amount; write whole units, such as 12500000")
    return int(value) if value == value.to_integral_value() else float(value)
