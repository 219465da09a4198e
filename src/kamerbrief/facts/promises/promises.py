"""Promises in one sentence: who will do what, whether the Kamer hears of it, and when.

A promise is future and concrete. Each form below is one way in which ministers promise; a sentence about an earlier
promise, this letter itself, a condition or another party's duty is none. The words stand in
lexicon/commitments.toml, which was drawn up from the registers of toezeggingen of both Kamers and from letters. The
tagger of ``language/tagging.py``, which sees the sentence in its place, decides where no form fits, and drops what a
form takes for a promise where it is hardly one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kamerbrief.annotate.time import TimeExpression
from kamerbrief.contract import CommitmentKind
from kamerbrief.facts.promises.character import is_conditional, kind_of, repeats
from kamerbrief.facts.promises.clauses import clause_signs, is_past, is_unpromised, tells
from kamerbrief.facts.promises.dues import due_in, halves
from kamerbrief.facts.promises.sentence import Sentence, Sign
from kamerbrief.facts.promises.signs import form_signs, sign_names
from kamerbrief.facts.promises.verbs import by_others
from kamerbrief.facts.promises.words import phrases
from kamerbrief.language.tagging import Place, Tagger, columns_of_all, load_tagger
from kamerbrief.lexicon import keyed

#: From what probability on a sentence that no form fits is a promise, and one that the rules take for none. Chosen on
#: letters left out of training (language/judges/README.md).
BOUND = 0.7
BOUND_OF_NONE = 0.8
#: Below what probability a sentence is none although a form fits it.
BOUND_OF_FORM = 0.2
#: A title or a row of a list without three words in small letters is no sentence.
_HAS_VERB = re.compile(r"(?:(?<!\w)[a-zà-ÿ]+(?!\w)[^a-zà-ÿ]+){3}")
#: What a budget does (wordt met € 5 mln verhoogd) is a figure, not a promise.
_CHANGED = ("verhoogd", "verlaagd", "opgehoogd", "gekort", "verminderd", "vermeerderd", "afgeroomd")
_BUDGETED = keyed(rf"(?<!\w)met\s+(?:\w+\s+)?€[^;]{{1,60}}?(?<!\w)(?:{'|'.join(_CHANGED)})(?!\w)", _CHANGED, flags=0)
_INVERTED = keyed(
    r"^\W*[A-Z][a-zë]+t?\s[^.;]{5,200},\s+dan\s+(?:zal|zullen|wordt|worden|ga|gaat|kom|komt|bezie|kan)(?!\w)",
    ["dan"],
    flags=0,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise within a text: [start, end), the actor in the letter's words, and when it is due.

    ``repeats`` holds the words that say that it was promised before, ``probability`` how sure the tagger is of it
    (0 to 1; None where its wording settles it).
    """

    start: int
    end: int
    actor: str | None
    to_chamber: bool
    due: TimeExpression | None
    kind: CommitmentKind = CommitmentKind.ACT
    conditional: bool = False
    repeats: str | None = None
    probability: float | None = None


@dataclass(frozen=True)
class Considered:
    """A sentence in its place, and what the rules say of it.

    ``forms`` are those that fit, ``none`` says that the sentence as a whole promises nothing, whatever fits.
    """

    place: Place
    sentence: Sentence
    forms: Sequence[tuple[str, Sign]]
    none: bool

    @cached_property
    def certain(self) -> float | None:
        """1 where a form makes it a promise unless the tagger thinks otherwise, 0 where nothing can, else None."""
        if self.forms and not self.none:
            return 1.0
        return 0.0 if _is_vetoed(self.sentence) else None

    @property
    def signed(self) -> Place:
        """The sentence in its place with the names of what the rules and the annotation know of it."""
        names = sign_names(self.sentence, self.forms, none=self.none)
        clauses = clause_signs(self.place.text, self.place.before, self.place.behind)
        return self.place._replace(signs=names, clauses=clauses)


def consider(place: Place, letter_date: datetime.date | None) -> Considered:
    """What the rules say of a sentence."""
    sentence = Sentence(place.text, letter_date)
    return Considered(place, sentence, form_signs(sentence), _is_none(sentence))


def judge_all(considered: Sequence[Considered], tagger: Tagger | None = None) -> list[float | None]:
    """How likely each sentence of a letter is a promise; None for those that can be none.

    ``tagger`` is asked in the place of the bundled one.
    """
    certain = [one.certain for one in considered]
    columns = columns_of_all([one.signed for one, known in zip(considered, certain, strict=True) if known != 0])
    parts = [next(columns) if known != 0 else None for known in certain]
    judged = (tagger or load_tagger("commitments")).judge(
        parts, certain, sections_of([one.place for one in considered])
    )
    return [float(found) if known != 0 else None for found, known in zip(judged, certain, strict=True)]


def sections_of(sentences: Sequence[Place]) -> list[int]:
    """The count of the section of each sentence of a letter: a new one where the heading is another."""
    found: list[int] = []
    for before, one in zip([None, *sentences], sentences, strict=False):
        found.append((found[-1] if found else 0) + (before is None or before.heading != one.heading))
    return found


def find_promises(considered: Considered, probability: float | None) -> Iterator[Promise]:
    """The promises in one sentence; a sentence with two that fall due at different times gives two, split between.

    ``probability`` is the tagger's, None where it was not asked.
    """
    text, sentence = considered.place.text, considered.sentence
    signs = list(_signs(considered, probability or 0.0))
    if not signs:
        return
    for (start, end), inside in halves(sentence, signs):
        dues = [due for due in sentence.dues if start <= due.start < end]
        to_chamber = any(sign.tell for sign in inside)
        yield Promise(
            start=start,
            end=end,
            actor=next((sign.actor for sign in inside if sign.actor), None),
            to_chamber=to_chamber,
            due=due_in(sentence, (start, end), inside),
            kind=kind_of(text[start:end], dues, to_chamber=to_chamber),
            conditional=is_conditional(text[start:end]),
            repeats=repeats(text[start:end]),
            probability=inside[0].probability,
        )


def _signs(considered: Considered, probability: float) -> Iterator[Sign]:
    """The signs of what makes a sentence a promise: the forms that fit, or that the tagger takes it for one."""
    if considered.certain:
        if probability >= BOUND_OF_FORM:
            yield from (sign for _, sign in considered.forms)
    elif probability >= (BOUND_OF_NONE if considered.none else BOUND):
        yield _tagged(considered.sentence, probability)


def announcement(text: str, letter_date: datetime.date | None, found: Sequence[Promise]) -> Promise | None:
    """What a sentence before a list promises of its items: its own undated promise, or what the Kamer may expect."""
    own = found[0] if found else None
    if own and (own.due or own.probability is None):
        return None if own.due else own
    sentence = Sentence(text, letter_date)
    if sentence.tells_chamber and phrases("chamber", "announcing").search(text) and not _is_none(sentence):
        actor = next(iter(sentence.actors), None)
        name = actor.group() if actor else None
        return Promise(0, len(text), name, to_chamber=True, due=None, kind=CommitmentKind.INFORM)
    return own


def listed_promise(text: str, letter_date: datetime.date | None, announced: Promise) -> Iterator[Promise]:
    """The promise of a list item that names its time, with all else of what the sentence before the list announces."""
    dues = [due for due in Sentence(text, letter_date).dues if due.relation != "every"]
    if dues:
        yield replace(
            announced,
            start=0,
            end=len(text),
            due=dues[0],
            kind=kind_of(text, dues, to_chamber=announced.to_chamber),
            conditional=announced.conditional or is_conditional(text),
            repeats=announced.repeats or repeats(text),
        )


def _tagged(sentence: Sentence, probability: float) -> Sign:
    """The sign of a promise that only the tagger found: to the Kamer where the Kamer is told something."""
    actor = next(iter(sentence.actors), None)
    hears = sentence.tells_chamber and (tells(sentence.text) or sentence.has("chamber", "telling"))
    return Sign(actor.start() if actor else 0, actor.group() if actor else None, tell=hears, probability=probability)


def _is_vetoed(sentence: Sentence) -> bool:
    """True where the tagger is not asked: titles, questions, this letter itself, the past, denials, others' acts."""
    text = sentence.text
    if not _HAS_VERB.search(text) or sentence.is_question or sentence.tells_of_itself():
        return True
    return is_past(text) or is_unpromised(text) or by_others(sentence)


def _is_none(sentence: Sentence) -> bool:
    """True where the sentence as a whole promises nothing, whatever verbs it has."""
    if sentence.is_question:
        return True
    if sentence.has("not", "earlier") or sentence.has("not", "unsure"):
        return True
    if sentence.tells_of_itself() and not sentence.dues:
        return True
    if _BUDGETED.search(sentence.text) and not sentence.actors and not sentence.tells_chamber:
        return True
    return _is_conditional(sentence)


def _is_conditional(sentence: Sentence) -> bool:
    """True for a condition at the head of the sentence or of a clause, unless it is the end of the work itself."""
    if _INVERTED.match(sentence.text):
        return True
    for match in phrases("not", "conditions").finditer(sentence.text):
        before = sentence.text[: match.start()]
        heads = not before.strip(" \"'‘“•-–") or before.rstrip().endswith((",", ";", ":", "–", " maar", " en"))
        role = phrases("not", "as_role").match(sentence.text, match.start())
        if heads and not role and not phrases("not", "complete").search(sentence.clause(match.start())):
            return True
    return False
