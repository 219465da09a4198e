"""What a person may change of a fact, and how typed text becomes a value; shared by terminal and web page.

What is typed is checked like a fact that was found: by the type of the attribute, and by what such a value can be.
"""

from __future__ import annotations

import datetime
import re
import types
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from kamerbrief.contract import LARGEST_AMOUNT
from kamerbrief.contract.base import Fact as TypedFact
from kamerbrief.contract.links import links_of
from kamerbrief.decisions.ground import own_words
from kamerbrief.decisions.model import LETTER, MODELS
from kamerbrief.decisions.plain import Fact
from kamerbrief.errors import FieldError
from kamerbrief.letter import Evidence
from kamerbrief.lexicon import load

#: Kinds whose facts are not edited: a field of the letterhead, and what the program itself computed.
_NOT_EDITED = frozenset({LETTER, "checks"})
#: Attributes that follow from where a fact stands or how it was found; they are not typed by hand.
_FIXED = frozenset({"id", "reviewed", "table", "registered", "method", "probability", "counts", "unit_in_last_place"})
#: What a letter of our time can speak of.
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
#: Most characters of one attribute.
_LONGEST = 2_000
#: Digits that survive in JSON numbers and in every table that is exported.
_DIGITS = 15
_MINUS = re.compile(r"[-−–]\s*(?:€|EUR)?\s*\d|\bmin(?:us)?\b")
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
    return [] if kind in _NOT_EDITED else list(_fields(MODELS[kind], fact, ""))


def _fields(model: type[BaseModel], fact: Fact, prefix: str) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        if not prefix and (name in _FIXED or name in links_of(model) or _shows(info.annotation)):
            continue
        shown = info.alias or name
        value = fact.get(shown)
        part = _part(info.annotation)
        if part is not None:
            yield from _fields(part, value or {}, f"{shown}.")
        else:
            yield Field(prefix + shown, as_text(value), _choices(info.annotation))


def _shows(annotation: Any) -> bool:
    """True for evidence, and for lists and tables of it."""
    return annotation is Evidence or any(_shows(part) for part in get_args(annotation))


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

    Raises FieldError for an attribute that the kind does not have, or a value that cannot be one.
    """
    known = {field.name: field for field in fields_of(kind, fact)}
    changed: Fact = {}
    for name, text in typed.items():
        if name not in known:
            raise FieldError(
                name,
                f"{kind} have no such attribute to edit; they have {', '.join(known) or 'none'}",
                "unknown_attribute",
            )
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
    model = MODELS[kind]
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
        raise FieldError(name, f"'{text}' is neither yes nor no", "not_yes_or_no", text)
    return text.lower() in _YES


def _number(name: str, text: str) -> int | float:
    """A figure as people type it: 12500000, 12.500.000, 12,5 or 12.5; in whole units, not in millions."""
    plain = text.replace("€", "").replace(" ", "")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if not _NUMBER.fullmatch(plain):
        raise FieldError(
            name, f"'{text}' is no figure; write whole units, such as 12500000 or 12.500.000", "no_figure", text
        )
    value = Decimal(plain.replace(",", "."))
    if abs(value) > LARGEST_AMOUNT:
        raise FieldError(
            name, f"'{text}' is larger than any amount; write whole units, such as 12500000", "too_large", text
        )
    return int(value) if value == value.to_integral_value() else float(value)


def with_values(kind: str, fact: TypedFact, values: Mapping[str, Any]) -> TypedFact:
    """The fact with these attributes, each checked. Raises FieldError for one that it cannot have."""
    model = type(fact)
    editable = {field.name.partition(".")[0] for field in fields_of(kind, fact.model_dump(mode="json"))}
    changed: dict[str, Any] = {}
    for shown, value in values.items():
        if shown not in editable:
            raise FieldError(
                shown,
                f"{kind} have no such attribute to edit; they have {', '.join(sorted(editable))}",
                "unknown_attribute",
            )
        name = next(n for n, info in model.model_fields.items() if shown in {n, info.alias})
        changed[name] = _typed(shown, model.model_fields[name].annotation, value)
    made = fact.model_copy(update=changed)
    for name in changed:
        _check(made, name, getattr(made, name))
    _check_range(made, changed)
    return made


def _typed(name: str, annotation: Any, value: Any) -> Any:
    try:
        return TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        inside = [str(part) for part in first["loc"] if isinstance(part, str) and part.islower()]
        part = f"{name}.{inside[-1]}" if inside and isinstance(value, dict) else name
        raise FieldError(
            part, f"'{first['input']}' cannot be its value ({first['msg'].lower()})", "cannot_be", first["input"]
        ) from error


def _check(fact: TypedFact, name: str, value: Any) -> None:
    """Raises FieldError for a value that no letter can mean or that what is exported cannot hold."""
    if isinstance(value, BaseModel):
        for part, info in type(value).model_fields.items():
            _check(fact, f"{name}.{info.alias or part}", getattr(value, part))
    elif isinstance(value, list):
        for item in value:
            _check(fact, name, item)
    elif isinstance(value, Decimal):
        _check_figure(fact, name, value)
    elif isinstance(value, datetime.date) or (isinstance(value, int) and name.endswith("year")):
        year = value if isinstance(value, int) else value.year
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise FieldError(
                name, f"{year} is no year from {_FIRST_YEAR} to {_LAST_YEAR}", "no_year", year, _FIRST_YEAR, _LAST_YEAR
            )
    elif isinstance(value, str):
        _check_text(name, value)


def _check_figure(fact: TypedFact, name: str, value: Decimal) -> None:
    if not value.is_finite() or abs(value) > LARGEST_AMOUNT:
        raise FieldError(
            name, f"'{value}' is larger than any amount; write whole units, such as 12500000", "too_large", value
        )
    if len(value.normalize().as_tuple().digits) > _DIGITS or Decimal(str(float(value))) != value:
        raise FieldError(name, f"'{value}' has more digits than can be kept", "too_many_digits", value)
    if value < 0 and not any(_MINUS.search(words.text) for words in own_words(fact)):
        raise FieldError(name, f"'{value}' is below zero, and the letter states no minus", "below_zero", value)


@cache
def _currencies() -> frozenset[str]:
    return frozenset(code for codes in load("currencies").values() for code in codes)


def _check_text(name: str, value: str) -> None:
    if name == "currency" and value not in _currencies():
        raise FieldError(name, f"'{value}' is no currency code of ISO 4217, such as EUR", "no_currency", value)
    if len(value) > _LONGEST or any(unicodedata.category(c) in {"Cc", "Cs", "Co"} for c in value):
        raise FieldError(name, f"a text of one line, of {_LONGEST} characters at most, is wanted", "too_long", _LONGEST)


def _check_range(fact: TypedFact, changed: Mapping[str, Any]) -> None:
    """The ends of ranges in order, and either one value or a range."""
    period, due = getattr(fact, "period", None), getattr(fact, "due", None)
    pairs = [(("low", "high"), getattr(fact, "low", None), getattr(fact, "high", None))] if _is_figure(fact) else []
    if period is not None and "period" in changed:
        pairs.append((("period.from_year", "period.until_year"), period.from_year, period.until_year))
        pairs.append((("period.from", "period.until"), period.start, period.until))
    if due is not None and "due" in changed:
        pairs.append((("due.from", "due.until"), due.start, due.until))
    for (low_name, high_name), low, high in pairs:
        if low is not None and high is not None and low > high:
            raise FieldError(
                high_name, f"'{high}' is before or below {low_name}, '{low}'", "before_other", high, low_name, low
            )
    if _is_figure(fact) and {"value", "low", "high"} & set(changed):
        value, ends = getattr(fact, "value", None), [getattr(fact, "low", None), getattr(fact, "high", None)]
        if (value is None) == (ends == [None, None]):
            raise FieldError("value", "give either one value, or the ends of a range and no value", "value_or_range")


def _is_figure(fact: TypedFact) -> bool:
    return {"value", "low", "high"} <= set(type(fact).model_fields)
