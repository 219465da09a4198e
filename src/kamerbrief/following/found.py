"""What a comparison of two letters finds: words on both sides, what speaks for them, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import exp

from pydantic import BaseModel, ConfigDict

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.model import Stretch


class Found(BaseModel):
    """A link that may be: of a later letter's words to those of an earlier one."""

    model_config = ConfigDict(frozen=True)

    kind: LinkKind
    later: Stretch
    earlier: Stretch
    signs: tuple[Sign, ...]
    probability: Decimal
    rank: float = 0.0


#: What a number or a day settles.
SETTLED = Decimal(1)


def probability_of(weights: Mapping[Sign, float], signs: Mapping[Sign, float], base: float) -> Decimal:
    """The probability that signs, each with its strength, make together, in hundredths; never quite 0 or 1."""
    return chance_of(base + sum(weights[sign] * strength for sign, strength in signs.items()))


def chance_of(total: float) -> Decimal:
    """The probability of log odds, in hundredths; never quite 0 or 1."""
    chance = 1 / (1 + exp(-total))
    return Decimal(str(round(min(max(chance, 0.01), 0.99), 2)))
