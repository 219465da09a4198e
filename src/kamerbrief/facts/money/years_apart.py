"""Years beside a figure that tell of another thing: in brackets about the word before them, or among a noun's words."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.annotate.verbs import Form, readings
from kamerbrief.facts.told import Place
from kamerbrief.lexicon import load, phrase_pattern

#: A year in brackets, or a range without a word before it, belongs to the figure only this near, in characters.
ADJACENT = 3
#: So far before years, in characters, the bracket opens that they stand in, or the noun's article.
_BRACKET, _ARTICLE = 80, 30
#: Brackets that open, with words of their own before a year: *(vastgesteld in 2019)*.
_SAID_ASIDE = re.compile(r"\((?=[^()]*?(?<!\w)(?!in|over|voor)[^\W\d_]{2,}(?!\w))[^()]*$")
#: Before a year that stands within a noun's own words, and the participle behind it: *een in 2002 afgegeven garantie*.
_DETERMINED = re.compile(
    r"(?<!\w)(?:een|de|het|deze|die|dit|dat|alle|onze|mijn)\s(?:reeds\s|al\s)?(?:(?:in|sinds|vanaf|over)\s)?$"
)
_NEXT = re.compile(r"\s(?P<word>[a-zà-ÿ]+en?)\s(?P<noun>[\w-]+)?")


def says_other(text: str, begin: int, years: Place, figure: Place) -> bool:
    """Whether years at a place tell of something else than the figure; ``begin`` is where the words about it begin."""
    return (years[0] > figure[1] and _is_aside(text, begin, years, figure)) or _is_of_noun(text, begin, years)


def _is_aside(text: str, begin: int, years: Place, figure: Place) -> bool:
    """Whether years stand in brackets that speak of the word before them."""
    opened = _SAID_ASIDE.search(text, max(begin, years[0] - _BRACKET), years[0])
    return opened is not None and opened.start() - figure[1] > ADJACENT


def _is_of_noun(text: str, begin: int, years: Place) -> bool:
    """Whether years tell when another thing was done: *€ 4 mln voor een in 2002 gesloten fabriek*.

    Money that was set aside in a year is no other thing: *de in 2025 toegekende subsidie van € 4 mln*.
    """
    if not _DETERMINED.search(text, max(begin, years[0] - _ARTICLE), years[0]):
        return False
    following = _NEXT.match(text, years[1])
    forms = {one.form for one in readings(following["word"])} if following else set()
    if following is None or not forms & {Form.PARTICIPLE, Form.INFLECTED}:
        return False
    return following["noun"] is not None and not _of_money().fullmatch(following["noun"])


@cache
def _of_money() -> re.Pattern[str]:
    return phrase_pattern(load("tables")["money"]["words"])
