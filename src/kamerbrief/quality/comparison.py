"""One letter's extraction against its gold, kind by kind.

An amount matches one of the same value (or range) at the same kind of place; a recommendation one with the same title;
a commitment one whose sentence holds the gold words; a programme by any of its names; a reference by its kind and
number, or its words where it has none. What gold leaves out of a fact is not compared.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from kamerbrief.contract import Amount, Commitment, Extraction, Reference
from kamerbrief.quality.arithmetic import compare_checks, compare_restatements
from kamerbrief.quality.scores import Gold, Marks, Report

_ATTRIBUTES = ("precision", "movement", "total", "recurrence", "period", "budget_holders", "per", "qualifier")
#: What gold may state of a promise as it is found, and the name of its score.
_OF_PROMISES = {"to_chamber": "to_chamber", "kind": "promise kind", "conditional": "conditional", "repeats": "repeats"}
#: Names that gold has for kinds of references.
_KINDS = {
    "motie": "motion",
    "vraag": "question",
    "vragen": "question",
    "rapport": "report",
    "rechtspraak": "ruling",
    "debat": "debate",
    "wet": "law",
}
#: What stands between the parts of a number as printed: ``36 600-XIV, nr. 66`` is ``36600-XIV-66``.
_PARTS = re.compile(r",?\s*nrs?\.?\s*|,\s*")


class Comparison:
    """One letter's extraction against its gold."""

    def __init__(self, report: Report, letter: str, found: Extraction, gold: Gold) -> None:
        self.marks, self.found, self.gold = Marks(report, letter, found), found, gold
        self.names = {p.id: {p.name, *p.aliases} for p in found.programmes}

    def run(self) -> None:
        """Compares all that gold states."""
        self._amounts()
        self._percentages()
        self._programmes()
        self._recommendations()
        self._commitments()
        self._references()
        if "checks" in self.gold:
            compare_checks(self.marks, self.found, self.gold["checks"])
            compare_restatements(self.marks, self.found, self.gold["checks"])
        self._letterhead()
        self._warnings()

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
        self.marks.count("amounts", right, missed, [amount.evidence.text for amount in left])

    def _same_amount(self, amount: Amount, gold: Gold) -> bool:
        if "table" in gold and (amount.table is not None) != bool(gold["table"]):
            return False
        return [amount.value, amount.low, amount.high] == _ends(gold)

    def _fit(self, amount: Amount, gold: Gold) -> int:
        """How many of the stated attributes hold: which of several equal amounts is meant."""
        # Gold names the row and column, or says only that it is in a table.
        rows = gold["table"] if isinstance(gold.get("table"), list) else []
        row = (amount.table.row_header or "") if amount.table else ""
        in_footnote = "footnote" in str(gold.get("where", ""))
        block = next(b for b in self.found.blocks if b.id == amount.evidence.block)
        return sum(
            [
                4 * ((amount.table is not None) == bool(gold.get("table"))),
                3 * (bool(rows) and rows[0] in row),
                2 * ((block.kind.value == "footnote") == in_footnote),
                *(self._holds(amount, name, gold[name]) for name in _ATTRIBUTES if name in gold),
            ]
        )

    def _holds(self, amount: Amount, name: str, stated: Any) -> bool:
        return bool(_said(amount, name) == stated)

    def _amount_attributes(self, amount: Amount, gold: Gold) -> None:
        for name in _ATTRIBUTES:
            if name in gold:
                what = f"{gold['text']}: {_said(amount, name)} instead of {gold[name]}"
                self.marks.attribute(name, self._holds(amount, name, gold[name]), what)
        if "programmes" in gold:
            linked = [self.names.get(programme, set()) for programme in amount.programmes]
            missed = [n for n in gold["programmes"] if not any(n in names for names in linked)]
            wrong = [min(names) for names in linked if names and not names & set(gold["programmes"])]
            right = len(gold["programmes"]) - len(missed)
            self.marks.count(
                "links", right, [f"{gold['text']} – {n}" for n in missed], [f"{gold['text']} – {n}" for n in wrong]
            )

    def _percentages(self) -> None:
        left = list(self.found.percentages)
        missed = []
        for gold in self.gold.get("percentages", []):
            same = [p for p in left if [p.value, p.low, p.high] == _ends(gold)]
            if not same:
                missed.append(gold["text"])
                continue
            left.remove(same[0])
            if "movement" in gold:
                self.marks.attribute("percentage movement", same[0].movement == gold["movement"], gold["text"])
        right = len(self.gold.get("percentages", [])) - len(missed)
        self.marks.count("percentages", right, missed, [p.evidence.text for p in left])

    def _programmes(self) -> None:
        listed = self.gold.get("programmes", [])
        if "programmes_required" not in self.gold and not listed:
            return
        required = self.gold.get("programmes_required") or [one["name"] for one in listed if one.get("sure", True)]
        allowed = {*required, *self.gold.get("programmes_allowed", []), *(one["name"] for one in listed)}
        named = set().union(*self.names.values()) if self.names else set()
        missed = [name for name in required if name not in named]
        wrong = [min(names) for names in self.names.values() if not names & allowed]
        self.marks.count("programmes", len(required) - len(missed), missed, wrong)

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
            self.marks.attribute("stance", same[0].stance in gold["stance"], what)
            self.marks.attribute("number", str(same[0].number) == str(gold["number"]), gold["title"][:60])
            for name in ("report", "author"):
                if name in gold:
                    said = getattr(same[0], name)
                    what = f"{gold['title'][:60]}: {said!r} instead of {gold[name]!r}"
                    self.marks.attribute(name, _alike(said, gold[name]), what)
        right = len(self.gold["recommendations"]) - len(missed)
        self.marks.count("recommendations", right, missed, [r.title for r in left])

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
            if "actor" in gold:
                self.marks.attribute(
                    "actor",
                    _alike(same[0].actor, gold["actor"]),
                    f"{gold['contains']}: {same[0].actor!r} instead of {gold['actor']!r}",
                )
            for key, name in _OF_PROMISES.items():
                if key in gold:
                    self.marks.attribute(name, getattr(same[0], key) == gold[key], gold["contains"])
            if "due" in gold:
                text = same[0].due.text if same[0].due else ""
                stated = (gold["due"] or "").lower()
                agrees = bool(text) == bool(stated) and (stated in text.lower() or text.lower() in stated)
                self.marks.attribute("due", agrees, f"{gold['contains']}: {text!r} instead of {gold['due']!r}")
            if gold.get("until") or gold.get("from"):
                days = _days(same[0]) if gold.get("from") else _days(same[0])[1:]
                stated = [gold[key] for key in ("from", "until")[-len(days) :]]
                self.marks.attribute("due days", days == stated, f"{gold['contains']}: {days} instead of {stated}")
        right = len(self.gold["commitments"]) - len(missed)
        self.marks.count("commitments", right, missed, [c.evidence.text for c in left])

    def _references(self) -> None:
        if "references" not in self.gold:
            return
        left = list(self.found.references)
        missed = []
        for gold in self.gold["references"]:
            same = [reference for reference in left if _same_reference(reference, gold)]
            if not same:
                missed.append(f"{gold['text']}: {gold['kind']}")
                continue
            left.remove(same[0])
            if "title" in gold:
                what = f"{gold['text']}: {same[0].title!r} instead of {gold['title']!r}"
                self.marks.attribute("reference title", same[0].title == gold["title"], what)
            if "date" in gold:
                date = same[0].date.isoformat() if same[0].date else None
                what = f"{gold['text']}: {date} instead of {gold['date']}"
                self.marks.attribute("reference date", date == gold["date"], what)
        right = len(self.gold["references"]) - len(missed)
        wrong = [f"{reference.evidence.text}: {reference.kind}" for reference in left]
        self.marks.count("references", right, missed, wrong)

    def _warnings(self) -> None:
        """Only what gold names is asked: of many a warning a reader does not know."""
        codes = {one.code for one in self.found.warnings}
        for code in self.gold.get("warnings", []):
            self.marks.attribute("warning", code in codes, code)

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
            if name not in found:
                continue
            if name == "senders":
                stated = [one["name"] if isinstance(one, dict) else one for one in stated]
            self.marks.attribute(f"letter {name}", found[name] == stated, f"{found[name]!r} instead of {stated!r}")


def _ends(gold: Gold) -> list[Decimal | None]:
    """The value of a figure, and the ends of its range, as gold states them."""
    return [None if gold.get(key) is None else Decimal(str(gold[key])) for key in ("value", "low", "high")]


def _said(amount: Amount, name: str) -> Any:
    """An attribute as gold states it: a period by its first and last year."""
    if name == "period":
        return [amount.period.from_year, amount.period.until_year] if amount.period else None
    return getattr(amount, name)


def _days(promise: Commitment) -> list[str | None]:
    """The first and the last day on which a promise is due, as gold writes them."""
    due = promise.due
    return [day.isoformat() if day else None for day in ((due.start, due.until) if due else (None, None))]


def _alike(found: str | None, stated: str | None) -> bool:
    """True for the same words, an article or what follows a name left aside: ``de Raad`` and ``Raad``."""
    if not found or not stated:
        return found == stated
    one, other = found.casefold(), stated.casefold()
    return one in other or other in one


def _same_reference(reference: Reference, gold: Gold) -> bool:
    kind = _KINDS.get(gold["kind"], gold["kind"])
    if reference.kind != kind:
        return False
    if gold.get("number") and reference.number:
        return reference.number == _PARTS.sub("-", gold["number"])
    return _alike(reference.evidence.text, gold["text"])
