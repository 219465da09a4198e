"""The words of RTF, paragraph by paragraph: enough for a piece of it that is embedded in a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)"
)
#: Groups that hold no words of the text.
_UNSEEN = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "listtable", "listoverridetable", "generator", "themedata", "datastore", "fldinst",
    "xmlnstbl", "rsidtbl", "filetbl", "bkmkstart", "bkmkend", "annotation", "latentstyles",
}  # fmt: skip
_SIGNS = {
    "par": "\n", "sect": "\n", "page": "\n", "row": "\n", "line": " ", "tab": "\t", "cell": "\t", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ",
}  # fmt: skip
_ESCAPED = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
#: What switches type that takes words out on and off.
_HIDING = ("v", "strike", "striked", "deleted")


@dataclass(slots=True)
class _State:
    """What holds within a group: whether its words are seen, and how many characters stand in for a Unicode one."""

    unseen: bool = False
    hidden: frozenset[str] = frozenset()
    stand_ins: int = 1


def rtf_paragraphs(data: bytes) -> list[str]:
    """The paragraphs of an RTF document, without hidden and struck-through words, headers, pictures and fields."""
    parts: list[str] = []
    states = [_State()]
    skip = 0
    for match in _TOKEN.finditer(data.decode("latin-1")):
        state = states[-1]
        if match["brace"] == "{":
            states.append(replace(state))
            continue
        if match["brace"]:
            del states[max(len(states) - 1, 1) :]
            continue
        if match["word"]:
            text, skip = _control(match["word"], match["number"], state, skip)
        else:
            text = _plain(match, state)
            text, skip = text[skip:], max(skip - len(text), 0)
        if text and not state.unseen and not state.hidden:
            parts.append(text)
    return "".join(parts).split("\n")


def _plain(match: re.Match[str], state: _State) -> str:
    if match["code"]:
        return bytes.fromhex(match["code"]).decode("cp1252", "ignore")
    if match["sign"]:
        state.unseen = state.unseen or match["sign"] == "*"
        return _ESCAPED.get(match["sign"], "")
    return match["text"] or ""


def _control(word: str, number: str | None, state: _State, skip: int) -> tuple[str, int]:
    """What a control word stands for, and how many characters behind it only stand in for that."""
    if word in _UNSEEN:
        state.unseen = True
    elif word == "uc":
        state.stand_ins = max(int(number or 1), 0)
    elif word == "u" and number:
        code = int(number) % 0x10000
        return (chr(code) if not 0xD800 <= code < 0xE000 else ""), state.stand_ins
    elif word in _HIDING:
        state.hidden = state.hidden - {word} if number == "0" else state.hidden | {word}
    elif word == "plain":
        state.hidden = frozenset()
    return _SIGNS.get(word, ""), skip if word not in _SIGNS else 0
