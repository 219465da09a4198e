"""How words are told apart: spaCy's Dutch rules, and a cut at hyphens, slashes and brackets inside words.

So ``motie-Grinwis``, ``ESA-programma's`` and ``moties-Lodders/Geurts`` carry a name as a token of its own, and the
footnote mark in ``groei.[1]`` stays apart from the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

_LETTER = r"[^\W_]"
#: Entries of the Dutch word list of abbreviations that are names too: short names in capitals, and a town.
_NAMES = re.compile(r"[A-Z]{2,}\.|Best\.")
_INFIXES = (
    rf"(?<=[^\W_]|\+)[-–—/](?={_LETTER})",
    r"[\[\]()|]",
    rf"(?<={_LETTER})[.,:;](?=[A-ZÀ-Þ][a-zà-ÿ])",
    r"(?<=\.)(?=\[)",
)
_SUFFIXES = (rf"(?<={_LETTER}{_LETTER})\.", r"(?<=&[A-Z])\.", r"['’]s", r"\.\[", r"[-–—/]")
_PREFIXES = (r"[-–—/•‘’“”„«»\[]",)


def set_up_tokenizer(nlp: Language) -> None:
    """Gives the pipeline these rules; a saved pipeline carries them with it."""
    defaults = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or []), *_INFIXES]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or []), *_SUFFIXES]).search
    tokenizer.prefix_search = compile_prefix_regex([*(defaults.prefixes or []), *_PREFIXES]).search
    tokenizer.token_match = None
    # At the end of a sentence (``naar FIN.``) they are no abbreviation.
    tokenizer.rules = {text: parts for text, parts in tokenizer.rules.items() if not _NAMES.fullmatch(text)}


@registry.callbacks("kamerbrief.tokenizer.v1")  # type: ignore[untyped-decorator]
def tokenizer_callback() -> Callable[[Language], Language]:
    """The hook by which the training configuration sets the tokenizer up."""

    def set_up(nlp: Language) -> Language:
        set_up_tokenizer(nlp)
        return nlp

    return set_up
