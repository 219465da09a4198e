"""An extraction in which every value that the schema knows occurs, made from a real letter's facts."""

from __future__ import annotations

import types
from collections.abc import Iterator
from copy import deepcopy
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

import kamerbrief
from kamerbrief.contract import Extraction, Reviewed
from kamerbrief.letter import Evidence
from tests.conftest import FIXTURES

Fact = dict[str, Any]
#: What a part that no fact of the letter has is made of.
_PARTS: dict[type[BaseModel], Fact] = {Reviewed: {"status": "kept", "by": "Iemand"}}


def options(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows: of a union, and within lists."""
    if get_origin(annotation) in {Union, types.UnionType, list}:
        for part in get_args(annotation):
            yield from options(part)
    else:
        yield annotation


def values_of(annotation: Any) -> tuple[str, ...]:
    """The values of an enumeration or a literal; none for another type."""
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(member.value for member in annotation)
    return ()


def parts_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation allows, evidence left out."""
    for option in options(annotation):
        if isinstance(option, type) and issubclass(option, BaseModel) and option is not Evidence:
            yield option


def enums_below(model: type[BaseModel]) -> Iterator[Any]:
    """Every enumeration and literal in a model and its parts."""
    for info in model.model_fields.values():
        yield from (option for option in options(info.annotation) if values_of(option))
        for part in parts_of(info.annotation):
            yield from enums_below(part)


def variants(model: type[BaseModel], fact: Fact) -> Iterator[Fact]:
    """The fact with each value of each of its enumerations."""
    for name, info in model.model_fields.items():
        shown = info.alias or name
        for option in options(info.annotation):
            yield from ({**fact, shown: value} for value in values_of(option))
        for part in parts_of(info.annotation):
            own = fact.get(shown) or _PARTS.get(part)
            if isinstance(own, dict):
                yield from ({**fact, shown: value} for value in variants(part, own))


@cache
def every_value() -> Extraction:
    """The extraction; fails where the letters have no fact of a kind, so that none is forgotten."""
    found = kamerbrief.extract(FIXTURES / "kabinetsreactie-havens" / "letter.docx")
    content: dict[str, Any] = found.model_dump(mode="json", by_alias=True)
    for name, info in Extraction.model_fields.items():
        if get_origin(info.annotation) is not list or name in ("blocks", "warnings"):
            continue
        (model,) = parts_of(info.annotation)
        assert content[name], f"the letter has no {name}"
        for number, variant in enumerate(variants(model, deepcopy(content[name][0]))):
            named = {"id": f"{variant['id']}-{number}"} if "id" in variant else {}
            content[name].append({**variant, **named})
    for amount in content["amounts"]:
        amount["programmes"] = [content["programmes"][0]["id"]]
    return Extraction.model_validate(content)
