"""Heads of tables in text: the unit that a line states, and what words say of the columns below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from kamerbrief.lexicon import load, phrase_pattern
from kamerbrief.reading.captions import names_table, states_unit
from kamerbrief.reading.text_figures import Figure, holds_word, is_year, parsed, years_at_end

_MONEY = r"(?:€|eur(?:o['’]?s?)?\b|us\$|usd\b|\$|dui?zend|mln\b|mld\b|miljoen|miljard)"
#: What states a unit: in brackets anywhere (``(x € 1.000)``), or at the end of a column's head (``bijdrage in €``).
_UNIT = re.compile(
    rf"\((?:bedragen\s+)?(?:x|×|in)?\s*(?:1[.,]000\s+)?{_MONEY}[^)]{{0,30}}\)"
    rf"|(?<!\w)(?:in|x|×)\s+{_MONEY}\s*1[.,]?000(?:[.,]000)?(?![\d.,])"
    rf"|(?<!\w)(?:in|x|×)\s+{_MONEY}(?:\s*1(?:[.,]000)*)?(?:\s+(?:mln|mld|miljoen|miljard|euro['’]?s?))?\.?(?=\s{{2}}|\s*$)",
    re.IGNORECASE,
)
#: A unit that opens a line, and what it says beside it: ``In miljoenen euro, + = hogere schuld 2024 2025``.
_OPENS = re.compile(
    rf"\(?(?:alle\s+)?(?:bedragen\s+)?(?:x|×|in)\s+(?:dui?zenden|miljoenen|miljarden|{_MONEY})", re.IGNORECASE
)
_WIDE = re.compile(r"\s{2,}")
BEHIND_YEARS = ("totaal", "struct.", "struct", "structureel")
#: What ends a sentence.
ENDS = (".", ";")
#: So many years make a head.
YEARS = 2
#: How many lines with words upwards a unit is looked for, and how many lines in all.
_ABOVE, _FURTHEST = 4, 8
#: A longer line is no heading.
LONGEST_WORDS = 70
#: So many columns are told apart by their head at most, where no gaps, years or words for money divide it.
_MOST = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The words above the labels and above each column; ``strict`` where only its years tell that it is one."""

    label: str
    columns: tuple[str, ...]
    strict: bool = False

    @property
    def row(self) -> list[str]:
        """Its cells."""
        return [self.label, *self.columns]


def may_head(line: str) -> bool:
    """Whether a line may be part of a head: words, and no figures but years and those of its unit."""
    years = years_of(line.split())
    return (
        bool(line)
        and not line.endswith((*ENDS, ","))
        and not names_table(line)
        and (years > 0 or not parsed(_UNIT.sub("", line)).is_row)
    )


def head_of(lines: Sequence[str], rows: Sequence[Sequence[Figure]], *, under_unit: bool) -> Head | None:
    """What heads the columns of rows with these figures; None where nothing grounds them or tells them apart."""
    count = Counter(map(len, rows)).most_common(1)[0][0]
    words = lines[-1].split()
    years = years_of(words)
    unit = under_unit or any(map(states, lines))
    if years >= YEARS:
        columns = years + _behind_years(words)
        return Head(" ".join([*lines[:-1], *words[:-columns]]), tuple(words[-columns:]), strict=not unit)
    if not unit:
        return None
    return _by_unit(" ".join(lines), count) if any(map(_UNIT.search, lines)) else _by_words(lines[-1], rows, count)


def _by_words(line: str, rows: Sequence[Sequence[Figure]], count: int) -> Head | None:
    """A head below its unit: one column has its last word, several each a word for money, or gaps part them."""
    parts = [part for part in _WIDE.split(line) if part]
    if len(parts) == count + 1:
        return Head(parts[0], tuple(parts[1:]))
    words = line.split()
    if not (len(words) > 1 and holds_word(words[0]) and holds_word(words[-1])):
        return None
    of_money = len(list(takewhile(_is_of_money, reversed(words[1:]))))
    most = max(map(len, rows))
    if of_money >= most > 1:
        return Head(" ".join(words[:-of_money]), tuple(words[-of_money:]))
    return Head(" ".join(words[:-1]), (words[-1],)) if count == 1 else None


def _by_unit(line: str, columns: int) -> Head | None:
    """A head that states the unit of its columns beside other words."""
    parts = [part for part in _WIDE.split(line.strip()) if part]
    if len(parts) in (columns, columns + 1) and columns > 1:
        return Head("", tuple(parts)) if len(parts) == columns else Head(parts[0], tuple(parts[1:]))
    units = list(_UNIT.finditer(line))
    if 1 < len(units) <= columns:
        starts = [0, *(unit.end() for unit in units[:-1])]
        heads = [line[start : unit.end()].strip() for start, unit in zip(starts, units, strict=True)]
        return Head("", (*heads, line[units[-1].end() :].strip(), *[""] * columns)[:columns])
    unit = units[0]
    before, stated, behind = line[: unit.start()].split(), unit.group(), line[unit.end() :].split()
    if not behind and years_of(before) == columns > 1:
        return Head(" ".join([*before[:-columns], stated]), tuple(before[-columns:]))
    if columns > _MOST or not before:
        return None
    money = f"{before[-1]} {stated}"
    if columns == 1:
        return None if behind else Head(" ".join(before[:-1]), (money,))
    if behind:
        return Head(" ".join(before[:-1]), (money, " ".join(behind)))
    return Head(before[0], (" ".join(before[1:-1]), money)) if len(before) > _MOST else None


def head_of_words(said: Sequence[str], rows: Sequence[Sequence[Figure]]) -> Head | None:
    """What heads rows in some lines of words: as many years as a row has figures, else nothing that can be placed.

    None where the words tell of other things than money, for which column that is of is not known.
    """
    words = " ".join(said).split()
    years = [at for at, word in enumerate(words) if is_year(word)]
    if len(years) >= YEARS and max(map(len, rows)) == len(years):
        label = " ".join(word for at, word in enumerate(words) if at not in years)
        return Head(label, tuple(words[at] for at in years))
    count = _columns(rows)
    last = said[-1].split()[-count:] if said else []
    if count > 1 and (_of_others("words").search(" ".join(words)) or any(map(_of_others("alone").fullmatch, last))):
        return None
    return Head(" ".join(words), ("",) * count)


def dated(said: list[tuple[int, str]], rows: Sequence[Sequence[Figure]]) -> list[tuple[int, str]]:
    """The lines up to the last one with a year, where all years are as many as a row has figures; else all lines."""
    years = [sum(map(is_year, line.split())) for _, line in said]
    if sum(years) < YEARS or max(map(len, rows), default=0) != sum(years):
        return said
    return said[: max(at for at, count in enumerate(years) if count) + 1]


def _columns(rows: Sequence[Sequence[Figure]]) -> int:
    """How many columns rows without a head have: as many as most have figures, or more that are no part of a label."""
    count = Counter(map(len, rows)).most_common(1)[0][0]
    more = [len(row) for row in rows if len(row) > count and all(one.is_long for one in row[: len(row) - count])]
    return max(more, default=count)


def years_of(words: Sequence[str]) -> int:
    """How many years a line ends in, a total may stand behind them."""
    behind = _behind_years(words)
    return years_at_end(words[: len(words) - behind])


def _behind_years(words: Sequence[str]) -> int:
    return int(len(words) > 1 and words[-1].lower() in BEHIND_YEARS)


def _is_of_money(word: str) -> bool:
    return _of_money().fullmatch(word) is not None


@cache
def _of_money() -> re.Pattern[str]:
    return phrase_pattern(load("tables")["money"]["words"])


@cache
def _of_others(kind: str) -> re.Pattern[str]:
    return phrase_pattern(load("tables")["other"][kind])


def states(text: str) -> bool:
    """Whether a line of these states a unit of money."""
    return any(_UNIT.search(line) or _OPENS.match(line) or states_unit(line) for line in text.split("\n"))


def is_unit(lines: Sequence[str], number: int) -> bool:
    """Whether a line states the unit of what follows, alone or with the line above that it goes on with."""
    line = lines[number].strip()
    broken = f"{lines[number - 1].strip()} {line}" if number else line
    return states_unit(line) or states_unit(broken) or bool(_OPENS.match(line) and not line.endswith(ENDS))


def unit_above(lines: Sequence[str], start: int) -> bool:
    """Whether a line little above states the unit of what follows; no sentence stands between."""
    said = 0
    for number in range(start - 1, max(start - 1 - _FURTHEST, -1), -1):
        line = lines[number].strip()
        if not line:
            continue
        said += 1
        if is_unit(lines, number):
            return True
        if said == _ABOVE or line.endswith(ENDS) or len(line) > LONGEST_WORDS:
            return False
    return False


def is_of_all(lines: Sequence[str], unit: int) -> bool:
    """Whether a line states the unit of a whole table, and not of the column that it heads."""
    line = lines[unit].strip()
    whole = f"{lines[unit - 1].strip()} {line}" if unit and not states_unit(line) else line
    return names_table(whole) or bool(_OPENS.match(line)) or "bedragen" in whole.lower() or line.startswith("(")


def last_filled(lines: Sequence[str], number: int) -> int:
    """The last line before one that is not empty."""
    return next((above for above in range(number - 1, -1, -1) if lines[above].strip()), -1)
