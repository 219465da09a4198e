"""Which amounts of a letter may be added up: money that a letter names twice counts once.

An amount counts when it is a level with one value, not for one of many (per household), neither denied nor cancelled,
no repetition of another amount, and not the old level from which the letter itself derives a new one. Of a whole and
its parts only one side counts: the parts where they are all there, else the whole; where a whole is divided in more
than one way (by year and by payer), the parts of one way. A movement never counts, nor do its parts, so a rise of which
the letter tells no level is no money in a sum. Only euros count: what adds up two currencies is no sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kamerbrief.contract import LARGEST_AMOUNT, Amount, Check, CheckStatus, CheckType, Movement, Qualifier

_NO_MONEY = frozenset({Qualifier.DENIED, Qualifier.CANCELLED})
_Fact = Mapping[str, Any]


def counting(amounts: Sequence[Amount], checks: Sequence[Check]) -> list[Amount]:
    """The amounts with ``counts``."""
    plain = [amount.model_dump(mode="json", exclude={"evidence", "attribute_evidence"}) for amount in amounts]
    counts = counted(plain, [check.model_dump(mode="json", exclude={"evidence"}) for check in checks])
    return [amount.model_copy(update={"counts": amount.id in counts}) for amount in amounts]


def counted(amounts: Sequence[_Fact], checks: Sequence[_Fact]) -> frozenset[str]:
    """The ids of the amounts that count, of an extraction's amounts and checks as plain JSON data."""
    return _Counting(amounts, checks).counted()


class _Counting:
    """The amounts of a letter as money: those that restate one another are one, known by the first of them."""

    def __init__(self, amounts: Sequence[_Fact], checks: Sequence[_Fact]) -> None:
        self.amounts = {amount["id"]: amount for amount in amounts}
        self.money = {id_: self._first(id_) for id_ in self.amounts}
        self.parts: dict[str, list[str]] = defaultdict(list)
        self.wholes: dict[str, list[str]] = defaultdict(list)
        #: The ways in which a whole is divided completely.
        self.divisions: dict[str, list[list[str]]] = defaultdict(list)
        self.replaced: set[str] = set()
        for amount in amounts:
            if amount.get("part_of") in self.amounts:
                self._tie([amount["id"]], amount["part_of"])
        for check in checks:
            self._relate(check)

    def counted(self) -> frozenset[str]:
        """The ids of the amounts that count."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [one for one in reversed(list(dict.fromkeys(self.money.values()))) if not self.wholes[one]]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            amount = self.amounts[one]
            division = self._division(one)
            if one in self.replaced or amount["movement"] != Movement.LEVEL or amount.get("qualifier") in _NO_MONEY:
                continue
            if division:
                waiting += reversed(division)
            elif _adds(amount):
                found.add(one)
            else:
                waiting += reversed(self.parts[one])
        return frozenset(one for one in found if not self._is_within(one, found))

    def _division(self, whole: str) -> list[str]:
        """The parts that count instead of a whole: of the ways in which it is divided the one that names most goals."""
        complete = [parts for parts in self.divisions[whole] if all(map(self._stands, parts))]
        return max(complete, key=lambda parts: sum(bool(self.amounts[p]["programmes"]) for p in parts), default=[])

    def _stands(self, part: str) -> bool:
        """True for a part that adds to a sum in the place of its whole: a level with one value, or nothing at all."""
        amount = self.amounts[part]
        return (amount["value"] == 0 or _adds(amount)) and part not in self.replaced

    def _first(self, id_: str) -> str:
        """The first amount that names the same money."""
        seen = {id_}
        while (before := str(self.amounts[id_].get("restates"))) in self.amounts and before not in seen:
            seen.add(before)
            id_ = before
        return id_

    def _tie(self, parts: Sequence[str], whole: str) -> list[str]:
        """Notes parts of a whole; what they and the whole are known by."""
        of = self.money[whole]
        known = [part for part in dict.fromkeys(self.money[part] for part in parts) if part != of]
        for part in known:
            if part not in self.parts[of]:
                self.parts[of].append(part)
                self.wholes[part].append(of)
        return known

    def _relate(self, check: _Fact) -> None:
        """Notes what a check says: the parts of a whole, or the old level and the change of a new one."""
        relation = check["relation"]
        terms, result = relation["terms"], relation["result"]
        holds = check["status"] != CheckStatus.INCONSISTENT
        if len(terms) < 2 or any(one not in self.amounts for one in (*terms, result)):
            return
        if check["type"] == CheckType.DIFFERENCE:
            self._relate_difference(terms, result, holds=holds)
        elif check["type"] == CheckType.TABLE_TOTAL or (check["type"] == CheckType.SUM and self._are_parts(relation)):
            parts = self._tie(terms, result)
            if holds:
                self.divisions[self.money[result]].append(parts)
        elif check["type"] == CheckType.SUM and holds:
            self.replaced.update(self.money[term] for term in terms)

    def _relate_difference(self, terms: Sequence[str], rest: str, *, holds: bool) -> None:
        base, taken = terms[:2]
        if self.amounts[taken].get("part_of") == base:
            parts = self._tie([taken, rest], base)
            if holds:
                self.divisions[self.money[base]].append(parts)
        elif self.amounts[rest].get("table"):
            # A column of differences: what was there before, and the difference itself.
            self.replaced.update((self.money[taken], self.money[rest]))
        elif holds:
            self.replaced.update((self.money[base], self.money[taken]))

    def _are_parts(self, relation: _Fact) -> bool:
        """True for a sum of levels: a change beside them leads from one level to the other."""
        return not relation["signs"] and all(
            self.amounts[term]["movement"] == Movement.LEVEL for term in relation["terms"]
        )

    def _is_within(self, one: str, found: set[str]) -> bool:
        """True for a part of what counts itself, however far above."""
        waiting, seen = list(self.wholes[one]), {one}
        while waiting:
            whole = waiting.pop()
            if whole in found:
                return True
            if whole not in seen:
                seen.add(whole)
                waiting += self.wholes[whole]
        return False


def _adds(amount: _Fact) -> bool:
    """True for a level in euros with one value that is not for one of many, and neither denied nor cancelled."""
    return (
        amount["movement"] == Movement.LEVEL
        and amount["currency"] == "EUR"
        and bool(amount["value"])
        and abs(amount["value"]) <= LARGEST_AMOUNT
        and not amount["per"]
        and amount.get("qualifier") not in _NO_MONEY
    )
