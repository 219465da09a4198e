"""Rules in the bundled pipeline: sentence ends, names that the lexicon knows, abbreviations that the letter defines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kamerbrief.language.corrections import as_the_letter_shows, corrected
from kamerbrief.language.gazetteer import KNOWN, may_begin_plainly
from kamerbrief.language.sentences import sentence_bounds

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
    """Settles names by the word lists, in which ``kamerbrief_gazetteer`` found them before.

    A longer name that the model found stays; where model and lists mark the same words, the lists' label counts.
    Signs and functions at the ends of a name go, and so do words that are none.
    """
    del nlp, name

    def mark(doc: Doc) -> Doc:
        known = list(doc.spans.get(KNOWN, []))
        found = [ent for ent in doc.ents if not any(_gives_way(ent, span) for span in known)]
        taken = filter_spans(span for ent in found for span in corrected(ent))
        free = [
            span
            for span in known
            if not may_begin_plainly(span) and not any(span.start < ent.end and ent.start < span.end for ent in taken)
        ]
        doc.set_ents(filter_spans(as_the_letter_shows(span) for span in [*taken, *free]))
        return doc

    return mark


def _gives_way(ent: Span, known: Span) -> bool:
    """True for what the model found where the lexicon knows the same words or more of them."""
    return known.start <= ent.start and ent.end <= known.end


@Language.component("kamerbrief_abbreviations")
def abbreviation_reader(doc: Doc) -> Doc:
    """Gives an abbreviation that the letter defines the label of its name: ``Netherlands Space Office (NSO)``.

    The abbreviation then carries that label wherever it stands, unless it lies inside a longer name.
    """
    defined = dict(_definitions(doc))
    if defined:
        # Asking a document for each of its tokens makes an object a time.
        numbers = {doc.vocab.strings.add(short): label for short, label in defined.items()}
        words = enumerate(doc.to_array("ORTH").tolist())
        found = [Span(doc, place, place + 1, label=numbers[word]) for place, word in words if word in numbers]
        kept = [ent for ent in doc.ents if not (len(ent) == 1 and ent.text in defined)]
        doc.set_ents(filter_spans([*kept, *found]))
    return doc


def _definitions(doc: Doc) -> Iterator[tuple[str, str]]:
    known = {span.text for span in doc.spans.get(KNOWN, [])}
    for ent in doc.ents:
        stop = ent.end
        if ent.label_ != "PER" and stop + 2 < len(doc) and doc[stop].text == "(" and doc[stop + 2].text == ")":
            short = doc[stop + 1].text
            if short not in known and _ABBREVIATION.fullmatch(short) and _stands_for(short, ent.text):
                yield short, ent.label_


def _stands_for(short: str, name: str) -> bool:
    """True when the letters of ``short`` stand in ``name`` in their order."""
    left = iter(name.lower())
    return 1 < len(short) < len(name) and all(letter in left for letter in short.lower() if letter.isalnum())
