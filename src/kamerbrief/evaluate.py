"""How right extractions are: precision, recall and F1 against gold files, accuracy per attribute, and every miss.

A gold file lists what a careful reader found; its shape is that of ``fixtures/letters/*/gold.json``. An amount matches
one of the same value (or range) at the same kind of place; a recommendation one with the same title; a commitment one
whose sentence holds the gold words; a programme by any of its names; a check by type, operands' values and outcome.
Restatements and counts that gold does not list are not counted as wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from kamerbrief.contract import Amount, Check, CheckStatus, CheckType, Extraction
from kamerbrief.errors import ReadError
from kamerbrief.gold import terms_of
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.reading.detect import ENDINGS

Gold = dict[str, Any]
_SOURCES = tuple(f"letter{ending}" for ending in ENDINGS)
#: What hurts most when it is wrong comes first.
_WEIGHT = {kind: at for at, kind in enumerate(["amounts", "checks", "links", "recommendations", "attribute stance"])}
_ATTRIBUTES = ("precision", "movement", "total", "recurrence", "period", "budget_holders")


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


def evaluate(folder: Path, extract: Callable[[Path], Extraction]) -> Report:
    """Runs ``extract`` over every letter beside a ``gold.json`` (or ``NAME.gold.json``) below ``folder``.

    Raises ReadError when there is no gold, or when a gold file is no JSON.
    """
    report = Report()
    pairs = list(gold_letters(folder))
    if not pairs:
        raise ReadError(str(folder), "there is no gold.json below this folder", "see fixtures/letters for its shape")
    for letter, gold_path in pairs:
        try:
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ReadError(str(gold_path), f"this is no JSON: {error}") from error
        _Comparison(report, f"{letter.parent.name}/{letter.name}", extract(letter), gold).run()
    return report


def gold_letters(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Every letter with its gold file, in the order of their names."""
    for gold in sorted(folder.rglob("gold.json")):
        yield from ((gold.parent / name, gold) for name in _SOURCES if (gold.parent / name).is_file())
    for gold in sorted(folder.rglob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        letters = (gold.with_name(f"{stem}{ending}") for ending in ENDINGS)
        yield from ((letter, gold) for letter in letters if letter.is_file())


class _Comparison:
    """One letter's extraction against its gold."""

    def __init__(self, report: Report, letter: str, found: Extraction, gold: Gold) -> None:
        self.report, self.letter, self.found, self.gold = report, letter, found, gold
        self.values = {amount.id: amount.value for amount in found.amounts}
        self.names = {p.id: {p.name, *p.aliases} for p in found.programmes}

    def run(self) -> None:
        self._amounts()
        self._percentages()
        self._programmes()
        self._recommendations()
        self._commitments()
        self._checks()
        self._letterhead()

    def _count(self, kind: str, right: int, missed: Sequence[str], wrong: Sequence[str]) -> None:
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

    def _attribute(self, name: str, holds: bool, what: str) -> None:
        counts = self.report.attributes.setdefault(name, [0, 0])
        counts[0] += holds
        counts[1] += 1
        if not holds:
            self.report.misses.append(Miss(self.letter, f"attribute {name}", what, self._sentence(what)))

    def _amounts(self) -> None:
        left = list(self.found.amounts)
        missed = []
        right = 0
        for gold in self.gold.get("amounts", []):
            same = [amount for amount in left if self._same_amount(amount, gold)]
            if not same:
                missed.append(gold["text"])
                continue
            best = max(same, key=lambda amount: self._fit(amount, gold))
            left.remove(best)
            right += 1
            self._amount_attributes(best, gold)
        self._count("amounts", right, missed, [amount.evidence.text for amount in left])

    def _same_amount(self, amount: Amount, gold: Gold) -> bool:
        ends = [None if gold.get(key) is None else Decimal(str(gold[key])) for key in ("value", "low", "high")]
        rows = gold.get("table")
        if (amount.table is not None) != (rows is not None) and "table" in gold:
            return False
        return [amount.value, amount.low, amount.high] == ends

    def _fit(self, amount: Amount, gold: Gold) -> int:
        """How many of the stated attributes hold: which of several equal amounts is meant."""
        rows = gold.get("table") or []
        row = (amount.table.row_header or "") if amount.table else ""
        in_footnote = "footnote" in str(gold.get("where", ""))
        block = next(b for b in self.found.blocks if b.id == amount.evidence.block)
        return sum(
            [
                4 * ((amount.table is not None) == bool(rows)),
                3 * (bool(rows) and rows[0] in row),
                2 * ((block.kind.value == "footnote") == in_footnote),
                *(self._holds(amount, name, gold[name]) for name in _ATTRIBUTES if name in gold),
            ]
        )

    def _holds(self, amount: Amount, name: str, stated: Any) -> bool:
        found: Any = getattr(amount, name)
        if name == "period":
            found = [amount.period.from_year, amount.period.until_year] if amount.period else None
        return bool(found == stated)

    def _amount_attributes(self, amount: Amount, gold: Gold) -> None:
        for name in _ATTRIBUTES:
            if name in gold:
                what = f"{gold['text']}: {getattr(amount, name)} instead of {gold[name]}"
                self._attribute(name, self._holds(amount, name, gold[name]), what)
        if "programmes" in gold:
            linked = [self.names.get(programme, set()) for programme in amount.programmes]
            missed = [n for n in gold["programmes"] if not any(n in names for names in linked)]
            wrong = [min(names) for names in linked if names and not names & set(gold["programmes"])]
            right = len(gold["programmes"]) - len(missed)
            self._count(
                "links", right, [f"{gold['text']} – {n}" for n in missed], [f"{gold['text']} – {n}" for n in wrong]
            )

    def _percentages(self) -> None:
        left = list(self.found.percentages)
        missed = []
        for gold in self.gold.get("percentages", []):
            same = [p for p in left if p.value == Decimal(str(gold["value"]))]
            if not same:
                missed.append(gold["text"])
                continue
            left.remove(same[0])
            if "movement" in gold:
                self._attribute("percentage movement", same[0].movement == gold["movement"], gold["text"])
        right = len(self.gold.get("percentages", [])) - len(missed)
        self._count("percentages", right, missed, [p.evidence.text for p in left])

    def _programmes(self) -> None:
        if "programmes_required" not in self.gold:
            return
        required = self.gold["programmes_required"]
        allowed = {*required, *self.gold.get("programmes_allowed", [])}
        named = set().union(*self.names.values()) if self.names else set()
        missed = [name for name in required if name not in named]
        wrong = [min(names) for names in self.names.values() if not names & allowed]
        self._count("programmes", len(required) - len(missed), missed, wrong)

    def _recommendations(self) -> None:
        if "recommendations" not in self.gold:
            return
        left = list(self.found.recommendations)
        missed = []
        for gold in self.gold["recommendations"]:
            same = [r for r in left if r.title == gold["title"]]
            if not same:
                missed.append(gold["title"])
                continue
            left.remove(same[0])
            said = same[0].stance_evidence.text if same[0].stance_evidence else ""
            what = f"{gold['title'][:60]}: {same[0].stance} instead of {gold['stance']} ({said})"
            self._attribute("stance", same[0].stance in gold["stance"], what)
            self._attribute("number", str(same[0].number) == str(gold["number"]), gold["title"][:60])
        right = len(self.gold["recommendations"]) - len(missed)
        self._count("recommendations", right, missed, [r.title for r in left])

    def _commitments(self) -> None:
        if "commitments" not in self.gold:
            return
        left = list(self.found.commitments)
        missed = []
        for gold in self.gold["commitments"]:
            same = [c for c in left if gold["contains"] in c.evidence.text or c.evidence.text in gold["contains"]]
            if not same:
                missed.append(gold["contains"])
                continue
            left.remove(same[0])
            if "to_chamber" in gold:
                self._attribute("to_chamber", same[0].to_chamber == gold["to_chamber"], gold["contains"])
            if "due" in gold:
                text = same[0].due.text if same[0].due else ""
                agrees = bool(text) and (gold["due"].lower() in text.lower() or text.lower() in gold["due"].lower())
                self._attribute("due", agrees, f"{gold['contains']}: {text!r} instead of {gold['due']!r}")
        right = len(self.gold["commitments"]) - len(missed)
        self._count("commitments", right, missed, [c.evidence.text for c in left])

    def _checks(self) -> None:
        if "checks" not in self.gold:
            return
        left = [c for c in self.found.checks if c.type is not CheckType.RESTATEMENT]
        missed = []
        stated = [gold for gold in self.gold["checks"] if gold["type"] != "restatement"]
        for gold in stated:
            same = [check for check in left if self._same_check(check, gold)]
            if same:
                left.remove(same[0])
            else:
                missed.append(f"{gold['type']} {gold['status']} {gold['values']}")
        # Gold need not list every sum that holds; a check that claims an error must be listed.
        alarms = [self._shown(check) for check in left if check.status is CheckStatus.INCONSISTENT]
        self._count("checks", len(stated) - len(missed), missed, alarms)

    def _shown(self, check: Check) -> str:
        """A check as ``_checks`` writes one of gold: type, status and values."""
        return f"{check.type} {check.status} {terms_of(check.relation, self.values)}"

    def _same_check(self, check: Check, gold: Gold) -> bool:
        """True for the same relation; a + b = c is that of c - b = a too."""
        if check.status != gold["status"]:
            return False
        relation = check.relation
        if {check.type, gold["type"]} == {CheckType.SUM, CheckType.DIFFERENCE} and "result" in gold:
            stated = (*gold["values"], gold["result"])
            return self._sizes(relation.figures) == sorted(abs(Decimal(str(one))) for one in stated)
        if check.type != gold["type"]:
            return False
        if check.type is CheckType.COUNT:
            return bool([relation.stated] == gold["values"])
        return bool(self._sizes(relation.terms) == sorted(abs(Decimal(str(value))) for value in gold["values"]))

    def _sizes(self, facts: Iterable[str]) -> list[Decimal]:
        return sorted(abs(self.values.get(fact) or Decimal(0)) for fact in facts)

    def _letterhead(self) -> None:
        gold, letter = self.gold.get("letterhead", {}), self.found.letter
        found: dict[str, Any] = {
            "senders": [sender.name for sender in letter.senders],
            "role": letter.senders[0].role if letter.senders else None,
            "ministry": letter.ministry,
            "on_behalf_of": letter.on_behalf_of,
            "date": letter.date.isoformat() if letter.date else None,
            "subject": letter.subject,
            "chamber": letter.chamber,
            "reference": letter.reference,
        }
        for name, stated in gold.items():
            self._attribute(f"letter {name}", found[name] == stated, f"{found[name]!r} instead of {stated!r}")
