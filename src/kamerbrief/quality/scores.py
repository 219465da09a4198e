"""How right extractions are, as figures: right, wrong and missed facts, attributes, and every miss."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kamerbrief.contract import Extraction
from kamerbrief.language.sentences import sentence_bounds

Gold = dict[str, Any]
#: What hurts most when it is wrong comes first.
_WEIGHT = {
    kind: at
    for at, kind in enumerate(["amounts", "checks", "restatements", "links", "recommendations", "attribute stance"])
}


@dataclass(slots=True)
class Tally:
    """Facts that were right, wrongly found, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    @property
    def precision(self) -> float:
        """Right ones among the found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Right ones among the gold."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


class Miss(NamedTuple):
    """One thing that is not as gold says: the letter, the kind or attribute, what is wrong, and its sentence."""

    letter: str
    kind: str
    what: str
    sentence: str = ""

    @property
    def name(self) -> str:
        """What tells it from other misses, whatever its sentence."""
        return f"{self.letter}  {self.kind}: {self.what}"


@dataclass(slots=True)
class Report:
    """Tallies per kind of fact, (right, stated) per attribute, and every miss."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    attributes: dict[str, list[int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, figures rounded to four places."""
        return {
            "kinds": {
                kind: {
                    "precision": round(t.precision, 4),
                    "recall": round(t.recall, 4),
                    "f1": round(t.f1, 4),
                    "right": t.right,
                    "wrong": t.wrong,
                    "missed": t.missed,
                }
                for kind, t in sorted(self.kinds.items())
            },
            "attributes": {k: {"right": r, "stated": n} for k, (r, n) in sorted(self.attributes.items())},
            "misses": [miss._asdict() for miss in self.misses],
        }

    def worst(self) -> list[Miss]:
        """The misses, money first: wrong and missed amounts, then what hangs on them, then the other kinds."""
        return sorted(self.misses, key=lambda miss: (_WEIGHT.get(miss.kind, len(_WEIGHT)), miss.letter, miss.what))


class Marks:
    """Where the comparison of one letter writes what is right and what is not."""

    def __init__(self, report: Report, letter: str, found: Extraction) -> None:
        self.report, self.letter, self.found = report, letter, found

    def count(self, kind: str, right: int, missed: Sequence[str], wrong: Sequence[str]) -> None:
        """Adds to a kind's tally; ``missed`` and ``wrong`` say which, their own words first."""
        tally = self.report.kinds.setdefault(kind, Tally())
        tally.right += right
        tally.missed += len(missed)
        tally.wrong += len(wrong)
        for said, listed in (("missed", missed), ("wrong", wrong)):
            self.report.misses += [Miss(self.letter, kind, f"{said}: {what}", self._sentence(what)) for what in listed]

    def _sentence(self, what: str) -> str:
        """The first sentence of the letter that holds the words which a miss is about; empty where none does."""
        words = re.split(r": | – ", what)[0]
        at = self.found.text.find(words)
        if at < 0 or len(words) < 2:
            return ""
        block = next((b for b in self.found.blocks if b.start <= at < b.end), None)
        bounds = sentence_bounds(self.found.text, block.start, block.end) if block else ()
        return next((" ".join(self.found.text[a:b].split()) for a, b in bounds if a <= at < b), "")

    def attribute(self, name: str, holds: bool, what: str) -> None:
        """Adds to an attribute's count; ``what`` says which fact and what is wrong with it."""
        counts = self.report.attributes.setdefault(name, [0, 0])
        counts[0] += holds
        counts[1] += 1
        if not holds:
            self.report.misses.append(Miss(self.letter, f"attribute {name}", what, self._sentence(what)))
