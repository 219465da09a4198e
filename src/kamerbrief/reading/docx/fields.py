"""Fields of a docx: which words are their results, and what a field shows that keeps no result."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from kamerbrief.reading.docx.package import W
from kamerbrief.reading.docx.symbols import symbol

_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_CODE = re.compile(r"0x[0-9a-fA-F]{1,6}|[1-9]\d{0,6}")
_FRACTION = re.compile(r"\\f\s*\(([^();]*);([^();]*)\)", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction so far, whether its result has begun, and what was chosen in a form."""

    instruction: list[str] = field(default_factory=list)
    result: bool = False
    chosen: str = ""


@dataclass(slots=True)
class Fields:
    """The fields that are open, outermost first; the result of one may run over several paragraphs."""

    _open: list[_Field] = field(default_factory=list)
    _instructions: int = 0

    @property
    def showing(self) -> bool:
        """True where words are text of the letter: in no field, or in the results of all that are open."""
        return self._instructions == 0

    def instruct(self, text: str) -> None:
        """Takes words of an instruction."""
        if self._open and not self._open[-1].result:
            self._open[-1].instruction.append(text)

    def mark(self, kind: str, chosen: str = "") -> str:
        """Takes a ``w:fldChar`` of this kind; at the end of a field without result, returns what Word shows for it.

        ``chosen`` is what was chosen in a form that begins here.
        """
        if kind == "begin":
            self._open.append(_Field(chosen=chosen))
            self._instructions += 1
        elif kind == "separate" and self._open:
            self._instructions -= not self._open[-1].result
            self._open[-1].result = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            self._instructions -= not ended.result
            if not ended.result and self.showing:
                return ended.chosen or shown("".join(ended.instruction))
        return ""

    def give_up(self) -> None:
        """A field that shows no result by the end of the paragraph is broken; it must not swallow the rest."""
        if self._instructions:
            for here in self._open:
                here.result = True
            self._instructions = 0


#: Digits of the number of a choice; a longer number is none.
_DIGITS = 4


def chosen_in_form(begin: etree._Element) -> str:
    """What was chosen in a list or a box of an older form, which stands where its field begins; '' for any other."""
    options = [one.get(f"{W}val", "") for one in begin.iterfind(f"{W}ffData/{W}ddList/{W}listEntry")]
    if options:
        number = _set_in(begin, "ddList", "result", "default") or "0"
        chosen = int(number) if number.isdecimal() and len(number) <= _DIGITS else len(options)
        return options[chosen] if chosen < len(options) else ""
    if begin.find(f"{W}ffData/{W}checkBox") is None:
        return ""
    return "☒" if (_set_in(begin, "checkBox", "checked", "default") or "0") not in ("0", "false", "off") else "☐"


def _set_in(begin: etree._Element, form: str, *names: str) -> str | None:
    """The first of these properties of a form; one without a value is on."""
    found = (begin.find(f"{W}ffData/{W}{form}/{W}{name}") for name in names)
    return next((one.get(f"{W}val", "1") for one in found if one is not None), None)


def shown(instruction: str) -> str:
    """What Word shows for a field that keeps no result: a sign, a quotation or a fraction; '' for any other."""
    words = [quoted or word for quoted, word in _WORDS.findall(instruction)]
    show = _SHOWN.get(words[0].upper()) if words else None
    return show(words, instruction) if show else ""


def _symbol(words: list[str], instruction: str) -> str:
    """``SYMBOL 8364``, ``SYMBOL 163 \\f "Symbol"``: the sign at a code of a font or of the Windows code page."""
    del instruction
    code = int(words[1], 0) if len(words) > 1 and _CODE.fullmatch(words[1]) else 0
    fonts = [word for before, word in pairwise(words) if before.lower() == r"\f"]
    if fonts:
        return symbol(fonts[0], code)
    return bytes([code]).decode("cp1252", "ignore") if 0x20 <= code < 0x100 else symbol("", code)


def _quote(words: list[str], instruction: str) -> str:
    del instruction
    return words[1] if len(words) > 1 else ""


def _equation(words: list[str], instruction: str) -> str:
    """``EQ \\f(1;4)``: a fraction; other equations are drawn and have no line of text."""
    del words
    found = _FRACTION.search(instruction)
    return f"{found[1].strip()}/{found[2].strip()}" if found else ""


_SHOWN: dict[str, Callable[[list[str], str], str]] = {"SYMBOL": _symbol, "QUOTE": _quote, "EQ": _equation}
