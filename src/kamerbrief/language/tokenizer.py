"""How words are told apart: spaCy's Dutch rules, and a cut at hyphens, slashes and brackets inside words.

So ``motie-Grinwis``, ``ESA-programma's`` and ``moties-Lodders/Geurts`` carry a name as a token of its own, and the
footnote mark in ``groei.[1]`` stays apart from the word before it. Of spaCy's four thousand Dutch abbreviations only
those stay that letters use; all of them would take longer to load than a letter takes to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
from spacy.lang.nl import Dutch
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from kamerbrief.language.sentences import ABBREVIATIONS

_LETTER = r"[^\W_]"
_INFIXES = (
    rf"(?<=[^\W_]|\+)[-–—/](?={_LETTER})",
    r"[\[\]()|]",
    rf"(?<={_LETTER})[.,:;](?=[A-ZÀ-Þ][a-zà-ÿ])",
    r"(?<=\.)(?=\[)",
    r"(?<=[^\W_])[’‘”“\"](?=[^\W_s])",
)
_SUFFIXES = (rf"(?<={_LETTER}{_LETTER})\.", r"(?<=&[A-Z])\.", r"['’]s", r"\.\[", r"[-–—/]")
_PREFIXES = (r"[-–—/•‘’“”„«»\[]",)
#: spaCy's classes of letters hold those of all scripts and take long to compile; letters are written in these.
_LETTERS = ((ALPHA, "A-Za-zÀ-ÖØ-öø-ɏ"), (ALPHA_LOWER, "a-zß-öø-ÿ"), (ALPHA_UPPER, "A-ZÀ-ÖØ-Þ"))


class LetterTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer with the rules of this module; being code, they are not saved with a pipeline."""

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Writes nothing."""

    def from_disk(self, path: str | Path, **_: Any) -> LetterTokenizer:
        """Reads nothing."""
        return self

    def to_bytes(self, **_: Any) -> bytes:
        """No bytes."""
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> LetterTokenizer:
        """Reads nothing."""
        return self


def _abbreviations() -> dict[str, list[dict[int, str]]]:
    dotted = [f"{short}." for short in ABBREVIATIONS]
    return {form: [{ORTH: form}] for word in dotted for form in (word, word[0].upper() + word[1:])}


def _in_latin(rules: Iterable[str]) -> list[str]:
    """spaCy's rules with classes of Latin letters only."""
    found = list(rules)
    for every, latin in _LETTERS:
        found = [rule.replace(every, latin) for rule in found]
    return found


@registry.tokenizers("kamerbrief.Tokenizer.v1")  # type: ignore[untyped-decorator]
def letter_tokenizer() -> Callable[[Language], LetterTokenizer]:
    """The hook by which a pipeline's configuration names this tokenizer."""

    def make(nlp: Language) -> LetterTokenizer:
        defaults: Any = Dutch.Defaults
        return LetterTokenizer(
            nlp.vocab,
            rules=_abbreviations(),
            prefix_search=compile_prefix_regex([*_in_latin(defaults.prefixes), *_PREFIXES]).search,
            suffix_search=compile_suffix_regex([*_in_latin(defaults.suffixes), *_SUFFIXES]).search,
            infix_finditer=compile_infix_regex([*_in_latin(defaults.infixes), *_INFIXES]).finditer,
            url_match=defaults.url_match,
        )

    return make
