"""From the tokens of a run to coordinated terms: one figure each, with the sign and words that belong to it.

The grammar, where [ ] may be absent::

    phrase = term { [year] link [year] term }        € 10 à 15 miljoen; € 5, € 6 en € 7 miljoen
    term   = [precision] [tot] [minus] [currency] [precision] [minus] number [scale {number scale}] [currency]
    link   = tot, à, a dash, a comma, en, respectievelijk, and behind van also naar
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kamerbrief.contract import Precision
from kamerbrief.facts.money.figures import Figure, read_figure, read_words
from kamerbrief.facts.money.tokens import (
    EURO,
    Currency,
    Kind,
    Scale,
    Token,
    currency_of,
    money_runs,
    precision_of,
    scale_of,
)
from kamerbrief.facts.told import Place, Told
from kamerbrief.lexicon import alternatives, load


@dataclass(frozen=True, slots=True)
class Term:
    """One figure at [start, end), and from ``lead`` on with its words of precision.

    ``leading`` says that its currency stands before the figure, ``closed`` that its notation is complete (25 euro,
    € 5,-), so that it takes no scale word from a neighbour. ``year_like`` is a bare 2026. ``limit`` says that ``tot``
    stands before it and where; ``link`` is the token that ties it to the term before it.
    """

    start: int
    end: int
    lead: int
    figure: Figure
    scale: Scale | None = None
    currency: Currency | None = None
    leading: bool = False
    closed: bool = False
    negative: bool = False
    year_like: bool = False
    limit: Place | None = None
    abbreviated: bool = False
    precision: Told[Precision] | None = None
    link: Kind | None = None


def find_phrases(text: str, start: int, end: int) -> Iterator[list[Term]]:
    """The coordinated terms in ``text[start:end]`` that may be money; what fits no phrase is passed over."""
    for run in money_runs(text, start, end):
        cursor = _Cursor(text, run)
        while cursor.place < len(run):
            between = cursor.take(Kind.BETWEEN) is not None
            first = _term(cursor, between=between)
            if first is None:
                cursor.place += not between
                continue
            phrase = [first]
            while (following := _linked_term(cursor, phrase[-1], between=between and len(phrase) == 1)) is not None:
                phrase.append(following)
            yield phrase


_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_FROM = re.compile(r"(?<!\w)van\s(?:de\s)?$", re.IGNORECASE)


def _limit_behind(cursor: _Cursor, last: Term) -> Token | None:
    """The word of precision that ties an upper end to a figure without its scale word: € 3 tot maximaal € 4 miljoen."""
    token = cursor.peek()
    limits = token is not None and token.kind is Kind.PRECISION and token.text.lower().startswith("tot")
    return replace(token, kind=Kind.RANGE) if token and limits and last.leading and last.scale is None else None


@dataclass(slots=True)
class _Cursor:
    """A place in the tokens of a run; ``take`` steps over the next token if it is of one of the kinds."""

    text: str
    tokens: list[Token]
    place: int = 0

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def take(self, *kinds: Kind) -> Token | None:
        token = self.peek()
        if token is None or token.kind not in kinds:
            return None
        self.place += 1
        return token


def _linked_term(cursor: _Cursor, last: Term, *, between: bool) -> Term | None:
    """The next term if it is tied to the ``last`` one; else None, and the cursor stays.

    Behind ``tussen`` the word ``en`` makes a range; a year before the link (€ 5 mln in 2026 tot …) makes a list, and so
    does a move to another level with the same scale word (van 12 naar 15 miljoen).
    """
    begin = cursor.place
    year = cursor.take(Kind.YEAR)
    moves = last.scale is None and _FROM.search(cursor.text, max(last.lead - 8, 0), last.lead) is not None
    link = cursor.take(Kind.RANGE, Kind.DASH, Kind.LIST, *([Kind.MOVE] if moves else []))
    year = (cursor.take(Kind.YEAR) if link else None) or year
    link = link or _limit_behind(cursor, last)
    term = _term(cursor) if link else None
    if link is None or term is None:
        cursor.place = begin
        return None
    listed = link.kind in (Kind.LIST, Kind.MOVE)
    ranges = (between and link.text.strip().lower() == "en") if listed else year is None
    limit = _limits(link) or term.limit
    return replace(term, link=Kind.RANGE if ranges else Kind.LIST, limit=limit)


def _term(cursor: _Cursor, *, between: bool = False) -> Term | None:
    """The term at the cursor; None where there is none, and the cursor stays. ``between``: behind *tussen*."""
    begin = cursor.place
    precision = _precision(cursor)
    limit = cursor.take(Kind.RANGE)
    precision = _precision(cursor) or precision
    minus = _minus(cursor)
    sign = _leading_currency(cursor)
    precision = _precision(cursor) or precision
    minus = minus or (_minus(cursor) if sign else None)
    number = _number(cursor, currency=sign is not None)
    if number is None:
        cursor.place = begin
        return None
    printed, figure = number
    scale = cursor.take(Kind.SCALE)
    figure, last_scale = _with_lower_parts(cursor, printed, figure, scale)
    closing = _trailing_currency(cursor, sign, scale)
    fits = _fits(sign, closing, printed, figure, scale) or _is_a_price(cursor, figure, closing)
    if not (fits or (printed.kind is Kind.WORDS and scale is None and _begins_range(cursor, between=between))):
        cursor.place = begin
        return None
    owned = sign or closing
    without_cents = not printed.text[-1].isalnum()
    worth = currency_of(owned) if owned else EURO if without_cents else None
    factor = scale_of(scale) if scale else None
    first = minus or sign or printed
    last = closing or last_scale
    end = last.stop if last else printed.stop
    return Term(
        start=first.start,
        end=end,
        lead=cursor.tokens[begin].start,
        figure=_english(printed, factor, worth) or figure,
        scale=factor,
        currency=worth,
        leading=sign is not None,
        closed=(sign is None and closing is not None) or without_cents,
        negative=minus is not None or _is_negative(cursor.text, cursor.tokens[begin].start, end),
        year_like=printed.kind is Kind.FIGURE and _YEAR.fullmatch(printed.text) is not None,
        limit=_limits(limit),
        abbreviated=scale is not None and scale.text.lower().rstrip(".") in ("mln", "mld", "mrd", "mio"),
        precision=precision,
    )


def _limits(token: Token | None) -> Place | None:
    """Where ``tot`` (en met) or ``tussen`` stands; None for another token."""
    return (token.start, token.end) if token and token.text.lower().startswith("t") else None


def _precision(cursor: _Cursor) -> Told[Precision] | None:
    """The word of precision at the cursor, unless it compares with the figure before it (€ 5 mln meer dan € 4 mln)."""
    before = cursor.tokens[cursor.place - 1] if cursor.place else None
    token = cursor.take(Kind.PRECISION)
    if token is None:
        return None
    compares = " ".join(token.text.lower().split()) in load("amount_cues")["precision"]["comparing"]
    if compares and before and before.kind in (Kind.FIGURE, Kind.SCALE, Kind.CURRENCY):
        return None
    return Told(precision_of(token), (token.start, token.end))


def _minus(cursor: _Cursor) -> Token | None:
    """A minus sign: -/- always; *min* but for a subtraction (€ 5 mln min € 3 mln) or a minimum beside a maximum; a dash
    where it is stuck to what follows, or stands where no dash between words can.
    """
    before = cursor.tokens[cursor.place - 1] if cursor.place else None
    minus = cursor.peek()
    if minus is not None and minus.kind is Kind.MINUS:
        subtracts = minus.text[0] in "Mm" and (before is not None and before.kind in _ENDS_TERM)
        bound = minus.text[0] in "Mm" and _MAXIMUM.search(cursor.text, max(minus.start - 40, 0), minus.end + 60)
        return None if subtracts or bound else cursor.take(Kind.MINUS)
    token, following = cursor.peek(), cursor.peek(1)
    if token is None or following is None or token.kind is not Kind.DASH:
        return None
    stuck = token.end == following.start and not cursor.text[max(token.start - 1, 0) : token.start].strip(" \n\t(")
    if stuck or _before_minus().search(cursor.text, max(token.start - 12, 0), token.start):
        return cursor.take(Kind.DASH)
    return None


#: What a term ends in: behind it, min takes something off.
_ENDS_TERM = (Kind.FIGURE, Kind.WORDS, Kind.SCALE, Kind.CURRENCY, Kind.YEAR)
_MAXIMUM = re.compile(r"(?<!\w)max", re.IGNORECASE)
#: Right behind a term, this makes it negative: € 3 miljoen negatief.
_NEGATIVE = re.compile(r"\s\(?negatief(?!\w)", re.IGNORECASE)


def _is_negative(text: str, lead: int, end: int) -> bool:
    """Whether words make a term negative: *€ 3 miljoen negatief*, *een negatief saldo van € 3 miljoen*."""
    return bool(_NEGATIVE.match(text, end) or _negative_balance().search(text, max(lead - 60, 0), lead))


@cache
def _negative_balance() -> re.Pattern[str]:
    lists = load("money")["minus"]
    said, what = alternatives(lists["negative"]), alternatives(lists["balances"])
    return re.compile(rf"(?<!\w)(?:{said})\s(?:{what})\s(?:van|ad)\s+(?:\w+\s)?$", re.IGNORECASE)


@cache
def _before_minus() -> re.Pattern[str]:
    words = alternatives(load("money")["minus"]["before"])
    return re.compile(rf"(?:(?<!\w)(?:{words})|[(:=])\s?$", re.IGNORECASE)


def _leading_currency(cursor: _Cursor) -> Token | None:
    """The currency before a figure; a doubled sign (€ €) counts once and gives its first place."""
    first = cursor.peek()
    if first is None or first.kind is not Kind.CURRENCY or not currency_of(first).before:
        return None
    cursor.place += 1
    second = cursor.peek()
    if second and second.kind is Kind.CURRENCY and currency_of(second) == currency_of(first):
        cursor.place += 1
    return first


def _trailing_currency(cursor: _Cursor, sign: Token | None, scale: Token | None) -> Token | None:
    """The currency behind a figure, unless it belongs to the next figure (€ 5 € 6)."""
    token, following = cursor.peek(), cursor.peek(1)
    if token is None or token.kind is not Kind.CURRENCY:
        return None
    worth = currency_of(token)
    belongs_on = following is not None and following.kind in (Kind.FIGURE, Kind.WORDS) and worth.before
    if not worth.after or belongs_on or (worth.weak and scale is None):
        return None
    if sign is not None and currency_of(sign).code != worth.code:
        return None
    return cursor.take(Kind.CURRENCY)


def _number(cursor: _Cursor, *, currency: bool) -> tuple[Token, Figure] | None:
    """The printed number at the cursor and its worth; None for a vague one (enkele honderd) or a malformed one."""
    token = cursor.take(Kind.FIGURE, Kind.WORDS)
    if token is None:
        return None
    if token.kind is Kind.WORDS:
        vague = _vague().search(cursor.text, max(token.start - 20, 0), token.start)
        figure = None if vague else read_words(token.text)
    else:
        token = _grouped_by_blanks(cursor, token, currency=currency)
        figure = read_figure(token.text)
    return None if figure is None else (token, figure)


def _with_lower_parts(
    cursor: _Cursor, printed: Token, figure: Figure, scale: Token | None
) -> tuple[Figure, Token | None]:
    """The number with what stands behind its scale word in lower ones, and the last token of it.

    Zeventien miljoen vijfhonderdduizend euro; één miljard tweehonderd miljoen; € 1 miljard 200 miljoen.
    """
    last = scale
    while scale is not None and last is not None and last.kind is Kind.SCALE:
        part = _lower_part(cursor, printed, figure, scale_of(last).factor)
        if part is None:
            break
        worth, last = part
        factor = scale_of(scale).factor
        figure = Figure(figure.value + worth.value / factor, worth.step / factor)
    return figure, last


def _lower_part(cursor: _Cursor, printed: Token, figure: Figure, below: Decimal) -> tuple[Figure, Token] | None:
    """The worth of the next number with its scale word, where it goes on with the one before it; the cursor behind it.

    It does where it is less than one of the scale ``below`` that was named before it, and has a scale word itself or,
    in words, a currency behind it.
    """
    token, behind = cursor.peek(), cursor.peek(1)
    if token is None or behind is None or token.kind is not printed.kind or (figure.step < 1 and "," in printed.text):
        return None
    lower = read_words(token.text) if token.kind is Kind.WORDS else read_figure(token.text)
    scaled = behind.kind is Kind.SCALE
    factor = scale_of(behind).factor if scaled else Decimal(1)
    ends = scaled or (token.kind is Kind.WORDS and behind.kind is Kind.CURRENCY)
    if lower is None or lower.step < 1 or not ends or lower.value * factor >= below:
        return None
    cursor.place += 1 + scaled
    return Figure(lower.value * factor, lower.step * factor), behind if scaled else token


def _begins_range(cursor: _Cursor, *, between: bool) -> bool:
    """True behind the first of two numbers in words that share what is behind the second: een half tot één miljoen."""
    link, following = cursor.peek(), cursor.peek(1)
    links = link is not None and (link.kind is Kind.RANGE or (between and link.kind is Kind.LIST))
    return links and following is not None and following.kind is Kind.WORDS


def follows_label(text: str, start: int, *, in_range: bool = False) -> bool:
    """True where the figure at ``start`` numbers something: artikel 3, vraag 5.

    A range behind a word of time is none: de komende jaren 8 à 9 miljard.
    """
    match = _labels().search(text, max(start - 20, 0), start)
    return match is not None and not (in_range and match.group().strip().lower() in load("money")["labels"]["times"])


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('money')['labels']['words'])})\s+$", re.IGNORECASE)


_MOST_GROUPS = 4
_FIRST_GROUP = re.compile(r"[0-9]{1,3}")
_GROUP = re.compile(r"[0-9]{3}(?:,[0-9]+|,[-–—]+)?")


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('money')['vague']['before'])})\s+$", re.IGNORECASE)


def _grouped_by_blanks(cursor: _Cursor, first: Token, *, currency: bool) -> Token:
    """The figure with the groups of three digits behind it (€ 36 850), if a currency stands before or behind it."""
    ahead, last = 0, first
    while ahead < _MOST_GROUPS and _FIRST_GROUP.fullmatch(first.text):
        group = cursor.peek(ahead)
        if group is None or group.start != last.end + 1 or not _GROUP.fullmatch(group.text):
            break
        ahead, last = ahead + 1, group
        if not group.text.isdigit():
            break
    scaled, behind = cursor.peek(ahead), cursor.peek(ahead)
    if scaled and scaled.kind is Kind.SCALE:
        behind = cursor.peek(ahead + 1)
    owned = currency or (behind and behind.kind is Kind.CURRENCY and not follows_label(cursor.text, first.start))
    if not ahead or not owned:
        return first
    cursor.place += ahead
    text = " ".join(cursor.text[first.start : last.stop].split())
    return Token(Kind.FIGURE, first.start, last.end, last.stop, text)


def _fits(sign: Token | None, closing: Token | None, printed: Token, figure: Figure, scale: Token | None) -> bool:
    """False for what only looks like money: Euro 6 (a norm), een euro, a half without a scale word."""
    if sign is not None and sign.text.lower() == "euro" and scale is None:
        return figure.grouped or figure.step < 1 or printed.text.endswith("-") or closing is not None
    if printed.kind is Kind.WORDS and scale is None:
        return (figure.value > 1 and figure.step == 1) or " komma " in printed.text.lower()
    return True


def _is_a_price(cursor: _Cursor, figure: Figure, closing: Token | None) -> bool:
    """``een cent per liter``: one of a currency is an amount where it is the price of something."""
    return figure.value == 1 and closing is not None and cursor.text.startswith(" per ", closing.end)


def _english(printed: Token, scale: Scale | None, currency: Currency | None) -> Figure | None:
    """The figure read as English writes it: before billion, or $ 2,500 without a scale word."""
    if printed.kind is not Kind.FIGURE:
        return None
    foreign = currency is not None and currency.code != "EUR" and scale is None
    grouped = re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", printed.text) is not None
    if (scale is not None and scale.english) or (foreign and grouped):
        return read_figure(printed.text, english=True)
    return None
