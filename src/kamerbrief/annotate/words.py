"""The words and stops of a sentence, and which of the words may be a finite verb there.

A form that may be a noun as well (*de vraag*, *het besluit*, *onderzoeken*) is weighed by the words next to it; what is
left open (a plural or an infinitive) stays :attr:`Word.weak` and is decided clause by clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kamerbrief.annotate.verbs import Form, Reading, Verb, readings, with_particle
from kamerbrief.language.sentences import ABBREVIATIONS
from kamerbrief.lexicon import load

#: A word with what is written to it (o.a., niet-commerciële, t/m), a stop, or the end of a line.
_TOKEN = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*|[^\w\s]|_|\n")
_SENTENCE_END = re.compile(r"[\"'”’»)\]]*(?:\s+[\"'“‘„«(\[]*[A-ZÀ-Þ]|\s*$)")
_ABBREVIATION = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ABBREVIATIONS))}|[A-Z])\.(?=\s*\S)", re.IGNORECASE)
#: Stops that end whatever is open.
STRONG = frozenset(".;:?!…\n")
#: Endings of an adjective that is no noun.
_ADJECTIVE = ("lijk", "baar", "zaam", "isch", "ief", "ig")
#: The look of a participle that the table does not know, and what is read of it: no lemma, no class.
_PARTICIPLE = re.compile(
    r"(?:(?:af|aan|op|uit|in|toe|bij|mee|over|door|voor|vast|terug|weg|weer|samen|na|neer|om|tegen)ge|ge)[a-zë-ü]{3,}(?:d|t)"
)
_UNKNOWN = Reading(Verb("", frozenset(), ""), Form.PARTICIPLE)
_THIRD = re.compile(r"[a-zë-ü]{3,}t")


@dataclass(slots=True)
class Word:
    """A word or a stop at [start, end); ``text`` is in small letters.

    ``sure`` says that it is a finite verb, ``weak`` that it may be one if its clause has no other; ``verbal`` are the
    readings that its place leaves, ``te`` whether *te* stands before it.
    """

    text: str
    start: int
    end: int
    stop: bool
    verbal: tuple[Reading, ...] = ()
    sure: bool = False
    weak: bool = False
    te: bool = False

    @property
    def nonfinite(self) -> tuple[Reading, ...]:
        """The readings as an infinitive or a participle."""
        return tuple(one for one in self.verbal if one.form in (Form.INFINITIVE, Form.PARTICIPLE))


@cache
def small(*names: str) -> frozenset[str]:
    """The small words of one list of ``lexicon/grammar.toml``, or of several together."""
    return frozenset().union(*(load("grammar")[name] for name in names))


def words_of(text: str) -> list[Word]:
    """The words and stops of a text, with what each may be as a verb."""
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        said = match.group()
        start, end = match.span()
        if said != "." or _ends(text, end):
            words.append(Word(said.lower(), start, end, not said[0].isalnum()))
    if foreign(words):
        return words
    before = ""
    for place, word in enumerate(words):
        if not word.stop:
            kind = _kind(word.text)
            if kind.readings or before == "te":
                _weigh(words, place, before, kind)
            elif before in _SUBJECTS and _unknown_finite(word.text, before, text_at(words, place - 2)):
                word.weak = True
            elif kind.looks_participle and not _noun_place(before, False):
                word.verbal = (_UNKNOWN,)
        before = word.text
    return words


def _ends(text: str, place: int) -> bool:
    """Whether a full stop that ends at a place ends a sentence: with nothing, or a capital, behind it."""
    if place < len(text) and not _SENTENCE_END.match(text, place):
        return False
    begin = max(0, place - 12)
    return text.find(".", begin, place - 1) < 0 or not _ABBREVIATION.search(text, begin, place)


def foreign(words: Sequence[Word]) -> bool:
    """Whether the words are of another language: more of its small words than of Dutch ones, and three at least."""
    said = [word.text for word in words]
    theirs = sum(map(small("foreign").__contains__, said))
    return theirs > 2 and theirs > sum(map(small("native").__contains__, said))


def text_at(words: Sequence[Word], place: int) -> str:
    """The word at a place, empty beyond the ends."""
    return words[place].text if 0 <= place < len(words) else ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a word may be as a verb, wherever it stands.

    ``finite`` are those of its readings that carry a clause. ``first`` says that these are all of a first person in the
    present, ``personal`` that one tells its person, ``sure`` that it can be nothing but finite, ``plural`` and
    ``always`` what :func:`_plural` and :func:`_always_verb` say; ``looks_participle`` is asked of what has no readings.
    """

    readings: tuple[Reading, ...] = ()
    finite: tuple[Reading, ...] = ()
    infinitives: tuple[Reading, ...] = ()
    participles: tuple[Reading, ...] = ()
    first: bool = False
    personal: bool = False
    sure: bool = False
    plural: bool = False
    always: bool = False
    looks_participle: bool = False


_NO_VERB, _LIKE_A_PARTICIPLE = _Kind(), _Kind(looks_participle=True)


@lru_cache(maxsize=50_000)
def _kind(word: str) -> _Kind:
    found = () if word in small("adjectives") else readings(word)
    if not found:
        return _LIKE_A_PARTICIPLE if _looks_participle(word) else _NO_VERB
    finite = tuple(one for one in found if one.finite)
    return _Kind(
        found,
        finite,
        infinitives=tuple(one for one in found if one.form is Form.INFINITIVE),
        participles=tuple(one for one in found if one.form is Form.PARTICIPLE),
        first=all(one.person == 1 and one.form is Form.PRESENT for one in finite),
        personal=any(one.person for one in finite),
        sure=len(finite) == len(found) and not all(one.joined for one in finite),
        plural=_plural(word, finite),
        always=_always_verb(word, found),
    )


def _weigh(words: list[Word], place: int, before: str, kind: _Kind) -> None:
    """Which readings of a word hold where it stands, behind another."""
    word = words[place]
    if before == "te":
        word.te = bool(kind.readings) or word.text.endswith("n")
        word.verbal = with_particle(text_at(words, place - 2), kind.infinitives) or kind.infinitives
        return
    after = text_at(words, place + 1)
    if word.text in small("nouns") or (word.text == "zijn" and _possessive(before, after)):
        return
    word.verbal = kind.readings
    if not kind.finite:
        infinitive = len(kind.infinitives) == len(kind.readings)
        if (infinitive and _noun_place(before, False)) or (not infinitive and is_attribute(words, place)):
            word.verbal = ()
        return
    if after in _INVERTED:
        word.sure = word.weak = True
        return
    if not kind.always and _noun_place(before, kind.plural):
        word.weak = _stranded(words, place)
        participles = () if is_attribute(words, place) else kind.participles
        word.verbal = kind.readings if word.weak else participles
        return
    if kind.first:
        if after[:1].isdigit() and before != "ik":
            word.verbal = ()  # begin 2026: a time
            return
        word.sure = "ik" in (before, after) or after == "u"
        word.weak = True
        return
    if after == "van" and not kind.personal and word.text != "zijn" and adjective(before):
        # het volledig informeren van de partij: a noun.
        word.verbal = kind.participles
        return
    word.sure = kind.sure
    word.weak = True


def is_attribute(words: Sequence[Word], place: int) -> bool:
    """Whether a participle stands in a noun phrase: *bij nog niet aangesloten provincies*, *de betrokken havens*."""
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or after.stop or after.text in _small_words() or after.text[0].isdigit():
        return False
    if _kind(after.text).readings:
        return False
    before = place - 1
    while before > place - 4 and text_at(words, before) in small("adverbs"):
        before -= 1
    # "zijn" is a verb more often than a pronoun.
    opens = text_at(words, before)
    return opens != "zijn" and (opens in small("determiners") or opens in small("prepositions"))


@cache
def _small_words() -> frozenset[str]:
    return small(
        "determiners",
        "prepositions",
        "adverbs",
        "joins",
        "conjunctions",
        "perhaps",
        "pronouns",
        "subjects",
        "relative",
        "question",
        "infinitive",
    )


def _looks_participle(word: str) -> bool:
    looks = word.endswith(("d", "t", "en")) and _PARTICIPLE.fullmatch(word) is not None
    return looks and word not in small("adjectives")


def _stranded(words: Sequence[Word], place: int) -> bool:
    """Whether an infinitive ends its stretch behind a preposition that is of an adverb: *daar niet op vooruitlopen*."""
    ends = place + 1 == len(words) or words[place + 1].stop
    adverbs = small("adverbs")
    near = (text_at(words, at) for at in range(max(place - 8, 0), place - 1))
    return ends and text_at(words, place - 1) in small("prepositions") and any(word in adverbs for word in near)


def _always_verb(word: str, found: Sequence[Reading]) -> bool:
    """Auxiliaries are verbs wherever they stand; so is a third person that is no noun."""
    if any("auxiliary" in one.verb.classes and one.finite and one.verb.base in load("verbs")["whole"] for one in found):
        return True
    if word in small("nouns_in_t"):
        return False
    return all((one.person == 3 or one.form is Form.PAST) and not one.joined for one in found)


def _possessive(before: str, after: str) -> bool:
    return before in small("prepositions") and after not in ("", ",", ".")


#: Pronouns that make a finite verb of the word before them: *verwacht u*, *voorkomen we*.
_INVERTED = frozenset(("ik", "u", "we", "wij", "men", "hij"))


def _plural(word: str, finite: Sequence[Reading]) -> bool:
    """Whether a form is a plural or a third person that is no noun: behind words in -e it may be the verb."""
    if any(one.person == 3 for one in finite):
        return word not in small("nouns_in_t")
    return word not in small("plurals") and all(one.number == "plural" for one in finite)


@lru_cache(maxsize=50_000)
def _noun_place(before: str, plural: bool) -> bool:
    """Whether the word before makes a noun of the next one: an article, a preposition, an adjective in -e."""
    if before in small("pronouns") or before in small("joins") or before in small("conjunctions"):
        return False
    if before in ("dat", "die", "dit", "het") or before in small("adverbs"):
        return before == "het"
    if plural and (before == "deze" or before not in small("determiners", "prepositions")):
        return False
    if before in small("determiners") or before in small("prepositions"):
        return True
    return (
        len(before) > 4
        and before.endswith(("e", "ige", "elijke"))
        and not readings(before)
        and before not in small("nouns_in_e")
    )


#: Subjects next to which a word that the table does not know is a verb.
_WE = frozenset(("wij", "we"))
_SUBJECTS = _WE | {"ik", "hij", "men", "kabinet", "rijk", "minister", "raad", "commissie"}


def _unknown_finite(word: str, before: str, second: str) -> bool:
    """A verb that the table does not know, by one of ``_SUBJECTS`` before it."""
    if word in small("determiners", "prepositions", "adverbs", "nouns"):
        return False
    if before == "ik":
        return word.isalpha() and len(word) > 3 and not word.endswith("ing") and word not in small("conjunctions")
    if before in _WE:
        return word.endswith("en") and len(word) > 4
    return second not in small("prepositions") and bool(_THIRD.fullmatch(word))


def adjective(word: str) -> bool:
    """Whether a word is no noun by its look: an adjective or an adverb."""
    return word in small("judging") or word in small("adverbs") or word.endswith(_ADJECTIVE)
