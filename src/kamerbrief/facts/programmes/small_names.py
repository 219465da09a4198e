"""Where a name that goes on in small letters ends: *Regeling huisvesting aandachtsgroepen*, *Samen aan het werk*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kamerbrief.annotate.verbs import readings
from kamerbrief.facts.programmes.words import Word, ends_as_verb, is_adjective, is_bare_adjective, is_noun, listed

_MOST_SMALL_WORDS = 8
_MOST_IN_TAIL = 4
_STOP = re.compile(r"[’'”\"»]?(?:[.,;:)\n]|$)")


def end_of_small_name(words: Sequence[Word], at: int, *, with_voor: bool) -> int:
    """The last word of the nouns behind the cue ``at``, ``at`` itself where there are none.

    They stand next to the cue (*actieplan zwemveiligheid voor scholen*) or, ``with_voor``, behind *voor*.
    """
    last = at
    place = at + 1
    if with_voor and _said(words, place, "voor"):
        place += 2 if _article(words, place + 1) else 1
    while place <= at + _MOST_SMALL_WORDS:
        sure = words[place - 1].text in ("voor", "van", "de", "het")
        noun = _noun(words, place, sure=sure, behind_noun=last > at)
        if noun is None or noun > at + _MOST_SMALL_WORDS:
            return last
        last = noun
        place = _linked(words, last)
        if not place:
            return last
    return last


def end_of_small_tail(text: str, words: Sequence[Word], last: int) -> int:
    """The end of a name that goes on behind a preposition, where a stop or a verb tells it: *Samen aan het werk.*"""
    for place in range(last + 1, min(last + 1 + _MOST_IN_TAIL, len(words))):
        if not words[place].tied or not words[place].text.islower():
            return last
        if place > last + 1 and (_STOP.match(text, words[place].end) or _is_verb(words, place + 1)):
            return last if ends_as_verb(words[place].text) or _is_verb(words, place) else place
    return last


def _is_verb(words: Sequence[Word], place: int) -> bool:
    """True where a word carries the clause: *loopt* in `Samen aan het werk loopt`."""
    word = words[place] if place < len(words) else None
    return word is not None and word.tied and any(one.finite for one in readings(word.text))


def _noun(words: Sequence[Word], place: int, *, sure: bool = False, behind_noun: bool = False) -> int | None:
    """The noun at a place, or behind adjectives there that *en* may join: *digitale en hybride zorg*.

    ``sure`` says that no verb can stand there, so that *voor scholen* is one; ``behind_noun`` that an adjective without
    an ending can: *verbetering financieel beheer*.
    """
    described = sure
    for at in range(place, min(place + 4, len(words))):
        word = words[at]
        if not word.tied:
            return None
        if (pairs := _pairs(words, at)) or (word.text == "en" and (described or _pairs(words, at - 1))):
            described = described or pairs
            continue
        if is_noun(word.text, behind_adjective=described) and not _adjective_here(words, at):
            return at
        bare = behind_noun and is_bare_adjective(word.text) and at + 1 < len(words) and is_noun(words[at + 1].text)
        if not (is_adjective(word.text) or bare):
            return None
        described = True
    return None


def _pairs(words: Sequence[Word], at: int) -> bool:
    """True for the first part of *risico- en crisisbeheersing*."""
    return words[at].text.endswith("-") and words[at].text[0].isalpha() and _said(words, at + 1, "en")


def _adjective_here(words: Sequence[Word], at: int) -> bool:
    """True for a word in -e before another noun: *digitale vaardigheden*."""
    return (
        is_adjective(words[at].text)
        and at + 1 < len(words)
        and words[at + 1].tied
        and is_noun(words[at + 1].text, behind_adjective=True)
    )


def _linked(words: Sequence[Word], last: int) -> int:
    """The place of what goes on behind a link (*van de*, *voor*, *en*); 0 where nothing does."""
    place = last + 1
    if place < len(words) and words[place].tied and words[place].text in listed("inside", "small_links"):
        return place + (2 if words[place].text != "en" and _article(words, place + 1) else 1)
    return place if _noun(words, place, behind_noun=True) is not None else 0


def _said(words: Sequence[Word], place: int, word: str) -> bool:
    return place < len(words) and words[place].tied and words[place].text == word


def _article(words: Sequence[Word], place: int) -> bool:
    return _said(words, place, "de") or _said(words, place, "het")
