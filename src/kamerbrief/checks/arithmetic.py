"""What all checks share: signed values, tolerances, verdicts and names; figures as the Dutch write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from kamerbrief.contract import Amount, Check, CheckStatus, CheckType, Operator, Relation
from kamerbrief.contract.identity import check_words, fact_ids
from kamerbrief.letter import Evidence

#: More digits than any figure has.
_DIGITS = 100


@dataclass(frozen=True, slots=True)
class Related:
    """Amounts that the letter relates: the operands (with a sign each) add up to the result.

    ``definite`` is true where the letter's wording leaves no doubt that they must; else only agreement is reported.
    """

    type: CheckType
    operands: tuple[Amount, ...]
    signs: tuple[int, ...]
    result: Amount
    definite: bool

    @classmethod
    def of_sum(cls, operands: Sequence[Amount], result: Amount, *, definite: bool) -> Related:
        """The relation ``operands added up = result``."""
        return cls(CheckType.SUM, tuple(operands), (1,) * len(operands), result, definite)

    @property
    def found(self) -> Decimal:
        """What follows from the operands, in whole currency units."""
        return sum(
            (sign * value_of(amount) for sign, amount in zip(self.signs, self.operands, strict=True)), Decimal(0)
        )

    @property
    def holds_exactly(self) -> bool:
        """True when the printed figures add up without any rounding."""
        return self.found == value_of(self.result)


def usable(amounts: Iterable[Amount]) -> bool:
    """True when all of the amounts have one value, in one currency, and none is for one of many (per household)."""
    listed = list(amounts)
    return all(a.value is not None and a.per is None for a in listed) and len({a.currency for a in listed}) <= 1


def value_of(amount: Amount) -> Decimal:
    """The amount's value; raises ValueError for a range."""
    if amount.value is None:
        raise ValueError(f"amount {amount.id} is a range")
    return amount.value


def tolerance_of(amounts: Iterable[Amount]) -> Decimal:
    """Half a unit of the last printed place of each amount, added up, in whole currency units."""
    return sum((amount.unit_in_last_place / 2 for amount in amounts), Decimal(0))


def rounded(value: Decimal, places: int) -> Decimal:
    """The value to so many decimals, however large it is; a half goes away from zero."""
    with localcontext() as context:
        context.prec = _DIGITS
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def dutch(value: Decimal) -> str:
    """A figure with a decimal comma and points between thousands, without needless zeros."""
    text = f"{value.normalize():,f}" if value else "0"
    return text.translate(str.maketrans(",.", ".,"))


def check_of(related: Related, evidence: Sequence[Evidence], *, type_: CheckType | None = None) -> Check | None:
    """The check of amounts that are related; None where only agreement counts and there is none."""
    stated, computed = value_of(related.result), related.found
    tolerance = tolerance_of((*related.operands, related.result))
    holds = abs(stated - computed) <= tolerance
    if not holds and not related.definite:
        return None
    relation = Relation(
        operator=Operator.DIFFERENCE if related.type is CheckType.DIFFERENCE else Operator.SUM,
        terms=[amount.id for amount in related.operands],
        signs=[1 if sign > 0 else -1 for sign in related.signs] if min(related.signs) < 0 else [],
        result=related.result.id,
        computed=computed,
        stated=stated,
        tolerance=tolerance,
        unit=related.result.currency,
    )
    return make_check(type_ or related.type, relation, evidence, holds=holds)


def make_check(type_: CheckType, relation: Relation, evidence: Sequence[Evidence], *, holds: bool) -> Check:
    """A check that holds or does not; ``named`` gives it its id once all checks of the letter are there."""
    status = CheckStatus.CONSISTENT if holds else CheckStatus.INCONSISTENT
    return Check(id="", type=type_, status=status, relation=relation, evidence=list(evidence))


def named(checks: Sequence[Check]) -> list[Check]:
    """The checks of a letter, in reading order, with their ids: made of their type and the words of their evidence."""
    words = (check_words(check.type, (evidence.text for evidence in check.evidence)) for check in checks)
    ids = fact_ids("check", words)
    return [check.model_copy(update={"id": id_}) for check, id_ in zip(checks, ids, strict=True)]
