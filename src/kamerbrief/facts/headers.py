"""What the header of a row or column says that it holds: money, a total, or something else that is no money."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.lexicon import alternatives, load, phrase_pattern


@cache
def header_words(name: str) -> re.Pattern[str]:
    """The pattern for a list of words of ``tables.toml``: money, other, total; ``*`` stands for the rest of a word."""
    words = load("tables")[name]["words"]
    signs = [word for word in words if not word[0].isalnum() and not word.startswith("*")]
    endings = [word[1:] for word in words if word.startswith("*")]
    plain = phrase_pattern(word for word in words if word[0].isalnum()).pattern
    compound = rf"(?:{alternatives(endings)})(?!\w)"
    parts = [part for part, used in ((plain, True), (compound, endings), (alternatives(signs), signs)) if used]
    return re.compile("|".join(parts), re.IGNORECASE)


def holds_other(header: str) -> bool:
    """True where a header says that what it heads is no money: Aantal fte, Lengte (km), Jaar, Zaaknummer."""
    return bool(
        header_words("other").search(header) or _ends_in_unit().search(header) or _alone().fullmatch(header.strip())
    )


@cache
def _ends_in_unit() -> re.Pattern[str]:
    units = alternatives(load("tables")["other"]["units"])
    return re.compile(rf"(?:\(|(?<!\w)in\s)(?:in\s)?(?:{units})\)?\s*$", re.IGNORECASE)


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(alternatives(load("tables")["other"]["alone"]), re.IGNORECASE)
