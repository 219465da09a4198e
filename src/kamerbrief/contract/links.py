"""Which attributes of a fact name other facts by id, as the contract itself declares them.

An attribute of type :data:`FactId` names another fact and does without it when that goes; one of type :data:`TermId`
names a fact without which its own makes no sense: a sum goes with its terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Link:
    """Marks a text as the id of another fact of the letter; ``needed`` where the fact is nothing without it."""

    needed: bool = False


FactId = Annotated[str, Link()]
TermId = Annotated[str, Link(needed=True)]
M = TypeVar("M", bound=BaseModel)


@cache
def links_of(model: type[BaseModel]) -> dict[str, Link]:
    """The attributes of a model that name facts, by attribute name."""
    found = {name: _mark(info.annotation, info) for name, info in model.model_fields.items()}
    return {name: mark for name, mark in found.items() if mark}


def _mark(annotation: Any, info: FieldInfo | None = None) -> Link | None:
    own = [*(info.metadata if info else ()), *getattr(annotation, "__metadata__", ())]
    for item in own:
        if isinstance(item, Link):
            return item
    return next((mark for part in get_args(annotation) if (mark := _mark(part))), None)


def linked(value: object) -> Iterator[str]:
    """The ids of other facts that a fact, or a part of one, names."""
    if not isinstance(value, BaseModel):
        return
    links = links_of(type(value))
    for name in type(value).model_fields:
        held = getattr(value, name)
        if name not in links:
            yield from linked(held)
        elif held is not None:
            yield from held if isinstance(held, list) else (held,)


def relinked(value: M, rename: Callable[[str], str | None]) -> M | None:
    """The fact with every id that it names renamed; ids that become None go, and with a needed one the whole fact."""
    changed: dict[str, Any] = {}
    for name in type(value).model_fields:
        held, mark = getattr(value, name), links_of(type(value)).get(name)
        if mark is None:
            if isinstance(held, BaseModel):
                part = relinked(held, rename)
                if part is None:
                    return None
                changed[name] = part
            continue
        given = held if isinstance(held, list) else [] if held is None else [held]
        new = [rename(one) for one in given]
        if mark.needed and None in new:
            return None
        kept = [one for one in new if one is not None]
        changed[name] = kept if isinstance(held, list) else kept[0] if kept else None
    differs = {name: part for name, part in changed.items() if part != getattr(value, name)}
    return value.model_copy(update=differs) if differs else value
