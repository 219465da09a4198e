"""Which amounts of a letter may be added up: money that a letter names twice counts once.

An amount counts when it is a level with one value, not for one of many (per household), neither denied nor cancelled,
no repetition of another amount, and not the old level that a new one replaces or is derived from. Of a whole and its
parts only one side counts: the parts where they are all there to the last figure, else the whole; where a whole is
divided in more than one way (by year and by payer), the parts of one way. A movement does not count, nor do its parts,
so a rise of which the letter tells no level is no money in a sum; but among levels in a table whose total holds, a cut
of so much is a part like the others. Only euros count: what adds up two currencies is no sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

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


class _Division(NamedTuple):
    """Parts that together are all of a whole."""

    parts: list[str]
    in_table: bool


class _Counting:
    """The amounts of a letter as money: those that restate one another are one, known by the first of them."""

    def __init__(self, amounts: Sequence[_Fact], checks: Sequence[_Fact]) -> None:
        self.amounts = {amount["id"]: amount for amount in amounts}
        self.money = {id_: self._first(id_) for id_ in self.amounts}
        self.parts: dict[str, list[str]] = defaultdict(list)
        self.wholes: dict[str, list[str]] = defaultdict(list)
        #: The ways in which a whole is divided completely.
        self.divisions: dict[str, list[_Division]] = defaultdict(list)
        self.replaced: set[str] = set()
        for amount in amounts:
            if amount.get("replaced_by") in self.amounts:
                self.replaced.add(self.money[amount["id"]])
            if amount.get("part_of") in self.amounts:
                self._tie([amount["id"]], amount["part_of"])
        for check in checks:
            self._relate(check)

    def counted(self) -> frozenset[str]:
        """The ids of the amounts that count."""
        found: set[str] = set()
        seen: set[str] = set()
        signed: set[str] = set()
        waiting = [one for one in reversed(list(dict.fromkeys(self.money.values()))) if not self.wholes[one]]
        while waiting:
            one = waiting.pop()
            amount = self.amounts[one]
            is_level = amount["movement"] == Movement.LEVEL or one in signed
            if one in seen or one in self.replaced or not is_level or amount.get("qualifier") in _NO_MONEY:
                continue
            seen.add(one)
            division = self._division(one)
            if division:
                signed.update(part for part in division.parts if division.in_table)
                waiting += reversed(division.parts)
            elif _adds(amount):
                found.add(one)
            else:
                waiting += reversed(self.parts[one])
        return frozenset(one for one in found if not self._is_within(one, found))

    def _division(self, whole: str) -> _Division | None:
        """The parts that count instead of a whole: of the ways in which it is divided the one that names most goals."""
        complete = [division for division in self.divisions[whole] if self._stands(division)]
        return max(complete, key=lambda d: sum(bool(self.amounts[p]["programmes"]) for p in d.parts), default=None)

    def _stands(self, division: _Division) -> bool:
        """True for parts that add to a sum in the place of their whole, all levels, or in a table some of them."""
        amounts = [self.amounts[part] for part in division.parts]
        levels = [amount["movement"] == Movement.LEVEL for amount in amounts]
        adds = all(amount["value"] == 0 or _adds(amount) for amount in amounts)
        enough = any(levels) if division.in_table else all(levels)
        return adds and enough and self.replaced.isdisjoint(division.parts)

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
        elif check["type"] == CheckType.TABLE_TOTAL or (
            check["type"] == CheckType.SUM and self._are_parts(terms, result)
        ):
            parts, in_table = self._tie(terms, result), check["type"] == CheckType.TABLE_TOTAL
            # Outside tables, parts that only rounding could make the whole may not be all of it.
            if holds and (in_table or check["status"] == CheckStatus.CONSISTENT):
                self.divisions[self.money[result]].append(_Division(parts, in_table))
        elif check["type"] == CheckType.SUM and holds:
            self.replaced.update(self.money[term] for term in terms)

    def _relate_difference(self, terms: Sequence[str], rest: str, *, holds: bool) -> None:
        base, taken = terms[:2]
        if self.amounts[taken].get("part_of") == base:
            parts = self._tie([taken, rest], base)
            if holds:
                self.divisions[self.money[base]].append(_Division(parts, in_table=False))
        elif self.amounts[rest].get("table"):
            # A column of differences: what was there before, and the difference itself.
            self.replaced.update((self.money[taken], self.money[rest]))
        elif holds:
            self.replaced.update((self.money[base], self.money[taken]))

    def _are_parts(self, terms: Sequence[str], result: str) -> bool:
        """True for the parts of the result; others are a level and the change that leads from it to the result."""
        wholes = (str(self.amounts[term].get("part_of")) for term in terms)
        return any(whole in self.amounts and self.money[whole] == self.money[result] for whole in wholes)

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
    """True for one value in euros that is not for one of many, and neither denied nor cancelled."""
    return (
        amount["currency"] == "EUR"
        and bool(amount["value"])
        and abs(amount["value"]) <= LARGEST_AMOUNT
        and not amount["per"]
        and amount.get("qualifier") not in _NO_MONEY
    )
