"""The words and signs that money notations are made of, cut from text in one pass.

A run is a stretch of tokens with nothing but blanks between them; any other word ends it. What a run says is read by
:mod:`kamerbrief.facts.money.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from kamerbrief.contract import Precision
from kamerbrief.facts.money.figures import BARE_DECIMALS, FIGURE, NOTE_MARK, NUMBER_WORDS
from kamerbrief.lexicon import Lookup, Sighted, alternatives, load


class Kind(StrEnum):
    """What a token is; the values name the groups of the pattern."""

    MARK = "mark"
    PRECISION = "precision"
    MINUS = "minus"
    YEAR = "year"
    CURRENCY = "currency"
    FIGURE = "figure"
    SCALE = "scale"
    RANGE = "range"
    LIST = "list"
    BETWEEN = "between"
    WORDS = "words"
    DASH = "dash"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign at [start, end) of the text; ``stop`` leaves out the dot of an abbreviation (mln.)."""

    kind: Kind
    start: int
    end: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What a figure is multiplied by; ``needs_currency`` ones mean money only beside a currency (5k, 5 duizend)."""

    factor: Decimal
    needs_currency: bool = False
    english: bool = False


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 code, what one of the printed unit is worth in it, and where the sign or word may stand."""

    code: str
    factor: Decimal
    before: bool
    after: bool
    weak: bool


#: What a figure without a currency is in, once its words say that it is money.
EURO = Currency("EUR", Decimal(1), before=True, after=True, weak=False)


@cache
def _scales() -> Lookup[Scale]:
    return Lookup(
        {
            word: Scale(
                Decimal(entry["factor"]), "glued" in entry or "behind_digits" in entry, word.endswith(("illion", "bn"))
            )
            for entry in load("money")["scale"]
            for word in entry["words"]
        }
    )


def scale_of(token: Token) -> Scale:
    """What the scale word stands for."""
    return _scales()[token.text.rstrip(".")]


@cache
def _currencies() -> Lookup[Currency]:
    found: Lookup[Currency] = Lookup()
    for entry in load("money")["currency"]:
        before, after, weak = (entry.get(place, []) for place in ("before", "after", "weak"))
        for word in [*before, *after, *weak]:
            found[word] = Currency(
                entry["code"], Decimal(entry.get("factor", "1")), word in before, word in [*after, *weak], word in weak
            )
    return found


def currency_of(token: Token) -> Currency:
    """What the currency sign or word stands for."""
    return _currencies()[token.text]


def currency_words() -> list[str]:
    """Every currency sign and word, as printed."""
    return list(_currencies())


def scale_words() -> list[str]:
    """Every word for a scale that may stand apart from its figure."""
    plain, behind, _ = _scale_words()
    return [*plain, *behind]


def currency_code(printed: str) -> tuple[str, Decimal]:
    """The ISO 4217 code of a currency sign or word, and what one of it is worth in that currency (k€: 1000)."""
    currency = _currencies()[printed]
    return currency.code, currency.factor


@cache
def _precisions() -> Lookup[Precision]:
    lists = load("amount_cues")["precision"]
    kinds = (kind for kind in Precision if kind.value in lists)
    return Lookup({phrase: kind for kind in kinds for phrase in lists[kind.value]})


def precision_of(token: Token) -> Precision:
    """What the word of precision says."""
    return _precisions()[token.text]


def _scale_words() -> tuple[list[str], list[str], list[str]]:
    """The scale words that stand anywhere, behind digits, and stuck to digits."""
    plain: list[str] = []
    behind: list[str] = []
    glued: list[str] = []
    for entry in load("money")["scale"]:
        place = glued if "glued" in entry else behind if "behind_digits" in entry else plain
        place.extend(entry["words"])
    return plain, behind, glued


@cache
def _pattern() -> re.Pattern[str]:
    words = load("money")["connectors"]
    plain, behind, glued = _scale_words()
    unit = rf"(?i:{alternatives([*plain, 'euro', 'dollar', 'procent'])}|%)"
    year = rf"(?:19|20)[0-9][0-9](?![0-9]|[.,][0-9]|\s*{unit})"
    letter = r"[^\W\d_]"
    groups = {
        Kind.MARK: NOTE_MARK,
        Kind.YEAR: rf"(?<!\w)\(?(?i:in|voor|over|per|vanaf)\s(?:het\sjaar\s)?{year}\)?|\({year}\)",
        Kind.PRECISION: rf"(?<!\w)(?i:{alternatives(_precisions())})(?![^\W\d_])",
        Kind.MINUS: r"-\s?/\s?-|−|(?<!\w)(?:[Mm]in|[Mm]inus)(?=\s(?:[€$£0-9]|EUR))",
        Kind.CURRENCY: rf"(?<![^\W\d_])(?:{alternatives(_currencies())})(?!{letter})|[€$£]",
        Kind.FIGURE: rf"(?<![\w.,])(?:{FIGURE})|(?<=[A-Za-z€$£])(?:{FIGURE})"
        rf"|(?:(?<=[€$£])|(?<=[€$£R]\s)){BARE_DECIMALS}",
        Kind.SCALE: rf"(?<![^\W\d_])(?i:{alternatives(plain)})(?!{letter})\.?"
        rf"|(?:(?<=[0-9])|(?<=[0-9\]½¼¾]\s))(?i:{alternatives(behind)})(?!{letter})"
        rf"|(?<=[0-9])(?:{alternatives(glued)})(?!\w)",
        Kind.RANGE: rf"(?<!\w)(?i:{alternatives(words['range'])})(?![^\W\d_])",
        Kind.LIST: rf",?\s?(?<!\w)(?i:{alternatives(words['list'])})(?!\w)|,|/",
        Kind.BETWEEN: rf"(?<!\w)(?i:{alternatives(words['between'])})(?!\w)",
        Kind.WORDS: rf"(?i:{NUMBER_WORDS})",
        Kind.DASH: r"[-–—]",
        Kind.MOVE: r"(?<!\w)naar(?!\w)",
    }
    # No token begins inside a word, which is most of a text.
    tokens = "|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in groups.items())
    return re.compile(rf"(?!(?<={letter}){letter})(?:{tokens})")


#: Signs and parts of words, of which money that is written without a currency's own word has one.
_PARTS = (
    *"€$£¥₹ƒ",
    *("eur", "mln", "mld", "mrd", "mio", "mil", "illion", "biljoen", "usd", "gbp", "dollar", "duiz", "cent"),
)


@cache
def _money() -> Sighted:
    """Without one of these a text has no money in it; looked for before anything else, for speed."""
    currencies = alternatives(word for word in _currencies() if word[0].isalpha())
    return Sighted(_PARTS, rf"[0-9](?=\s?[kKmM€]|,[-–])|(?<!\w)(?:(?i:ct|ton)(?!\w)|(?:{currencies})(?![^\W\d_]))")


def signs_of_money(text: str) -> Sequence[int]:
    """Where all of these stand in a text, in order: each currency, and more."""
    return _money().places(text)


def money_runs(text: str, start: int, end: int) -> Iterator[list[Token]]:
    """The runs of ``text[start:end]`` in which a figure or number word can be money."""
    if not _money().within(text, start, end):
        return
    run: list[Token] = []
    for match in _pattern().finditer(text, start, end):
        token = _token(match)
        if run and text[run[-1].end : token.start].strip():
            yield from _if_money(run)
            run = []
        if _is_of_a_word(token, text, run):
            yield from _if_money(run)
            run = []
            continue
        if token.kind is not Kind.MARK:
            run.append(token)
        elif run:
            run[-1] = Token(run[-1].kind, run[-1].start, token.end, run[-1].stop, run[-1].text)
    yield from _if_money(run)


def _is_of_a_word(token: Token, text: str, run: Sequence[Token]) -> bool:
    """True for a figure set right behind a word that is no currency: a mark (``envelop2``), a name (A12)."""
    if token.kind is not Kind.FIGURE or not text[max(token.start - 1, 0) : token.start].isalpha():
        return False
    return not (run and run[-1].kind is Kind.CURRENCY and run[-1].end == token.start)


def _token(match: re.Match[str]) -> Token:
    kind = Kind(str(match.lastgroup))
    text = match.group()
    stop = match.end() - (kind is Kind.SCALE and text.endswith("."))
    end = stop if kind is Kind.SCALE and text.lower().startswith(("miljoen", "miljard")) else match.end()
    return Token(kind, match.start(), end, stop, text)


def _if_money(run: list[Token]) -> Iterator[list[Token]]:
    kinds = {token.kind for token in run}
    number = kinds & {Kind.FIGURE, Kind.WORDS, Kind.SCALE}
    without_cents = any(token.kind is Kind.FIGURE and not token.text[-1].isdigit() for token in run)
    if number and (without_cents or kinds & {Kind.CURRENCY, Kind.SCALE}):
        yield run
