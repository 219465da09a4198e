"""The words that the rules know, as TOML data beside this module or a user's own, and the patterns made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

from kamerbrief.lexicon.consistency import check
from kamerbrief.lexicon.keyed import Lists as Lists
from kamerbrief.lexicon.keyed import Sighted as Sighted
from kamerbrief.lexicon.keyed import has_figure as has_figure
from kamerbrief.lexicon.keyed import keyed as keyed
from kamerbrief.lexicon.keyed import may_stand as may_stand
from kamerbrief.lexicon.keyed import stands as stands
from kamerbrief.lexicon.own import own_files, own_path, with_own
from kamerbrief.lexicon.places import without
from kamerbrief.lexicon.words import words as words
from kamerbrief.lexicon.words import words_and_signs as words_and_signs

#: A phrase's characters as a tree: each leads on to what may follow it, the empty string marks the end of a phrase.
_Tree = dict[str, "_Tree"]
_END = ""


_T = TypeVar("_T")


@cache
def load(name: str) -> dict[str, Any]:
    """The word list ``name``.toml with the user's own words on top; read once a process.

    Raises LexiconError, which names file and entry, where it cannot be used or its lists do not agree.
    """
    content = with_own(name)
    check(name, content, str(own_path(name) or ""))
    file, _, place = _switched_off.partition(".")
    return without(content, place) if file == name else content


#: The place of the list that is switched off to see what it earns; see :mod:`kamerbrief.quality.ablation`.
_switched_off = ""


def switch_off(place: str) -> None:
    """Lets the list at a place (``stances.decide.cues``) be read as if it had no words; an empty place ends that.

    What was made of the lists before stays as it is until its caches are cleared.
    """
    global _switched_off
    _switched_off = place
    load.cache_clear()


def check_own() -> None:
    """Raises LexiconError where one of the user's own files cannot be used; cheap where there are none."""
    for name in own_files():
        load(name)


class Lookup(dict[str, _T]):
    """Phrases with what each of them means, found by the words that :func:`alternatives` of the same phrases matched.

    Case and white space do not matter where the phrases are not told apart by them. Raises KeyError for words that no
    phrase matches; words that the pattern found always have one, also where ``lower`` goes another way than a pattern
    that ignores case (dotted capital I, long s) and for phrases with a ``*``.
    """

    def __missing__(self, said: str) -> _T:
        words = " ".join(said.split())
        for key in (words, words.lower()):
            if key in self:
                return self[key]
        if words.lower() in self._in_small:
            return self[self._in_small[words.lower()]]
        for phrase, pattern in self._patterns:
            if pattern.fullmatch(said.strip()):
                return self[phrase]
        raise KeyError(said)

    @cached_property
    def _in_small(self) -> dict[str, str]:
        """The phrases by themselves in small letters, where none of them stands for more than itself."""
        if any("*" in phrase for phrase in self):
            return {}
        return {phrase.lower(): phrase for phrase in sorted(self, reverse=True)}

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        """The phrases, the longest first, each with what it matches; few words are looked for by these."""
        ordered = sorted(self, key=lambda phrase: (-len(phrase), phrase))
        return [(phrase, re.compile(alternatives([phrase]), re.IGNORECASE)) for phrase in ordered]


def alternatives(phrases: Iterable[str], *, blank: str = r"\s+") -> str:
    """A regular expression for any of the phrases, the longest that fits, where a blank stands for any white space.

    A ``*`` at a phrase's end stands for the rest of the word (``verhog*``). ``blank`` is the expression for a blank.
    To be put in brackets where something follows it.
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return any_of([signs(phrase, blank=blank) for phrase in ordered])


def signs(phrase: str, *, blank: str = r"\s+") -> list[str]:
    """A phrase as expressions, one for each of its characters."""
    return [blank if sign == " " else _expression(sign) for sign in phrase]


@cache
def _expression(sign: str) -> str:
    return _WRITTEN.get(sign) or re.escape(sign)


#: What a sign of a phrase stands for in a text: an apostrophe is typed straight or as a quotation mark.
_WRITTEN = {"*": r"\w*", "'": "['’‘]"}


def any_of(sequences: Iterable[Sequence[str]]) -> str:
    """A regular expression for any of the sequences of expressions, where one goes before its own beginning.

    Beginnings that sequences share are written once: so a pattern looks at a place in a text once, not once for each
    of hundreds of phrases.
    """
    tree: _Tree = {}
    for sequence in sequences:
        node = tree
        for expression in sequence:
            node = node.setdefault(expression, {})
        node[_END] = {}
    return "|".join(_branches(tree))


def _branches(tree: _Tree) -> list[str]:
    """An expression for each way on from here, an end not counted."""
    return [sign + _rest(following) for sign, following in tree.items() if sign != _END]


def _rest(tree: _Tree) -> str:
    found = _branches(tree)
    if not found:
        return ""
    if _END in tree:
        return f"(?:{'|'.join(found)})?"
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def phrase_pattern(phrases: Iterable[str], *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A compiled pattern for any of the phrases as whole words; :mod:`kamerbrief.lexicon.keyed` says how it reads."""
    phrases = list(phrases)
    return keyed(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)", phrases, flags, alone=True)
