"""Formulas of a docx (Office Math) as a line of text: ``a/b``, ``x²``, ``√(a + b)``, ``∑_(i=1)^n x_i``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from lxml import etree

from kamerbrief.reading.docx.package import W
from kamerbrief.reading.raised import beside, is_fraction, raised

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: The elements that begin a formula; the second holds several of the first.
FORMULAS = {f"{M}oMath", f"{M}oMathPara"}
_SIMPLE = re.compile(r"[\w⁰¹²³⁴-⁹]*|€?[\d.,]+%?")
_FIGURES = re.compile(r"[\d.,]+/[\d.,]+")
_SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴-⁹⁻⁺]+")
#: Braces above or below a part, and how a property is switched off.
_BRACES, _OFF = set("⏞⏟⏜⏝⎴⎵"), {"0", "false", "off"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
#: What describes a part and has no words.
_PROPERTIES = re.compile(r"\}(?:\w*Pr|ctrlPr)$")


def linear(formula: etree._Element) -> str:
    """The formula on one line."""
    return _text(formula).strip()


def _text(element: etree._Element) -> str:
    """The words of an element: of one with a form of its own in that form, of any other those of its parts in order."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _DELETED or _PROPERTIES.search(tag):
        return ""
    if tag in (f"{M}t", f"{W}t"):
        return _upright(element.text or "")
    form = _FORMS.get(tag)
    return form(element) if form else _joined(element)


def _joined(element: etree._Element) -> str:
    """The words of the parts in order; a part with a form of its own never becomes one figure with what stands beside.

    So ``2`` before a half is ``2½``, and the logarithm to the base 10 of 5 is ``log10 5``.
    """
    words, formed = "", False
    for part in element:
        more = _text(part)
        words += beside(words, more) if formed or part.tag in _FORMS else more
        formed = part.tag in _FORMS if more else formed
    return words


def _upright(text: str) -> str:
    """Letters of the mathematical alphabets as ordinary ones."""
    return "".join(unicodedata.normalize("NFKC", c) if 0x1D400 <= ord(c) < 0x1D800 else c for c in text)


def _part(element: etree._Element, name: str) -> str:
    """The words of a part, such as the numerator; none where it is not there."""
    found = element.find(f"{M}{name}")
    return _text(found).strip() if found is not None else ""


def _bracketed(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) or _closed(text) else f"({text})"


def _closed(text: str) -> bool:
    """True for words within one pair of brackets from end to end."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def _value(element: etree._Element, path: str, default: str) -> str:
    """A property of a part: a sign such as the bracket that it stands in, which may be none."""
    found = element.find("/".join(f"{M}{name}" for name in path.split("/")))
    return found.get(f"{M}val", "") if found is not None else default


def _fraction(element: etree._Element) -> str:
    over, under = _part(element, "num"), _part(element, "den")
    if _value(element, "fPr/type", "bar") == "noBar":
        return f"({over} {under})"
    printed = f"{_bracketed(over)}/{_bracketed(under)}"
    # A quotient of figures is one figure, and neither of the two (``€ (100/4) miljoen``).
    return f"({printed})" if _FIGURES.fullmatch(printed) and not is_fraction(printed) else printed


def _power(base: str, exponent: str) -> str:
    high = raised(exponent, base)
    if not exponent:
        return base
    return base + (high if _SUPERSCRIPTS.fullmatch(high) else f"^{_bracketed(exponent)}")


def _lowered(base: str, index: str) -> str:
    """A base with an index: a figure behind letters as it is typed (``CO2``), anything else behind a low line."""
    if index.isdigit() and base.isalpha():
        return base + index
    return f"{base}_{_bracketed(index)}" if index else base


def _superscript(element: etree._Element) -> str:
    return _power(_bracketed(_part(element, "e")), _part(element, "sup"))


def _subscript(element: etree._Element) -> str:
    return _lowered(_bracketed(_part(element, "e")), _part(element, "sub"))


def _both(element: etree._Element) -> str:
    return _power(_subscript(element), _part(element, "sup"))


def _before(element: etree._Element) -> str:
    return _power(_lowered("", _part(element, "sub")), _part(element, "sup")) + _part(element, "e")


def _root(element: etree._Element) -> str:
    hidden = element.find(f"{M}radPr/{M}degHide")
    shown = hidden is None or hidden.get(f"{M}val", "1") in _OFF
    degree = _part(element, "deg") if shown else ""
    return f"{raised(degree, '')}√{_bracketed(_part(element, 'e'))}"


def _sum(element: etree._Element) -> str:
    sign = _value(element, "naryPr/chr", "∫")
    limits = _lowered(sign, _part(element, "sub"))
    high = _part(element, "sup")
    return f"{limits}{'^' + _bracketed(high) if high else ''} {_part(element, 'e')}"


def _brackets(element: etree._Element) -> str:
    parts = (_text(part).strip() for part in element.iterchildren(f"{M}e"))
    inner = _value(element, "dPr/sepChr", "|").join(parts)
    return _value(element, "dPr/begChr", "(") + inner + _value(element, "dPr/endChr", ")")


def _function(element: etree._Element) -> str:
    name, of = _part(element, "fName"), _part(element, "e")
    return f"{name}{of if of.startswith('(') else f' {of}'}"


def _matrix(element: etree._Element) -> str:
    rows = (", ".join(_text(cell).strip() for cell in row.iterchildren(f"{M}e")) for row in element.iter(f"{M}mr"))
    return "; ".join(rows)


def _equations(element: etree._Element) -> str:
    """Equations below each other; the marks at which they are lined up are not printed."""
    return "; ".join(_text(part).replace("&", "").strip() for part in element.iterchildren(f"{M}e"))


def _limit(element: etree._Element) -> str:
    limit = _part(element, "lim")
    return _part(element, "e") if limit in _BRACES else _lowered(_bracketed(_part(element, "e")), limit)


def _accented(element: etree._Element) -> str:
    """A letter with its accent; longer words without one."""
    words, accent = _part(element, "e"), _value(element, "accPr/chr", "\u0302")
    single = len(words) == 1 and len(accent) == 1 and unicodedata.combining(accent)
    return unicodedata.normalize("NFC", words + accent) if single else words


def _phantom(element: etree._Element) -> str:
    """Words that keep a place free, which may be printed as well."""
    return "" if _value(element, "phantPr/show", "1") in _OFF else _part(element, "e")


def _paragraph(element: etree._Element) -> str:
    return " ".join(filter(None, (_text(formula).strip() for formula in element.iterchildren(f"{M}oMath"))))


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    f"{M}{name}": form
    for name, form in {
        "f": _fraction, "sSup": _superscript, "sSub": _subscript, "sSubSup": _both, "sPre": _before, "rad": _root,
        "nary": _sum, "d": _brackets, "func": _function, "m": _matrix, "eqArr": _equations, "limLow": _limit,
        "limUpp": _limit, "acc": _accented, "phant": _phantom, "oMathPara": _paragraph,
    }.items()
}  # fmt: skip
