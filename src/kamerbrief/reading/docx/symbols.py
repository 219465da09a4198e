"""What the symbol fonts of Word show for a character code, where it means something in text."""

from __future__ import annotations

#: The Symbol font from code 0x20 and from 0xA0 on, a character for each code; a middle dot where it shows a part of a
#: sign or none at all.
_FROM_20 = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_FROM_A0 = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…··↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑···········〉∫············"
_NOTHING = "·"
_SYMBOL = {
    code: sign
    for first, signs in ((0x20, _FROM_20), (0xA0, _FROM_A0))
    for code, sign in enumerate(signs, first)
    if sign != _NOTHING
}
_TABLES = {
    "symbol": _SYMBOL,
    "wingdings": {
        0x6C: "•", 0x6E: "•", 0x6F: "☐", 0x71: "☐", 0x76: "•", 0x78: "☒", 0x9F: "•", 0xA7: "•", 0xA8: "☐", 0xD8: "•",
        0xDF: "←", 0xE0: "→", 0xE8: "→", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "webdings": {0x61: "✓", 0x72: "✗"},
}  # fmt: skip
#: Fonts whose name begins with one of the above and that have a table of their own, which no letter needs.
_OTHERS = ("wingdings 2", "wingdings 3")


def is_symbol_font(font: str) -> bool:
    """True for a font that shows other signs than those of the codes typed in it."""
    return font.lower() in _TABLES or font.lower() in _OTHERS


def shown_in(font: str, text: str) -> str:
    """The text as a symbol font shows it; a picture without a meaning in text is left out.

    Characters beyond the codes of such a font (a real ``€``) are shown as they are.
    """
    table = _TABLES.get(font.lower(), {})
    return "".join(table.get(_code(sign), "") if _code(sign) else sign for sign in text)


def symbol(font: str, code: int) -> str:
    """The sign at a code of a font, where the font is one of symbols; else the character itself."""
    if is_symbol_font(font) or 0xF000 <= code <= 0xF0FF:
        return _TABLES.get(font.lower(), {}).get(code & 0xFF, "")
    return chr(code) if 0 < code < 0xD800 else ""


def _code(sign: str) -> int:
    """The code of a character in a symbol font, with or without the private area's 0xF000; 0 for any other."""
    code = ord(sign)
    if 0xF020 <= code <= 0xF0FF:
        return code & 0xFF
    return code if 0x20 < code < 0x100 and sign != " " else 0
