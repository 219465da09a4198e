"""Which amounts of a letter may be added up: money that a letter names twice counts once.

An amount counts when it is a level in euros with one value. What does not: a repetition of another amount, a total, a
part of another amount (waarvan), an amount per unit (per house, per pupil), an old level from which the letter itself
derives a new one, and a figure larger than any amount (an older version of this program may have kept one).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamerbrief.contract import LARGEST_AMOUNT, CheckType, Extraction, Movement


def counted(content: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the amounts that count, of an extraction as plain JSON data."""
    terms = [check["relation"]["terms"] for check in content["checks"] if check["type"] == CheckType.DIFFERENCE]
    replaced = {of_one[0] for of_one in terms if of_one}
    return frozenset(
        amount["id"]
        for amount in content["amounts"]
        if amount["movement"] == Movement.LEVEL
        and amount["currency"] == "EUR"
        and amount["value"]
        and abs(amount["value"]) <= LARGEST_AMOUNT
        and not (amount["restates"] or amount["total"] or amount["per"] or amount["id"] in replaced)
        and not amount.get("part_of")
    )


def counted_in(extraction: Extraction) -> frozenset[str]:
    """The ids of the amounts of an extraction that count."""
    return counted(extraction.model_dump(mode="json", include={"amounts", "checks"}))
