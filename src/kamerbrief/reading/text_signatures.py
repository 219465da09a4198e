"""Signatures side by side in plain text, apart by tabs or by several blanks: each is set under the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamerbrief.reading.signing import is_function, may_be_name

#: A piece of a line: the column or the place at which it begins, the place behind it, and its words.
_Piece = tuple[int, int, str]
_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")
#: Signatures fill at most so many lines, so many of them empty in a row.
_MOST, _MOST_EMPTY = 16, 6
#: Pieces of one column begin at the same place, give or take this many characters.
_SAME = 3
#: So far apart are columns that tabs count.
_TAB = 100


def one_under_another(lines: Sequence[str]) -> list[str]:
    """The lines with signatures that stand side by side set under one another; others stay as they are.

    Two or more functions begin on one line, with the names under them or above them. The number of lines stays the
    same where the empty lines between them leave room.
    """
    found: list[str] = []
    number = 0
    while number < len(lines):
        starts = _starts(lines, number)
        stop = _stop(lines, number, starts) if starts else number
        if stop > number:
            found += _columns(lines[number:stop], starts)
        else:
            found.append(lines[number])
        number = max(stop, number + 1)
    return found


def _pieces(line: str) -> list[_Piece]:
    """The pieces of a line; tabs set columns apart."""
    if "\t" in line.rstrip():
        cells = enumerate(line.rstrip().split("\t"))
        return [(n * _TAB, n * _TAB + 1, cell.strip()) for n, cell in cells if cell.strip()]
    return [(m.start(), m.end(), m.group()) for m in _PIECE.finditer(line)]


def _starts(lines: Sequence[str], number: int) -> list[int]:
    """Where the columns begin that a line opens; none where no signatures begin there."""
    pieces = _pieces(lines[number])
    if len(pieces) < 2:
        return []
    starts = [start for start, _, _ in pieces]
    if all(is_function(words) for _, _, words in pieces):
        return starts
    below = _pieces(lines[number + 1]) if number + 1 < len(lines) else []
    functions = [start for start, _, words in below if is_function(words)]
    named = all(may_be_name(words) for _, _, words in pieces)
    same = len(functions) == len(starts) and all(abs(a - b) <= _SAME for a, b in zip(starts, functions, strict=True))
    return starts if named and same else []


def _stop(lines: Sequence[str], first: int, starts: Sequence[int]) -> int:
    """The number of the line behind the signatures; that of the first one where they do not read as signatures."""
    names_first = not is_function(_pieces(lines[first])[0][2])
    signed: set[int] = set()
    empty = 0
    stop = first
    for number in range(first, min(len(lines), first + _MOST)):
        pieces = _pieces(lines[number])
        empty = 0 if pieces else empty + 1
        ended = (names_first and not pieces) or empty > _MOST_EMPTY or (len(signed) == len(starts) and not names_first)
        if ended or (len(pieces) != len(starts) and any(_crosses(piece, starts) for piece in pieces)):
            break
        signed |= {column for column, words in _placed(pieces, starts) if may_be_name(words)}
        stop = number + 1 if pieces else stop
    return stop if signed else first


def _crosses(piece: _Piece, starts: Sequence[int]) -> bool:
    return any(piece[0] < start - _SAME and piece[1] > start for start in starts)


def _placed(pieces: Sequence[_Piece], starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The words of each piece with its column: where every column has one they stand in order, wherever they begin."""
    whole = len(pieces) == len(starts)
    return ((n if whole else _column(piece, starts), piece[2]) for n, piece in enumerate(pieces))


def _column(piece: _Piece, starts: Sequence[int]) -> int:
    return max((n for n, start in enumerate(starts) if piece[0] >= start - _SAME), default=0)


def _columns(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    columns: list[list[str]] = [[] for _ in starts]
    for line in lines:
        for column, words in _placed(_pieces(line), starts):
            columns[column].append(words)
    found = [line for column in columns for line in (*column, "")]
    return [*found, *[""] * (len(lines) - len(found))]
