"""Who signs a letter, and in whose name it is sent too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kamerbrief.contract import Sender
from kamerbrief.language.ministries import ministries_in, ministry_of, name_pattern
from kamerbrief.letter import PARAGRAPHS, BlockKind, Letter
from kamerbrief.lexicon import alternatives, keyed, load, may_stand, phrase_pattern

_LONGEST_ROLE = 170
_LONGEST_NAME = 80
#: `a.i.` and `i.o.` behind a function.
_PLACE_MARKS = re.compile(r"\b[ai]\.[io]\.,?")
#: Short names of ministries have fewer letters than this.
_SHORT = 7
#: The functions and names of a block that signs are in so many characters.
_LONGEST_SIGNATURE = 400
#: A function that ends so goes on.
_OPEN_END = re.compile(r"(?:[–-]|\b(?:en|van|voor|&))$", re.IGNORECASE)
_BODY = (*PARAGRAPHS, BlockKind.HEADING, BlockKind.LIST_ITEM)
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w'’-]*")
#: The name one goes by, behind the initials: `W.W. (Wies) Graafland`.
_NICKNAME = re.compile(r"\(\w{2,20}\)")
_INITIALS = re.compile(r"(?:(?:IJ|[A-ZÀ-Þ][a-z]{0,3})\.-?){1,6}")
#: What a function may hold behind its ministry: `a.i.`, `i.o.`; and otherwise any words but a sentence's end.
_PLACE = r"(?:[^.;:!?]|\b[ai]\.[io]\.)+"
#: Capitalised words joined as in the name of a ministry that no list has: `Onderwijs, Jeugd en Media`.
_CHAIN = r"[A-ZÀ-Þ][\w&-]+(?:(?:,\s+|\s+en\s+|\s+)[A-ZÀ-Þ][\w&-]+){0,8}"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _of_functions(pattern: str) -> re.Pattern[str]:
    """A pattern of which each match has one of the functions."""
    return keyed(pattern, load("signatures")["functions"])


@cache
def _role() -> re.Pattern[str]:
    """A whole line that is a function: `De minister van Economische Zaken,`, `Staatssecretaris Jeugd`."""
    functions = alternatives(load("signatures")["functions"])
    return _of_functions(
        rf"(?:de\s+|het\s+)?(?P<role>(?:{functions})"
        rf"(?:\s+(?:van|voor)\s+{_PLACE}|\s+[A-ZÀ-Þ][^.;:!?]*|,\s+(?:{functions})\s+van\s+{_PLACE})?),?\s*"
    )


@cache
def _two_roles() -> re.Pattern[str]:
    """Where a second function begins on the line of the first: `De minister van X, De staatssecretaris van Y,`."""
    return _of_functions(rf"(?<=,)\s+(?=De\s+(?:{alternatives(load('signatures')['functions'])})\b)")


_STOP = re.compile(r"[.!?]\s")
_NAMENS = re.compile(r"\bnamens\s", re.IGNORECASE)


@cache
def _behalf() -> re.Pattern[str]:
    """`mede namens de minister van X en de staatssecretaris van Y`, up to the function that is named first."""
    bodies = alternatives(load("signatures")["bodies"])
    return re.compile(rf"\b(?P<too>mede\s+)?namens\s+(?={_one_function()}|(?:de|het)\s+(?:{bodies}))", re.IGNORECASE)


@cache
def _known_place() -> str:
    """A ministry by any of its names, and the part of it that a state secretary has (`– Herstel en Toeslagen`)."""
    shorts = alternatives(m["short"] for m in load("ministries")["ministry"])
    part = r"(?-i:\s+[–-]\s+[A-ZÀ-Þ]\w+(?:,?\s+(?:en\s+)?[A-ZÀ-Þ]\w+){0,4})?"
    return rf"(?:{name_pattern()}|(?-i:{shorts}))(?![\w-]){part}(?:\s*\([^()]{{1,40}}\))?"


@cache
def _one_function() -> str:
    lexicon = load("signatures")
    functions = alternatives([*lexicon["functions"], *lexicon["colleagues"]])
    place = rf"(?:{_known_place()}|(?-i:{_CHAIN}))"
    return rf"(?:(?:de|het|mijn|onze)\s+)?(?:{functions})(?:['’]?s)?\b(?:\s+(?:(?:van|voor)\s+)?{place})?"


@cache
def _functions() -> re.Pattern[str]:
    """The next function of a list, or of `ministers van X, van Y en Z` the next ministry."""
    joint = r"(?:, en |, | en |,? alsmede |,? evenals )"
    bodies = alternatives(load("signatures")["bodies"])
    return re.compile(
        rf"(?:{joint})?(?:van )?(?P<one>{_one_function()}|(?:de|het)\s+(?:{bodies}))"
        rf"|{joint}(?:(?P<link>van|voor)\s+)?(?P<more>{_known_place()})",
        re.IGNORECASE,
    )


def find_senders(letter: Letter) -> list[Sender]:
    """The signature blocks in order: each function that stands on a line of its own, with the name beside it.

    Where no function has a name beside it (a signature that is an image), the first function alone signs.
    """
    lines = list(_lines(letter))
    roles = [(number, role) for number, line in enumerate(lines) if (role := _role_of(line))]
    senders: list[Sender] = []
    used: set[int] = set()
    for number, role in roles:
        position = _name_beside(lines, number, used)
        if position is not None:
            used.add(position)
            senders.append(_sender(letter, lines[number], role, lines[position]))
    alone = [_sender(letter, lines[number], role) for number, role in roles if ministry_of(role)]
    ordered = sorted(senders, key=lambda sender: sender.evidence.start if sender.evidence else 0)
    return _distinct(ordered) or alone[:1]


def is_signature(text: str) -> bool:
    """True for a block that signs: one of its first lines is a function, or it is a name with initials."""
    lines = [line.text for line in _split(text[:_LONGEST_SIGNATURE], 0)]
    if any(len(line) <= _LONGEST_ROLE and _role().fullmatch(line) for line in lines):
        return True
    named = len(lines) == 1 and len(text) <= _LONGEST_NAME and looks_like_name(text)
    return named and any(map(_INITIALS.fullmatch, _without_titles(text).split()))


def _sender(letter: Letter, line: _Line, role: str, name: _Line | None = None) -> Sender:
    start = min(line.start, name.start) if name else line.start
    end = max(line.end, name.end) if name else line.end
    apart = name is not None and abs(name.start - line.start) > _LONGEST_ROLE + _LONGEST_NAME
    return Sender(
        name=_without_titles(name.text) if name else None,
        role=_plain_role(role),
        ministry=ministry_of(role),
        evidence=letter.evidence(line.start, line.end) if apart else letter.evidence(start, end),
    )


def _role_of(line: _Line) -> str | None:
    match = _role().fullmatch(line.text) if len(line.text) <= _LONGEST_ROLE else None
    return match["role"] if match else None


def _lines(letter: Letter) -> Iterator[_Line]:
    """The lines of the body, those of one block apart where it has line breaks; tables follow column by column.

    What stands between a function and a name without being either (`w.g.`, `mede namens …`) is left out.
    """
    stretches = list(_stretches(letter))
    for table in letter.tables:
        stretches += [(cell.text, cell.start) for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.row))]
    for text, start in stretches:
        yield from (line for line in _split(text, start) if not _between().fullmatch(line.text))


def _stretches(letter: Letter) -> Iterator[tuple[str, int]]:
    """The blocks of the body with where they begin; one that goes on with the function that ends the last is of it."""
    begin, end = 0, 0
    for block in letter.of_kind(*_BODY):
        last = letter.text[begin:end].rpartition("\n")[2]
        own = letter.text[block.start : block.end]
        if last.endswith(",") and _begins().match(last) and _is_rest(last, own.partition("\n")[0]):
            end = block.end
            continue
        if end:
            yield letter.text[begin:end], begin
        begin, end = block.start, block.end
    if end:
        yield letter.text[begin:end], begin


@cache
def _between() -> re.Pattern[str]:
    between = load("signatures")["between"]
    return keyed(rf"\(?(?:{alternatives(between)})\)?[,.:]?|mede\s+namens\s.*", [*between, "mede namens"])


def _split(text: str, start: int) -> Iterator[_Line]:
    """The lines of a block; the name of a ministry that goes on over a line's end stays whole."""
    whole = _unwrapped(text) if "\n" in text else text
    signs = may_stand(_begins(), text)
    signed = _signed_behind().search(whole) if signs else None
    if signed:
        whole = f"{whole[: signed.start()]}\n{whole[signed.start() + 1 :]}"
    for line in whole.split("\n"):
        begin = len(line) - len(line.lstrip())
        for cut in _cuts(line) if signs and len(line) <= 2 * _LONGEST_ROLE else ():
            yield _Line(line[begin:cut].rstrip(), start + begin)
            begin = cut + len(line[cut:]) - len(line[cut:].lstrip())
        if line[begin:].strip():
            yield _Line(line[begin:].rstrip(), start + begin)
        start += len(line) + 1


def _unwrapped(text: str) -> str:
    """The text with a function that was broken over lines on one of them; its length stays the same."""
    lines = _wrapped().sub(lambda match: match.group().replace("\n", " "), text).split("\n")
    whole = lines[0]
    for before, line in pairwise(lines):
        last = whole.rpartition("\n")[2].strip()
        whole += (" " if before.strip() and _begins().match(last) and _is_rest(last, line.strip()) else "\n") + line
    return whole


def _is_rest(role: str, line: str) -> bool:
    """True for a line that goes on with the function on the line before: behind a dash, `en`, or parts of a name."""
    if not line or looks_like_name(line) or _begins().match(line):
        return False
    listed = role.endswith(",") and bool(re.search(r"\ben\b", line)) and line[0].isupper()
    return len(line) < _LONGEST_NAME and (bool(_OPEN_END.search(role)) or listed)


@cache
def _begins() -> re.Pattern[str]:
    """A function at the beginning of a line."""
    return _of_functions(rf"(?:de\s+|het\s+)?(?:{alternatives(load('signatures')['functions'])})\b")


def _cuts(line: str) -> list[int]:
    """Where a line holds more than one line of a signature: two functions, or a function and a name."""
    two = [match.start() for match in _two_roles().finditer(line)] if _begins().match(line) else []
    first = _known_role().match(line)
    if not two and first and looks_like_name(line[first.end() :]):
        return [first.end()]
    comma = line.rfind(",", 0, len(line) - 1)
    if not two and comma > 0 and looks_like_name(line[comma + 1 :]) and _role().fullmatch(line[: comma + 1]):
        return [comma + 1]
    second = _begins_role().search(line)
    if not two and second and looks_like_name(line[: second.start()]) and _role().fullmatch(line[second.end() :]):
        return [second.start()]
    return two


@cache
def _signed_behind() -> re.Pattern[str]:
    """The blank before a function, or one with a name, that ends a paragraph whose last lines ran together."""
    functions = alternatives(load("signatures")["functions"])
    return _of_functions(
        rf"(?<=[.!?]) (?=De (?:{functions}) (?:(?:van|voor) )?(?:{name_pattern()}),(?: *[A-ZÀ-Þ][^!?;:\n]{{3,60}})?\Z)"
    )


@cache
def _wrapped() -> re.Pattern[str]:
    """A function with its ministry, line breaks included."""
    functions = alternatives(load("signatures")["functions"])
    return _of_functions(rf"\b(?:{functions})\s+(?:(?:van|voor)\s+)?(?:{name_pattern()})(?!\w)")


@cache
def _known_role() -> re.Pattern[str]:
    """A function of a known ministry at the beginning of a line, with what parts it from a name."""
    functions = alternatives(load("signatures")["functions"])
    return _of_functions(rf"(?:de\s+)?(?:{functions})\s+(?:(?:van|voor)\s+)?(?:{name_pattern()})(?:,\s*|\s+)")


@cache
def _begins_role() -> re.Pattern[str]:
    functions = alternatives(load("signatures")["functions"])
    return _of_functions(rf",?\s+(?=(?:de\s+)?(?:{functions})\b)")


#: So many functions above one another at most sign together.
_MOST_FUNCTIONS = 20


def _name_beside(lines: Sequence[_Line], number: int, used: set[int]) -> int | None:
    """The line with the name: before a function without article and comma, else behind it; then the other side.

    Where several functions stand above one another their names follow in the same order.
    """
    functions = 1
    last = min(len(lines) - number, _MOST_FUNCTIONS)
    while functions < last and _role_of(lines[number + functions]):
        functions += 1
    behind = number + functions
    sides = (number - 1, behind) if _named_first(lines[number].text) else (behind, number - 1)
    second = (behind + 1,) if behind in used else ()
    return next((place for place in (*sides, *second) if place not in used and _is_name(lines, place)), None)


def _is_name(lines: Sequence[_Line], place: int) -> bool:
    return 0 <= place < len(lines) and looks_like_name(lines[place].text) and not _role_of(lines[place])


def _named_first(role: str) -> bool:
    """True where the name stands before the function: the function has no article and no comma behind it."""
    return not role.rstrip().endswith(",") and not role.lower().startswith(("de ", "het "))


#: Two surnames of one person: *van Beek - Van der Laan*.
_JOINED = re.compile(r"(?<=[a-zà-ÿ])\s-\s(?=[A-ZÀ-Þa-z])")


def looks_like_name(text: str) -> bool:
    """True for a line of two to seven words that can be a person's name, titles included."""
    if len(text) > _LONGEST_NAME or text.rstrip().endswith((".", ":", "?")) or any(c.isdigit() for c in text):
        return False
    words = _JOINED.sub("-", _without_titles(text)).split()
    lexicon = load("signatures")
    particles = set(lexicon["particles"])
    capitalised = [w for w in words if _CAPITALISED.fullmatch(w) or _INITIALS.fullmatch(w)]
    # `BRIEF VAN` over the function of a print that is set in capitals is no name.
    names = [w for w in capitalised if not (w.isupper() and w.lower() in particles)]
    rest = [w for w in words if (w not in capitalised and w.lower() not in particles) or w.lower() == "en"]
    if not 2 <= len(words) <= 7 or len(names) < 2 or rest:
        return False
    # `Bruins Slot` behind initials is a person, `Slot` by itself a heading.
    return bool(_INITIALS.fullmatch(words[0])) or not set(words) & set(lexicon["no_name"])


def _without_titles(text: str) -> str:
    """The name without titles (`mr. dr.`, `dr.ir.`) and without a call name in brackets."""
    words = _titles().sub(" ", _NICKNAME.sub(" ", text).replace(",", " "))
    return " ".join(words.split())


@cache
def _titles() -> re.Pattern[str]:
    titles = load("signatures")["titles"]
    dotted = alternatives(title for title in titles if title.endswith("."))
    return re.compile(rf"(?<!\S)(?:(?:{dotted})+|{alternatives(t.rstrip('.') for t in titles)})(?!\S)", re.IGNORECASE)


def _plain_role(role: str) -> str:
    """The function without its comma; one set in capitals gets the ordinary spelling of its ministry."""
    words = " ".join(role.split()).rstrip(" ,")
    if _PLACE_MARKS.sub("", words).isupper():
        words = " ".join(_spelled(word) for word in words.split())
        words = _begins().sub(lambda match: match.group().lower(), words)
    return words[0].upper() + words[1:]


def _spelled(word: str) -> str:
    """A word in capitals as it is spelled in a title: `EN` is en, `FINANCIËN` Financiën, and `OCW` stays."""
    bare = word.strip("(),")
    if _PLACE_MARKS.fullmatch(word):
        return word
    if ministries_in(bare) and len(bare) < _SHORT:
        return word
    small = word.lower().strip(",") in load("signatures")["small"]
    return word.lower() if small else word.capitalize()


def _distinct(senders: Sequence[Sender]) -> list[Sender]:
    """Each person once, as first signed."""
    by_name: dict[str | None, Sender] = {}
    for sender in senders:
        by_name.setdefault(sender.name, sender)
    return list(by_name.values())


def find_on_behalf_of(letter: Letter) -> tuple[list[str], tuple[int, int] | None]:
    """The functions behind the first `mede namens`, without their articles, and the stretch of text that names them.

    A plain `namens` counts only where the letter speaks of itself: *namens de minister van X bied ik u aan*.
    """
    text = letter.text
    matches = list(_behalf().finditer(text)) if _NAMENS.search(text) else []
    own = [match for match in matches if match["too"]] or [m for m in matches if _speaks_of_itself(text, m.end())]
    for match in own[:1]:
        functions: list[str] = []
        position = match.end()
        while found := _functions().match(text, position):
            another = f"{functions[0].split()[0]} {found['link'] or 'van'} {found['more']}" if functions else ""
            functions.append(_plain_function(found["one"] or another))
            position = found.end()
        return list(dict.fromkeys(functions)), (match.start(), position)
    return [], None


def _speaks_of_itself(text: str, at: int) -> bool:
    """True where words of the sentence, before or behind, are about the writer or the reader."""
    own_words = phrase_pattern(load("signatures")["self"])
    line_start, line_end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    start = max(line_start, at - 200, *(match.end() for match in _STOP.finditer(text, max(0, at - 200), at)), 0)
    end = min(at + 300, line_end if line_end >= 0 else len(text))
    return own_words.search(text, start, end) is not None


def _plain_function(function: str) -> str:
    """Without article and plural: `de ministers van Defensie` is `minister van Defensie`."""
    words = re.sub(r"\s*\([^()]*\)$", "", " ".join(function.split()))
    plain = re.sub(r"^(?:de|het|mijn|onze)\s+", "", words, flags=re.IGNORECASE)
    plain = re.sub(r"^(minister|ambtgenoot|ambtsgenoot|collega)['’]?s\b", r"\1", plain, flags=re.IGNORECASE)
    return plain if plain in load("signatures")["bodies"] else plain[0].lower() + plain[1:]
