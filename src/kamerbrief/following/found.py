"""What a comparison of two letters finds: words on both sides, what speaks for them, and how sure that is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
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
#: Below this nothing is kept, so that the index stays small; what becomes a link is for choosing.py.
FLOOR = Decimal("0.2")


def probability_of(weights: Mapping[Sign, float], signs: Mapping[Sign, float], base: float) -> Decimal:
    """The probability that signs, each with its strength, make together, in hundredths; never quite 0 or 1."""
    return chance_of(base + sum(weights[sign] * strength for sign, strength in signs.items()))


def chance_of(total: float) -> Decimal:
    """The probability of log odds, in hundredths; never quite 0 or 1."""
    chance = 1 / (1 + exp(-total))
    return Decimal(str(round(min(max(chance, 0.01), 0.99), 2)))


@cache
def learnt() -> dict[LinkKind, dict[Sign | None, float]]:
    """What each sign weighs, in log odds at full strength, and where they start (under None)."""
    stored = json.loads(files("kamerbrief.following").joinpath("weights.json").read_text("utf-8"))
    return {
        LinkKind(kind): {Sign(name) if name else None: value for name, value in weights.items()}
        for kind, weights in stored.items()
    }


def judged(kind: LinkKind, earlier: Stretch, later: Stretch, signs: Mapping[Sign, float]) -> Iterator[Found]:
    """What words are to earlier ones, as the weights of a kind judge their signs; nothing where that is too unsure."""
    weights = learnt()[kind]
    rank = weights[None] + sum(weights.get(sign, 0.0) * strength for sign, strength in signs.items())
    probability = chance_of(rank)
    if probability >= FLOOR:
        shown = sorted(sign for sign, strength in signs.items() if strength > 0 and weights.get(sign))
        yield Found(kind=kind, later=later, earlier=earlier, signs=tuple(shown), probability=probability, rank=rank)
