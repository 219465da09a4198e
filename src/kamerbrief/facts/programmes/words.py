"""The words of a block as the finders of programme names see them, and what the lists say of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from kamerbrief.annotate.verbs import Form, readings
from kamerbrief.contract import ProgrammeKind
from kamerbrief.facts.programmes.register import Words
from kamerbrief.language.ministries import ministries_in
from kamerbrief.lexicon import load

#: A word; it may hold letters in brackets: `BES(t)`, `(t)huis`.
_WORD = re.compile(r"(?:\([a-z]{1,3}\)(?=\w))?[^\W_](?:[\w&+’'./-]|\([a-z]{1,3}\)){0,60}|&")
#: What opens a quoted name; a closing mark does so too, before a capital: *’Samen Sterk’*.
OPENING = r"(?:[‘'“\"«„]{1,2}|’{1,2}(?=[A-ZÀ-Þ]))"
#: Between two words this begins a sentence or a line.
_OPENS = frozenset(".?!:\n•–")
_YEARS = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)?\d\d)?")
#: Past tenses and third persons (*leverde*, *stelt*), which end a name written in small letters.
_VERB = re.compile(r".*(?:[^aeiou]t|[aeo]{2}t|[lnrgdvzjm]de|[kfschpt]te|[aeiou]{2}gt)$")
#: Participles (*opgesteld*, *bekeken*): no noun begins and ends so.
_PARTICIPLE = re.compile(r"(?:\w{2,5})?ge\w{3,}[dt]|(?:be|ver|her|ont)\w{3,}d|\w{4,}end")
_ADJECTIVE = re.compile(r"[a-zà-ÿ]{3,20}e")
#: Adjectives without an ending, which behind a noun say how something is done (*landelijk*, *structureel*).
_ADVERB = re.compile(r"\w+(?:lijk|eel|ief|aal|isch|ig|baar|jks|zaam|loos|ciet)")
#: Adverbs that stand for something with a preposition: *waarover*, *daarbij*.
_PRONOMINAL = re.compile(r"(?:waar|daar|hier)\w{2,8}")
#: The plural of a cue in capitals: *de SPUK’s*.
_PLURAL = re.compile(r"(?<=[A-Z])[’']s$")
_SURE_NOUN = re.compile(r"\w+(?:iteit|kunst|vest|ing|heid|schap|atie|isme|zicht|dienst|kracht|macht|markt)")
_SMALL_WORD = 6
_COINED = 4


class Word(NamedTuple):
    """A word; ``opens`` says that it stands first in a sentence, ``tied`` that one blank parts it from the last."""

    start: int
    end: int
    text: str
    tied: bool
    opens: bool

    @property
    def capital(self) -> bool:
        """True for a word that has a capital, or begins with a figure and is no year or amount."""
        if self.text.isdigit():
            return len(self.text) == 1
        return self.text[0].isupper() or (self.text[0].isdigit() and not _YEARS.fullmatch(self.text))

    @property
    def years(self) -> bool:
        """True for `2040` and `2022-2027`."""
        return _YEARS.fullmatch(self.text) is not None

    @property
    def coined(self) -> bool:
        """True for a word that is made as a name, by its capitals: `STORM`, `ZonneDijk`, `K-EET`."""
        capitals = sum(sign.isupper() for sign in self.text)
        known = self.text.partition("-")[0].casefold() in listed("never", "subjects") or is_ministry(self.text)
        return capitals > 1 and len(self.text) >= _COINED and self.text[0].isupper() and not known


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word says of the name beside it; ``compound`` where the word only ends in a cue (*Klimaatfonds*)."""

    kind: ProgrammeKind
    word: str
    compound: bool


@cache
def listed(group: str, key: str) -> frozenset[str]:
    """One list of ``lexicon/programme_cues.toml``, in small letters."""
    return frozenset(word.casefold() for word in load("programme_cues")[group][key])


@cache
def kinds(group: str) -> dict[str, ProgrammeKind]:
    """The cues or endings with the kind of programme that they tell."""
    return {word: ProgrammeKind(kind) for kind, words in load("programme_cues")[group].items() for word in words}


def words_in(text: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]`` in order."""
    found: list[Word] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        begin, said = match.start(), match.group().rstrip(".'’/")
        tied = begin - last == 1 and text[last] == " "
        opens = not found or (not tied and not _OPENS.isdisjoint(text[last:begin]))
        last = begin + len(said)
        found.append(Word(begin, last, said, tied, opens))
    return found


@cache
def _endings() -> tuple[str, ...]:
    return tuple(kinds("endings"))


@cache
def _other_endings() -> tuple[str, ...]:
    return tuple(listed("never", "endings"))


@lru_cache(maxsize=16_384)
def cue_in(word: str, *, small: bool = False) -> Cue | None:
    """The cue that a word is or, with a capital (or, where ``small``, without one), ends in."""
    plain = (_PLURAL.sub("", word) if word[-2:] in ("’s", "'s") else word).casefold()
    kind = kinds("cues").get(plain)
    if kind:
        return Cue(kind, plain, compound=False)
    if not (word[0].isupper() or small) or plain.endswith(_other_endings()):
        return None
    ending = next((e for e in kinds("endings") if plain.endswith(e)), None) if plain.endswith(_endings()) else None
    return Cue(kinds("endings")[ending], ending, compound=True) if ending else None


def places_of_cues(words: Words) -> list[int]:
    """Where words of a text stand that are a cue or end in one, in order."""
    telling = {word for word in set(words.folded) if word.endswith(_telling_ends())}
    return [start for word, (start, _) in zip(words.folded, words.spans, strict=True) if word in telling]


@cache
def _telling_ends() -> tuple[str, ...]:
    return tuple({*kinds("cues"), *_endings()})


def is_apposed(cue: Cue) -> bool:
    """True for a cue behind which nouns in small letters are a name: `het actieplan zwemveiligheid`."""
    ends = cue.word.endswith(tuple(listed("reading", "apposed_compounds")))
    longer = cue.compound or cue.word not in listed("reading", "apposed_compounds")
    return cue.word in listed("reading", "apposed") or (ends and longer)


def kind_of(name: str) -> ProgrammeKind:
    """The kind that the cue in a name tells; a programme where it has none."""
    cues = [cue for word in _WORD.findall(name) if (cue := cue_in(word))]
    return cues[0].kind if cues else ProgrammeKind.PROGRAMME


def kind_told(name: str) -> bool:
    """True where a word of the name tells its kind, with a capital or without."""
    return any(cue_in(word, small=True) for word in _WORD.findall(name))


def is_ministry(name: str) -> bool:
    """True where the whole name is that of a ministry."""
    return any(start == 0 and end == len(name) for start, end, _ in ministries_in(name))


def definite(words: Sequence[Word], at: int) -> bool:
    """True where `de` or `het` stands before a word, with an adjective between them at most: `het nieuwe Waterplan`."""
    for place in (at - 1, at - 2):
        if place < 0 or not words[place + 1].tied:
            return False
        if words[place].text.casefold() in listed("inside", "articles"):
            return True
        if words[place].text != words[place].text.casefold():
            return False
    return False


def is_content(word: str) -> bool:
    """True for a long small word that can be a noun of a name: no verb, no adverb, no preposition."""
    if not word.islower() or len(word) < _SMALL_WORD or _is_function_word(word):
        return False
    if _SURE_NOUN.fullmatch(word) or word in listed("inside", "nouns"):
        return True
    return not looks_verbal(word)


def _is_function_word(word: str) -> bool:
    """True for a word that ends a name in small letters: *tevens*, *waarover*, *inzake*."""
    adverbs = word in load("grammar")["adverbs"] or _PRONOMINAL.fullmatch(word)
    return bool(adverbs) or word in listed("inside", "ends")


def ends_as_verb(word: str) -> bool:
    """True for *stopt* and *leverde*."""
    return _VERB.fullmatch(word) is not None


def looks_verbal(word: str) -> bool:
    """True for a word that ends as a verb, or is one other than a stem, which can be a noun (*behoud*, *beheer*)."""
    if _VERB.fullmatch(word) or _PARTICIPLE.fullmatch(word):
        return True
    return any(one.form is not Form.PRESENT or one.number != "singular" for one in readings(word))


def is_noun(word: str, *, behind_adjective: bool = False) -> bool:
    """As :func:`is_content`, without what says how something is done; a short word will do behind an adjective."""
    if behind_adjective and word.islower() and len(word) >= _COINED and not _VERB.fullmatch(word):
        return not _is_function_word(word) and not _PARTICIPLE.fullmatch(word)
    compound = "-" in word and len(word) > _SMALL_WORD and word[0].isalpha() and word[-1].islower()
    return compound or (is_content(word) and not _ADVERB.fullmatch(word))


def is_bare_adjective(word: str) -> bool:
    """True for an adjective without an ending, which can be an adverb too: *financieel*, *landelijk*."""
    return word.islower() and _ADVERB.fullmatch(word) is not None


def is_adjective(word: str) -> bool:
    """True for a small word that ends as an adjective before its noun does."""
    return _ADJECTIVE.fullmatch(word) is not None and not _is_function_word(word)
