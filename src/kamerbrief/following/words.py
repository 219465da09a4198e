"""The words by which two passages are about one thing: stems without what every letter says, and what they share."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from kamerbrief.following.model import Digest
from kamerbrief.lexicon import load, phrase_pattern

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\W_]*\d[^\W_]*[^\W\d_][^\W_]*")
_STAR, _REST = re.escape("*"), r"\w*"
_DOUBLED = re.compile(r"([a-z])\1")
_ENDINGS = ("eren", "en", "es", "e", "s")
#: A participle, with what stands before *ge-*: *opengesteld*, *gepubliceerd*; *toegezonden*, its ending off.
_PARTICIPLE = re.compile(
    r"(?P<before>(?:aan|achter|af|bij|bijeen|door|in|mee|na|om|onder|op|open|over|terug|toe|uit|vast|voor|weg)?)ge"
    r"(?P<rest>\w{3,})"
)
#: A noun of what is done: *herziening* is what *herzien* does.
_DOING = re.compile(r"(?P<rest>\w{4,})ing")
#: A verb from the French: *publiceer*.
_FRENCH = re.compile(r"(?P<rest>\w{4,})eer[dt]?")
#: What a finite verb, or a weak participle, ends in: *opent*, *gemeld*.
_FINITE = re.compile(r"\w{2,}[bcfghjklmnpqrsvwxz][dt]")
#: Shortest word that tells anything, shortest part of a compound that does and what must be left of the compound, and
#: how many letters two words must begin with that are forms of one.
_SHORTEST, _PART, _LEFT, _BEGIN = 3, 4, 3, 7
#: What a part of a compound is worth of the word.
_OF_COMPOUND = 0.6
#: What a word is worth that only the sentence before says on one side, and on both.
_CROSS, _BOTH = 0.4, 0.1
#: What a word of a programme's name is worth that both letters are about.
_OF_NAME = 0.4
#: How much a word loses by being said often, and what one is worth that no other letter says.
_OFTEN, _FULL = 0.6, 1.6
#: Less than this cannot be all that a passage is about.
_LITTLE = 1.5


@cache
def _empty() -> tuple[frozenset[str], frozenset[str]]:
    """Words that tell nothing, and the stems of those long enough that no other word has them."""
    words = [_plain(word) for word in load("following")["empty"]["words"]]
    return frozenset(words), frozenset(stem(word) for word in words if len(word) > _PART)


def _is_empty(word: str) -> bool:
    words, stems_ = _empty()
    return _plain(word) in words or stem(word) in stems_


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, as singular and plural, and a verb's forms, share it: *scholen* and *school*."""
    plain = _plain(word).replace("'s", "").replace("'", "")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            plain = plain[: -len(ending)]
            break
    plain = _root(plain)
    plain = _DOUBLED.sub(r"\1", plain)
    return plain[:-1] + {"v": "f", "z": "s"}.get(plain[-1:], plain[-1:])


def _root(word: str) -> str:
    """A verb's part of a word: that of its participle, or of the noun of what is done."""
    if french := _FRENCH.fullmatch(word):
        word = french["rest"]
    participle = _PARTICIPLE.fullmatch(word)
    if participle and (participle["before"] or french or participle["rest"][-1] in "dt"):
        word = participle["before"] + participle["rest"]
    if doing := _DOING.fullmatch(word):
        word = doing["rest"].removesuffix("en") if len(doing["rest"]) > _BEGIN - 1 else doing["rest"]
    return word[:-1] if _FINITE.fullmatch(word) else word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text that tell what it is about, once each, in order."""
    found = (stem(match.group()) for match in _WORD.finditer(text) if not _is_empty(match.group()))
    return tuple(dict.fromkeys(one for one in found if len(one) >= _SHORTEST))


@cache
def _known() -> tuple[int, dict[str, int]]:
    """How many sentences were counted, and how many of them say each stem that several say."""
    counted = json.loads(files("kamerbrief.following").joinpath("frequencies.json").read_text("utf-8"))
    return counted["sentences"], counted["stems"]


@lru_cache(maxsize=65536)
def rareness(word: str) -> float:
    """How much a stem tells by how few sentences of letters say it: 1 for one that none says, 0 for what all say."""
    sentences, known = _known()
    return 1 - log(1 + known.get(word, 0)) / log(1 + sentences)


@cache
def _akin() -> dict[str, frozenset[str]]:
    """The stems that may stand for each."""
    found: dict[str, frozenset[str]] = {}
    for words in load("following")["akin"]["list"]:
        group = frozenset(stem(word) for word in words)
        found |= {one: found.get(one, frozenset()) | group for one in group}
    return found


class Telling:
    """How much words tell in two letters: the more sentences of a letter say one, and letters at all, the less."""

    def __init__(self, later: Digest, earlier: Digest) -> None:
        self._often = (later.often, earlier.often)
        names = set(later.programmes) & set(earlier.programmes)
        self._named = frozenset(stem(word) for name in names for word in name.split("-"))
        self._weights: dict[str, float] = {}
        self._near: dict[str, frozenset[str]] = {}
        self._buckets: dict[str, list[str]] = defaultdict(list)
        for word in sorted(later.vocabulary() | earlier.vocabulary()):
            if len(word) >= _PART:
                for bucket in {f"{word[:_PART]}-", f"-{word[-_PART:]}"}:
                    self._buckets[bucket].append(word)

    def of(self, word: str) -> float:
        """The weight of one word."""
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._weigh(word)
        return known

    def _weigh(self, word: str) -> float:
        times = max(often.get(word, 1) for often in self._often)
        named = _OF_NAME if word in self._named else 1.0
        return _FULL * named * rareness(word) / (1 + _OFTEN * log(times))

    def whole(self, words: Iterable[str]) -> float:
        """The weight of words together."""
        return sum(self.of(word) for word in words)

    def shared(self, words: Iterable[str], others: Collection[str]) -> float:
        """The weight of those words that the others say too; a part of a compound counts for less."""
        told = others if isinstance(others, frozenset) else frozenset(others)
        return sum(self._shared(word, told) for word in words)

    def _shared(self, word: str, others: frozenset[str]) -> float:
        if word in others:
            return self.of(word)
        akin = self._akin(word) & others
        return _OF_COMPOUND * max(min(self.of(word), self.of(other)) for other in akin) if akin else 0.0

    def _akin(self, word: str) -> frozenset[str]:
        """The words of which one is a part or which are a part of it, and those that may stand for it."""
        known = self._near.get(word)
        if known is None:
            near = {*self._buckets.get(f"{word[:_PART]}-", ()), *self._buckets.get(f"-{word[-_PART:]}", ())} - {word}
            parts = {other for other in near if _is_part(word, other)}
            known = self._near[word] = frozenset(parts | _akin().get(word, frozenset()) - {word})
        return known

    def direct(self, own: Iterable[str], others: Iterable[str]) -> float:
        """How many words two passages themselves have in common; a long one that is rare counts for more."""
        return self.shared(own, frozenset(others))

    def near(self, own: Sequence[str], before: Sequence[str], others: Sequence[str], beside: Sequence[str]) -> float:
        """How many words two passages have in common, those that only the sentences before say for less."""
        here, there = frozenset(own), frozenset(others)
        crossed = self.shared([word for word in own if word not in there], frozenset(beside) - there)
        crossed += self.shared([word for word in before if word not in here], there - here)
        both = self.shared([word for word in before if word not in here], frozenset(beside) - there)
        return self.shared(own, there) + _CROSS * crossed + _BOTH * both

    def cover(self, own: Sequence[str], others: Collection[str]) -> float:
        """Which part of its own words the others say, 0 to 1; none of a passage without words."""
        whole = self.whole(own)
        return self.shared(own, frozenset(others)) / whole if whole else 0.0

    def likeness(
        self,
        own: Sequence[str],
        before: Sequence[str],
        others: Sequence[str],
        beside: Sequence[str],
        both: float = _BOTH,
    ) -> float:
        """How much two passages are about one thing, 0 to 1.

        ``before`` and ``beside`` are the words of what stands before each: they count for less, and a passage is not
        less like another for what only they say.
        """
        here, there = frozenset(own), frozenset(others)
        direct = self.shared(own, there)
        left = [word for word in own if not self._shared(word, there)]
        missing = [word for word in others if not self._shared(word, here)]
        cross = self.shared(left, frozenset(beside)) + self.shared(missing, frozenset(before))
        told = self.shared([word for word in before if word not in here], frozenset(beside) - there)
        least = max(min(self.whole(own), self.whole(others)), _LITTLE)
        whole = (max(self.whole(own), _LITTLE) + least) / 2
        return min((direct + _CROSS * cross + both * told) / whole, 1.0)


def _is_part(one: str, other: str) -> bool:
    """Whether one word is part of the other, a compound, or both begin alike: *plan* and *drinkwaterplan*."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _PART and len(long) >= len(short) + _LEFT and (long.endswith(short) or long.startswith(short)):
        return True
    return len(short) >= _BEGIN and one[:_BEGIN] == other[:_BEGIN]


@cache
def said(section: str, key: str = "words") -> re.Pattern[str]:
    """The pattern for any phrase of a list of ``lexicon/following.toml``."""
    return phrase_pattern(load("following")[section][key])


#: A word with a capital that is no first word, or one of capitals; and what is written so in every letter.
_NAME = re.compile(r"(?<=[^\W_][ ,;(/])[A-ZÀ-Þ][^\W\d_]{2,}|\b[A-Z][A-Za-z]*[A-Z]{1,}[A-Za-z]*\b")
_NO_NAME = frozenset(
    {"kamer", "kamers", "eerste", "tweede", "kamerstuk", "nederland", "nederlandse", "bijlage", "raad", "minister"}
)


def names_of(text: str) -> tuple[str, ...]:
    """The words of names in a text, of bodies, places and programmes: those with a capital that are no first words."""
    found = (_plain(match.group()) for match in _NAME.finditer(text))
    return tuple(dict.fromkeys(one for one in found if one not in _NO_NAME))


#: A name of several words: *Schone Kades*, *Huis van de Taal*; what may stand before it, and how long it is at least.
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
_NAMES = re.compile(rf"\b{_CAPITAL}(?:\s+(?:(?:van|voor|de|het|te|op|in|met|bij|zonder)\s+){{0,3}}{_CAPITAL})+")
_WORDS = 2


def named_things(text: str) -> tuple[str, ...]:
    """The names of several words in a text that are of programmes, schemes and reports, not of bodies and places."""
    found = (_without_lead(match[0].split()) for match in _NAMES.finditer(text))
    return tuple(dict.fromkeys(_plain(name) for name in found if name and not _bodies().search(name)))


def _without_lead(words: list[str]) -> str:
    """A name without what leads up to it: *Het programma Schone Kades*; nothing where one word is left."""
    while words and (words[0].lower() in load("following")["lead"]["words"] or words[0].islower()):
        words = words[1:]
    return " ".join(words) if sum(word[0].isupper() for word in words) >= _WORDS else ""


@cache
def _bodies() -> re.Pattern[str]:
    return _starred(load("following")["bodies"]["words"])


def _starred(words: Iterable[str]) -> re.Pattern[str]:
    """The pattern for any of the words; a ``*`` stands for the rest of one, before or behind."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(word).replace(_STAR, _REST) for word in words)})\b", re.IGNORECASE)


#: Words that stand for what the sentence before names: at the beginning, or anywhere.
_REFERS = re.compile(
    r"^\W*(?:Dat|Die|Deze|Dit|Zij|Hij|Het|Ze)\b|\b(?:daar|hier)(?:aan|bij|in|mee|na|naar|op|over|toe|tot|van|voor)\b"
    r"|\b(?:haar|hun|ze|deze|die|dat|dit)\s+(?:\w+\s+)?(?:$|[.,;:]|ik\b|wij\b|u\b|aan\b|als\b|is\b|zijn\b|heb\b|in\b|voor\b)",
    re.IGNORECASE,
)


def refers(text: str) -> bool:
    """Whether a sentence is about what the one before names: *Die brief stuur ik*, *Ik informeer u hierover*."""
    return _REFERS.search(text) is not None


@cache
def _kinds() -> tuple[re.Pattern[str], ...]:
    """A pattern for each kind."""
    return tuple(_starred(words) for words in load("following")["kinds"]["list"])


def kinds_of(text: str) -> tuple[int, ...]:
    """The kinds of what a text speaks of that may be promised and delivered, by their places in the list."""
    return tuple(place for place, kind in enumerate(_kinds()) if kind.search(text))


@cache
def letter_pattern() -> str:
    """The pattern for a word that a letter may be called: *brief*, *voortgangsrapportage*."""
    return rf"\w*(?:{'|'.join(load('following')['letters']['endings'])})\b"


def is_letter(name: str) -> bool:
    """Whether a word is what a letter may be called."""
    return re.fullmatch(letter_pattern(), name, re.IGNORECASE) is not None


#: What any letter may be called.
_ANY = frozenset({"brief", "brieven", "kamerbrief", "schrijven"})


@lru_cache(maxsize=4096)
def letters_of(text: str) -> frozenset[str]:
    """What a text calls letters, by stem; what every letter may be called is left out."""
    found = re.compile(rf"\b{letter_pattern()}", re.IGNORECASE).findall(text)
    return frozenset(stem(name) for name in found if name.lower() not in _ANY)
