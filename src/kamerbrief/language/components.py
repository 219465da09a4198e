"""Rules in the bundled pipeline: sentence ends, names that the lexicon knows, abbreviations that the letter defines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kamerbrief.language.clues import KNOWN, begins_plainly, may_begin_plainly
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.language.word_lists import names

#: Components that need the whole document; the others read it sentence by sentence.
DOCUMENT_LEVEL = ("kamerbrief_abbreviations",)
#: Signs that stand around a name and are no part of it.
_SIGNS = frozenset("‘’“”„«»'\"([,;:.•–—-/")
#: A single word shorter than this tells nothing by its end.
_SHORTEST = 5
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
    """Settles names by the word lists, in which ``kamerbrief_clues`` found them before.

    A longer name that the model found stays; where model and lists mark the same words, the lists' label counts.
    Signs and functions at the ends of a name go, and so do words that are none.
    """
    del nlp, name

    def mark(doc: Doc) -> Doc:
        known = list(doc.spans.get(KNOWN, []))
        found = [ent for ent in doc.ents if not any(_gives_way(ent, span) for span in known)]
        whole = [span for ent in found if (span := _trimmed(ent)) is not None and not _is_no_name(span)]
        taken = [_by_its_kind(ent) for ent in whole]
        free = [
            span
            for span in known
            if not may_begin_plainly(span) and not any(span.start < ent.end and ent.start < span.end for ent in taken)
        ]
        doc.set_ents([*taken, *free])
        return doc

    return mark


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(names()["ordinary"]["words"])


@cache
def _around() -> frozenset[str]:
    return frozenset(names()["around"]["words"]) | _SIGNS


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for words in names()["kinds"]["first"].values() for word in words)


def _trimmed(ent: Span) -> Span | None:
    """The name without signs, functions and small words around it; None where nothing is left."""
    start, end, around = ent.start, ent.end, _around()
    while start < end and (ent.doc[start].text in around or ent.doc[start].text[0] in _SIGNS):
        start += 1
    while end > start and ent.doc[end - 1].text in around:
        end -= 1
    if start == end:
        return None
    return ent if (start, end) == (ent.start, ent.end) else Span(ent.doc, start, end, label=ent.label_)


def _is_no_name(span: Span) -> bool:
    """True for ordinary words, for a bare ``Commissie``, and for one that has its capital from its sentence alone."""
    if span.text in _ordinary():
        return True
    return len(span) == 1 and (span.text in _heads() or begins_plainly(span[0]))


def _by_its_kind(ent: Span) -> Span:
    """The name with the label that its first word or its end tells; that of people stays."""
    if ent.label_ == "PER":
        return ent
    label = _kinds()["first"].get(ent[0].text) if len(ent) > 1 else None
    if label is None:
        last = ent[-1].text
        found = _ends().search(last.lower()) if len(last) > _SHORTEST or len(ent) > 1 else None
        label = _kinds()["end"][found.group()] if found and (len(ent) > 1 or found.group() != last.lower()) else None
    return Span(ent.doc, ent.start, ent.end, label=label) if label and label != ent.label_ else ent


@cache
def _kinds() -> dict[str, dict[str, str]]:
    """The label of each telling word, for first words and for ends."""
    listed = names()["kinds"]
    return {
        place: {word: label for label, words in listed[place].items() for word in words} for place in ("first", "end")
    }


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(_kinds()["end"], key=lambda end: (-len(end), end))) + ")$")


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
        found = [Span(doc, token.i, token.i + 1, label=defined[token.text]) for token in doc if token.text in defined]
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
