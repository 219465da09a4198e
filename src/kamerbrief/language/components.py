"""Rules in the bundled pipeline: sentence ends, names that the lexicon knows, abbreviations that the letter defines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.lexicon import load

#: Components that need the whole document; the others read it sentence by sentence.
DOCUMENT_LEVEL = ("kamerbrief_abbreviations",)
_ABBREVIATION = re.compile(r"[A-Z][\w&+-]{0,11}")


@Language.component("kamerbrief_sentences")
def sentence_splitter(doc: Doc) -> Doc:
    """Sets the sentence starts by rule; leaves a document alone in which they are set already."""
    if len(doc) and not doc.has_annotation("SENT_START"):
        starts = {start for start, _ in sentence_bounds(doc.text, 0, len(doc.text))}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


@Language.factory("kamerbrief_lexicon")
def lexicon_reader(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Marks ministries, programmes, laws, authorities, countries and parties that the word lists know.

    Words are matched whole and with their capitals. A longer name that the model found stays; where model and lexicon
    mark the same words, the lexicon's label counts.
    """
    del name
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    ordinary = frozenset(_names()["ordinary"]["words"])
    for label, phrases in known_names().items():
        matcher.add(label, [nlp.make_doc(phrase) for phrase in phrases])

    def mark(doc: Doc) -> Doc:
        known = filter_spans(matcher(doc, as_spans=True))
        taken = [ent for ent in doc.ents if ent.text not in ordinary and not any(_gives_way(ent, s) for s in known)]
        free = [span for span in known if not any(span.start < ent.end and ent.start < span.end for ent in taken)]
        doc.set_ents([*taken, *free])
        return doc

    return mark


def _gives_way(ent: Span, known: Span) -> bool:
    """True for what the model found where the lexicon knows the same words or more of them."""
    start, end = ent.start, ent.end
    while start < end and ent.doc[start].is_punct:
        start += 1
    while end > start and ent.doc[end - 1].is_punct:
        end -= 1
    return known.start <= start and end <= known.end


@cache
def _names() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("corpus", "names.toml").read_text(encoding="utf-8"))


@cache
def known_names() -> dict[str, list[str]]:
    """The names of the word lists by label; ambiguous programmes and ordinary words are left out."""
    lists = _names()["lists"]
    found = {label: [name for names in groups.values() for name in names] for label, groups in lists.items()}
    for ministry in load("ministries")["ministry"]:
        found["ORG"] += [ministry["short"], *ministry.get("shorts", []), *ministry["alone"]]
    for group in load("programmes").values():
        entries = [] if "context" in group else group.get("list", [])
        clear = [entry for entry in entries if not entry.get("exact") and "context" not in entry]
        names = [name for entry in clear for name in (entry["name"], *entry.get("aliases", []))]
        found["MISC"] += [name for name in names if name[0].isupper() and len(name) > 2]
    return {label: list(dict.fromkeys(names)) for label, names in found.items()}


@Language.component("kamerbrief_abbreviations")
def abbreviation_reader(doc: Doc) -> Doc:
    """Gives an abbreviation that the letter defines the label of its name: ``Netherlands Space Office (NSO)``.

    The abbreviation then carries that label wherever it stands, unless it lies inside a longer name.
    """
    defined = dict(_definitions(doc))
    if defined:
        found = [Span(doc, token.i, token.i + 1, label=defined[token.text]) for token in doc if token.text in defined]
        kept = [ent for ent in doc.ents if not (len(ent) == 1 and ent.text in defined)]
        doc.set_ents(filter_spans([*kept, *found]))
    return doc


def _definitions(doc: Doc) -> Iterator[tuple[str, str]]:
    for ent in doc.ents:
        stop = ent.end
        if stop + 2 < len(doc) and doc[stop].text == "(" and doc[stop + 2].text == ")":
            short = doc[stop + 1].text
            if _ABBREVIATION.fullmatch(short) and sum(c.isupper() for c in short) > 1 and len(short) < len(ent.text):
                yield short, ent.label_
