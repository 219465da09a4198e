"""Who signs a letter, and in whose name it is sent too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.language.ministries import ministry_of, official_name
from kamerbrief.letter import BlockKind, Letter
from kamerbrief.lexicon import alternatives, load
from kamerbrief.schema import Sender

_LONGEST_ROLE = 170
_BODY = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w'’-]*")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.-?){1,6}")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int


@cache
def _role() -> re.Pattern[str]:
    """A whole line that is a function: `De minister van Economische Zaken,`, `Staatssecretaris Jeugd`."""
    functions = alternatives(load("signatures")["functions"])
    return re.compile(
        rf"(?:de\s+|het\s+)?(?P<role>(?:{functions})(?:\s+(?:van|voor)\s+[^.;:!?]+|\s+[A-ZÀ-Þ][^.;:!?]*)?),?\s*$",
        re.IGNORECASE,
    )


@cache
def _behalf() -> re.Pattern[str]:
    """`mede namens de minister van X en de staatssecretaris van Y`: the function that is named first."""
    return re.compile(rf"\b(?:mede\s+)?namens\s+(?={_one_function()})", re.IGNORECASE)


@cache
def _one_function() -> str:
    words = load("ministries")["ministry"]
    names = alternatives(
        [name for ministry in words for name in (*ministry["names"], ministry["short"], *ministry.get("shorts", []))]
    )
    functions = alternatives(
        [*load("signatures")["functions"], "ambtgenoot", "ambtsgenoot", "collega", "bewindspersoon"]
    )
    chain = r"[A-ZÀ-Þ][\w&-]+(?:(?:,\s+|\s+en\s+|\s+)[A-ZÀ-Þ][\w&-]+){0,8}"
    place = (
        rf"(?:{names})(?![\w-])(?:\s+[–-]\s+[A-ZÀ-Þ]\w+(?:\s+en\s+[A-ZÀ-Þ]\w+|\s+[A-ZÀ-Þ]\w+){{0,4}})?|(?-i:{chain})"
    )
    return rf"(?:de|het|mijn|onze)\s+(?:{functions})s?\b(?:\s+(?:van|voor)\s+(?:{place}))?"


@cache
def _functions() -> re.Pattern[str]:
    return re.compile(rf"(?:, | en |, en |,? alsmede )?(?:van )?(?P<one>{_one_function()})", re.IGNORECASE)


def find_senders(letter: Letter) -> list[Sender]:
    """The signature blocks in order: each function that stands on a line of its own, with the name beside it."""
    lines = list(_lines(letter))
    senders: list[Sender] = []
    used: set[int] = set()
    for number, line in enumerate(lines):
        match = _role().match(line.text)
        if not match or len(line.text) > _LONGEST_ROLE:
            continue
        position = _name_beside(lines, number, used, named_first=_named_first(line.text))
        if position is None:
            continue
        used.add(position)
        ends = sorted((lines[position], line), key=lambda part: part.start)
        evidence = letter.evidence(ends[0].start, ends[1].start + len(ends[1].text))
        senders.append(
            Sender(
                name=_name(lines[position].text),
                role=_plain_role(match["role"]),
                ministry=ministry_of(line.text),
                evidence=evidence,
            )
        )
    return _distinct(senders)


def _lines(letter: Letter) -> Iterator[_Line]:
    """The lines of the body, those of one block apart where it has line breaks."""
    for block in letter.of_kind(*_BODY):
        start = block.start
        for text in letter.text[block.start : block.end].split("\n"):
            yield _Line(text, start)
            start += len(text) + 1


def _named_first(role: str) -> bool:
    """True where the name stands before the function: the function has no article and no comma behind it."""
    return not role.rstrip().endswith(",") and not role.lower().startswith(("de ", "het "))


def _name_beside(lines: Sequence[_Line], number: int, used: set[int], *, named_first: bool) -> int | None:
    for step in (-1, 1) if named_first else (1, -1):
        position = number + step
        if 0 <= position < len(lines) and position not in used and looks_like_name(lines[position].text):
            return position
    return None


def looks_like_name(text: str) -> bool:
    """True for a line of two to seven words that can be a person's name, titles included."""
    words = _without_titles(text).split()
    lexicon = load("signatures")
    if not 2 <= len(words) <= 7 or text.rstrip().endswith((".", ":", "?")) or any(c.isdigit() for c in text):
        return False
    particles = set(lexicon["particles"])
    capitalised = [w for w in words if _CAPITALISED.fullmatch(w) or _INITIALS.fullmatch(w)]
    rest = [w for w in words if w not in capitalised and w.lower() not in particles]
    return len(capitalised) >= 2 and not rest and not set(words) & set(lexicon["no_name"])


def _without_titles(text: str) -> str:
    words = text.replace(",", " ").split()
    titles = {title.lower() for title in load("signatures")["titles"]}
    return " ".join(word for word in words if word.lower() not in titles)


def _name(text: str) -> str:
    return _without_titles(text)


def _plain_role(role: str) -> str:
    """The function without its comma; one set in capitals gets the ordinary spelling of its ministry."""
    words = " ".join(role.split()).rstrip(" ,")
    if words.isupper():
        short = ministry_of(words)
        head = words.split(" VAN ")[0].split(" VOOR ")[0].capitalize()
        link = " voor " if " VOOR " in words else " van "
        return f"{head}{link}{official_name(short)}" if short else words.capitalize()
    return words[0].upper() + words[1:]


def _distinct(senders: Sequence[Sender]) -> list[Sender]:
    seen = set()
    kept = []
    for sender in senders:
        if sender.name not in seen:
            seen.add(sender.name)
            kept.append(sender)
    return kept


def find_on_behalf_of(text: str) -> tuple[list[str], tuple[int, int] | None]:
    """The functions behind the first `mede namens`, without their articles, and the stretch of text that names them."""
    for match in _behalf().finditer(text):
        functions: list[str] = []
        position = match.end()
        while found := _functions().match(text, position):
            functions.append(_without_article(found["one"]))
            position = found.end()
        if functions:
            return functions, (match.start(), position)
    return [], None


def _without_article(function: str) -> str:
    words = " ".join(function.split())
    plain = re.sub(r"^(?:de|het|mijn|onze)\s+", "", words, flags=re.IGNORECASE)
    return plain[0].lower() + plain[1:]
