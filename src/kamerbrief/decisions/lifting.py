"""Decisions in the first form of their file: facts as plain data, without the texts that they were taken on.

Their facts are looked for by words and place in the texts that lie beside them, and read by today's models. A decision
whose words are in neither text is kept and counts for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kamerbrief.contract.base import Fact
from kamerbrief.contract.lifting import lifted as lifted_content
from kamerbrief.contract.links import linked
from kamerbrief.decisions.ground import own_words, place_of
from kamerbrief.decisions.model import (
    LETTER,
    MODELS,
    Action,
    Decision,
    Decisions,
    Outcome,
    Seen,
    Stretch,
    Value,
    sha_of,
)

_FILES = ("extraction.json", "candidate.json")
_OUTCOMES = {
    Action.ACCEPT: (Outcome.ACCEPTED, Outcome.GONE, Outcome.ACCEPTED),
    Action.REJECT: (Outcome.LEFT_OUT, Outcome.KEPT, Outcome.RESTORED),
    Action.EDIT: (Outcome.EDITED, Outcome.EDITED, Outcome.EDITED),
}
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Beside:
    """One of the two extractions beside the decisions, as plain data."""

    text: str
    source: str
    places: Mapping[str, tuple[str, int, int]]
    facts: Mapping[tuple[str, int, int], Plain]


def lifted(data: Mapping[str, Any], folder: Path) -> Decisions:
    """The decisions of a file of the first form. Raises ValidationError for what has not even that form."""
    beside = [one for name in _FILES if (one := _read(folder / name))]
    rows = data.get("decisions")
    if not isinstance(rows, list) or set(data) - {"decisions"} or not all(isinstance(row, dict) for row in rows):
        return Decisions.model_validate({**data, "version": 1})
    made: list[Decision] = []
    for row in rows:
        decision = _lifted(row, f"d{len(made) + 1}", folder.name, beside)
        again = [old.id for old in made if _about(old) and _about(old) == _about(decision)]
        made.append(decision.model_copy(update={"supersedes": again}))
    return Decisions(decisions=made)


def _about(decision: Decision) -> tuple[str, str, object] | None:
    seen = decision.seen
    return (decision.kind, seen.text, place_of(seen.fact) or seen.id) if seen else None


def _lifted(row: Plain, name: str, letter: str, beside: list[_Beside]) -> Decision:
    common = {key: row[key] for key in ("change", "kind", "action", "source", "by", "at", "why") if key in row}
    if common.get("action") not in set(Action) or common.get("kind") not in MODELS:
        return Decision.model_validate(row)
    kind, action, source = str(common["kind"]), Action(common["action"]), str(common.get("source", ""))
    sides = {side: row.get(side) for side in ("before", "machine")}
    if not sides["before"] and not str(common.get("change")).startswith("change-"):
        # A decision on a published fact.
        sides["before"] = sides["machine"]
    before, machine = (_seen(kind, sides[side], source, beside) for side in ("before", "machine"))
    added, removed, changed = _OUTCOMES[action]
    outcome = added if not row.get("before") else removed if not row.get("machine") else changed
    decided = {Outcome.ACCEPTED: machine, Outcome.KEPT: before, Outcome.RESTORED: before}.get(outcome)
    edited = []
    if outcome is Outcome.EDITED and (base := machine or before):
        given = row.get("edited") or {}
        fact = _typed(kind, {**base.fact.model_dump(mode="json"), **given})
        if fact is not None:
            edited = [Value(name=n, machine=(row.get("machine") or {}).get(n), person=v) for n, v in given.items()]
            decided = base.model_copy(update={"fact": fact})
        else:
            before = machine = None
    lost = {Outcome.ACCEPTED, Outcome.KEPT, Outcome.RESTORED, Outcome.EDITED}
    if outcome in lost and decided is None:
        before = machine = None
    return Decision.model_validate(
        {
            **common,
            "id": name,
            "letter": letter,
            "outcome": outcome,
            "before": before,
            "machine": machine,
            "decided": decided,
            "edited": edited,
        }
    )


def _read(path: Path) -> _Beside | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(path.read_bytes())
        places = {fact["id"]: (kind, *place) for kind, fact, place in _placed(content)}
        facts = {(kind, *place): fact for kind, fact, place in _placed(lifted_content(content).content)}
        return _Beside(content["text"], content["letter"]["source"]["sha256"], places, facts)
    return None


def _placed(content: Plain) -> Iterator[tuple[str, Plain, tuple[int, int]]]:
    for kind in MODELS:
        for fact in content.get(kind, []) if kind != LETTER else []:
            if "id" in fact and (place := _place(fact)):
                yield kind, fact, place


def _place(fact: Plain) -> tuple[int, int] | None:
    words = fact.get("evidence") or fact.get("mentions")
    first = words[0] if isinstance(words, list) and words else words
    return (first["start"], first["end"]) if isinstance(first, dict) else None


def _seen(kind: str, fact: Plain | None, source: str, beside: list[_Beside]) -> Seen | None:
    """A fact of the first form in the text where its words stand: that of its source before others."""
    if not fact:
        return None
    for one in sorted(beside, key=lambda one: one.source != source):
        placed = _moved(fact, one.text)
        if placed is not None and kind != LETTER and (place := _place(placed)):
            # What the first form did not know of a fact is as today's contract has it.
            placed = {**one.facts.get((kind, *place), {}), **placed}
        typed = _typed(kind, placed) if placed is not None else None
        if typed is not None and (kind == LETTER or own_words(typed) or not _has_words(fact)):
            named = {name: one.places[name] for name in linked(typed) if name in one.places}
            stretches = {n: Stretch(kind=k, start=start, end=end) for n, (k, start, end) in named.items()}
            return Seen(text=sha_of(one.text), fact=typed, named=stretches)
    return None


def _has_words(fact: Plain) -> bool:
    """True for a fact of the first form that has words of its own."""
    return bool(fact.get("evidence") or fact.get("mentions"))


def _typed(kind: str, fact: Plain) -> Fact | None:
    """The fact by the model of its kind, without attributes that this no longer has; None where it does not fit."""
    if kind == LETTER:
        name, value = next(iter(fact.items()), ("", None))
        fact = {"name": name, "value": value}
    model = MODELS[kind]
    names = {info.alias or name for name, info in model.model_fields.items()}
    with suppress(ValidationError):
        return model.model_validate({name: value for name, value in fact.items() if name in names})
    return None


def _moved(value: Any, text: str) -> Any:
    """Plain data with every evidence at its words in ``text``; what is gone becomes null or drops out."""
    if isinstance(value, list):
        return [new for item in value if (new := _moved(item, text)) is not None]
    if not isinstance(value, dict):
        return value
    if {"start", "end", "text", "block"} <= set(value):
        start, words = int(value["start"]), str(value["text"])
        if text[start : start + len(words)] == words:
            return value
        places = list(_places_of(text, words))
        if not places:
            return None
        start = min(places, key=lambda at: abs(at - int(value["start"])))
        return {**value, "start": start, "end": start + len(words), "page": None, "boxes": [], "cell": None}
    return {name: _moved(item, text) for name, item in value.items()}


def _places_of(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
