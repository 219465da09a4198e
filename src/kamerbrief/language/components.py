"""Rules in the bundled pipeline: sentence ends, and abbreviations that the letter defines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kamerbrief.language.sentences import sentence_bounds

_ABBREVIATION = re.compile(r"[A-Z][\w&+-]{0,11}")


@Language.component("kamerbrief_sentences")
def sentence_splitter(doc: Doc) -> Doc:
    """Sets the sentence starts by rule; leaves a document alone in which they are set already."""
    if len(doc) and not doc.has_annotation("SENT_START"):
        starts = {start for start, _ in sentence_bounds(doc.text, 0, len(doc.text))}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


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
