"""Where the name of a programme stands but none is meant: *MIRT-projecten*, and funds in a list of foundations."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.facts.programmes.words import cue_in, listed
from kamerbrief.lexicon import alternatives, load

#: The rest of a compound; where a line ended in it, behind a blank: *de MIRT- projecten*.
_BEHIND_HYPHEN = re.compile(r"-\s?(?!en\b|of\b)([a-zà-ÿ]{3,40})")
#: How far from a name the others of its list are looked for, in characters.
_REACH = 160


def end_of_compound(text: str, end: int) -> int:
    """Where a name ends of which a cue is the last part: *JOGG* in `de JOGG-aanpak`; ``end`` itself elsewhere."""
    part = _BEHIND_HYPHEN.match(text, end)
    cue = cue_in(part[1]) if part else None
    return part.end() if part and cue else end


def is_only_part(text: str, end: int) -> bool:
    """True for the first part of a compound that is no programme and no money of one: *MIRT* in `MIRT-projecten`."""
    part = _BEHIND_HYPHEN.match(text, end)
    return part is not None and not part[1].endswith(tuple(listed("compounds", "money")))


def among_bodies(text: str, start: int, end: int) -> bool:
    """True in a list with a foundation or society right before or behind, or with one name between."""
    return _behind_body().search(text, max(start - _REACH, 0), start) is not None or (
        _before_body().match(text, end, end + _REACH) is not None
    )


_ONE = r"[^,;().\n]{2,60}"


@cache
def _behind_body() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_bodies()})\s{_ONE}(?:,|\sen)\s(?:{_ONE}(?:,|\sen)\s)?$")


@cache
def _before_body() -> re.Pattern[str]:
    return re.compile(rf"(?:,|\sen)\s(?:{_ONE}(?:,|\sen)\s)?(?:{_bodies()})\s[A-ZÀ-Þ]")


def _bodies() -> str:
    return alternatives(load("programme_cues")["never"]["bodies"])
