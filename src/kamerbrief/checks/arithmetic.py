"""What all checks share: signed values, tolerances, verdicts and the arithmetic written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from kamerbrief.contract import Amount, Check, CheckStatus, CheckType
from kamerbrief.contract.identity import make_id
from kamerbrief.letter import Evidence

_SCALES = ((Decimal(10) ** 9, "mld"), (Decimal(10) ** 6, "mln"))
#: More digits than any figure has.
_DIGITS = 100
_SIGNS = {"EUR": "€", "USD": "US$", "GBP": "£"}


@dataclass(frozen=True, slots=True)
class Relation:
    """Amounts that the letter relates: the operands (with a sign each) add up to the result.

    ``definite`` is true where the letter's wording leaves no doubt that they must; else only agreement is reported.
    """

    type: CheckType
    operands: tuple[Amount, ...]
    signs: tuple[int, ...]
    result: Amount
    definite: bool

    @classmethod
    def of_sum(cls, operands: Sequence[Amount], result: Amount, *, definite: bool) -> Relation:
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


def money(value: Decimal, currency: str = "EUR") -> str:
    """``value`` for people: € 85 mln, € 22,3 mld, € 1.250."""
    sign = "-" if value < 0 else ""
    for scale, word in _SCALES:
        if abs(value) >= scale and abs(value) % (scale / 1000) == 0:
            return f"{sign}{_SIGNS.get(currency, currency)} {dutch(abs(value) / scale)} {word}"
    return f"{sign}{_SIGNS.get(currency, currency)} {dutch(abs(value))}"


def rounded(value: Decimal, places: int) -> Decimal:
    """The value to so many decimals, however large it is; a half goes away from zero."""
    with localcontext() as context:
        context.prec = _DIGITS
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def dutch(value: Decimal) -> str:
    """A figure with a decimal comma and points between thousands, without needless zeros."""
    text = f"{value.normalize():,f}" if value else "0"
    return text.translate(str.maketrans(",.", ".,"))


def check_of(relation: Relation, evidence: Sequence[Evidence], *, type_: CheckType | None = None) -> Check | None:
    """The check of a relation; None where only agreement counts and there is none."""
    expected, found = value_of(relation.result), relation.found
    tolerance = tolerance_of((*relation.operands, relation.result))
    holds = abs(expected - found) <= tolerance
    if not holds and not relation.definite:
        return None
    currency = relation.result.currency
    terms = _written_out(relation, currency)
    verdict = "as stated" if holds else f"but the letter states {money(expected, currency)}"
    if holds and found != expected:
        verdict = f"the letter states {money(expected, currency)}, which rounding explains"
    return make_check(
        type_ or relation.type,
        CheckStatus.CONSISTENT if holds else CheckStatus.INCONSISTENT,
        f"{terms} = {money(found, currency)}, {verdict} (tolerance {money(tolerance, currency)})",
        operands=[amount.id for amount in relation.operands],
        result=relation.result.id,
        numbers=(expected, found, tolerance),
        evidence=evidence,
    )


def _written_out(relation: Relation, currency: str) -> str:
    """The operands with their signs: € 5 mln + € 3 mln - € 2 mln."""
    values = [sign * value_of(amount) for sign, amount in zip(relation.signs, relation.operands, strict=True)]
    terms = "".join(f" {'-' if value < 0 else '+'} {money(abs(value), currency)}" for value in values)
    return terms.removeprefix(" + ").strip()


def make_check(
    type_: CheckType,
    status: CheckStatus,
    message: str,
    *,
    operands: list[str],
    numbers: tuple[Decimal | None, Decimal | None, Decimal | None],
    evidence: Sequence[Evidence],
    result: str | None = None,
) -> Check:
    """A check with its id; ``numbers`` are what the letter states, what was found, and the tolerance."""
    expected, found, tolerance = numbers
    return Check(
        id=make_id("check", type_, result, *sorted(operands), expected, message if not operands else ""),
        type=type_,
        status=status,
        message=message,
        operands=operands,
        result=result,
        expected=expected,
        found=found,
        tolerance=tolerance,
        evidence=list(evidence),
    )
