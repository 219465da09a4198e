"""One annotation of the text, asked by every fact: verbs, clauses and what is to be held of each clause.

>>> from kamerbrief.annotate import annotate
>>> for clause in annotate("Omdat de huidige regels niet volstaan, neem ik deze aanbeveling over."):
...     print(clause.kind, clause.lemma, [str(one) for one in clause.standings], clause.has("adopt"))
subordinate volstaan ['denied'] False
main overnemen [] True

Read in this order:

- ``verbs.py``: the verbs of ``lexicon/verbs.toml`` with their classes (adopt, reject, send, raise, pay …) and forms;
- ``words.py``: the words of a sentence, and which may be a finite verb where they stand;
- ``openers.py``: the words that open a clause;
- ``parser.py``: one pass over the words with a stack of open clauses (``stack.py``), to which ``attach.py`` gives the
  verbs; ``lookahead.py`` tells what follows a word;
- ``groups.py``: the verbs of a clause (*neemt … over*, *zal worden overgenomen*), passive, tense, subject;
- ``clauses.py``: what a clause is;
- ``qualifiers.py`` (on ``sentence.py``): denied, cancelled, conditional, wished, earlier, reported, by the words of
  ``lexicon/polarity.toml``;
- ``time/``: when, by a grammar of its own that any stretch of text may be asked.

All offsets count in the text that is given. Whatever the text, the time grows with its length: every word is looked up
once, and looks ahead and back reach a fixed number of words.
"""

from __future__ import annotations

from functools import lru_cache

from kamerbrief.annotate.clauses import Clause, Qualifier, Standing, clauses_of
from kamerbrief.annotate.groups import Group, Tense, VerbUse
from kamerbrief.annotate.qualifiers import qualifiers
from kamerbrief.annotate.sentence import Sentence
from kamerbrief.annotate.stack import Kind
from kamerbrief.annotate.verbs import Form, Verb, VerbSpan, find_verbs

__all__ = [
    "Clause",
    "Form",
    "Group",
    "Kind",
    "Qualifier",
    "Standing",
    "Tense",
    "Verb",
    "VerbSpan",
    "VerbUse",
    "annotate",
    "clause_at",
    "find_verbs",
]


#: Of longer texts than this, which are no sentences of letters, only the last few are kept.
_KEPT = 5_000


def annotate(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in the order in which they begin; none where it has no words.

    What was found for a sentence is kept, so every fact may ask again.
    """
    return _kept(text) if len(text) <= _KEPT else _kept_for_now(text)


def _annotated(text: str) -> tuple[Clause, ...]:
    found, words, places = clauses_of(text)
    held = qualifiers(Sentence(found, words, places))
    return tuple([one._replace(qualifiers=said) if said else one for one, said in zip(found, held, strict=True)])


_kept = lru_cache(maxsize=16_384)(_annotated)
_kept_for_now = lru_cache(maxsize=4)(_annotated)


def clause_at(text: str, place: int) -> Clause | None:
    """The clause of a sentence whose own words (or the stops between them) hold the character at a place."""
    return next((clause for clause in annotate(text) if clause.holds(place)), None)
