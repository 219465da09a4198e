"""What the annotation of a sentence tells about promises: who does what in its main clauses, when, and how surely."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kamerbrief.annotate import Clause, Standing, Tense, annotate
from kamerbrief.facts.promises.words import actors, phrases
from kamerbrief.language.ministries import ministries_in
from kamerbrief.lexicon import load

#: More main clauses than these tell nothing of a sentence that the first do not; of a sentence beside it, fewer do.
_CLAUSES, _CLAUSES_BESIDE = 4, 2
#: Tenses of what was done, or would be.
_PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT, Tense.WOULD})
#: What is said so is not promised here.
_UNPROMISED = frozenset({Standing.DENIED, Standing.CANCELLED, Standing.CONDITIONAL, Standing.EARLIER})
#: Subjects that do nothing themselves, and what then happens to them.
_THINGS, _EFFECTS = ("noun", "it"), ("raise", "lower")
#: Longer texts are no sentences that are asked again.
_KEPT = 5_000
_TELLING = ("inform", "send", "receive")


def clause_signs(text: str, before: str = "", behind: str = "") -> tuple[str, ...]:
    """Names of what the clauses of a sentence show, sorted, each once, with less of the sentences beside it.

    They name the party, the tense, the voice, the verb and its classes and the standings of what is said.
    """
    names = set(_said_in(text))
    for side, other in (("before", before), ("behind", behind)):
        names.update(_led_by(side, _said_beside(other)))
    return tuple(sorted(names))


@lru_cache(maxsize=8192)
def _led_by(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with a word before each."""
    return tuple([f"{word} {name}" for name in names])


def _said_in(text: str) -> Iterator[str]:
    main = _main(text)[:_CLAUSES]
    if not main:
        yield "no main clause"
    party = "none"
    for at, clause in enumerate(main):
        party = _party(text, clause) if clause.subject or not at else party
        names = _said(clause, party)
        yield from names
        if not at:
            yield from _led_by("first", names)
    for clause in main:
        if clause.has(*_TELLING) and _is_told(text, clause):
            yield from ("kamer told", f"kamer told {clause.tense}", f"kamer told {clause.tense} {_voice(clause)}")
    for clause in annotate(text):
        if not clause.main:
            yield str(clause.kind)
            yield from (f"{clause.kind} {name}" for name in (*clause.standings, *clause.classes))


def _said(clause: Clause, party: str) -> tuple[str, ...]:
    finite = clause.finite.lemma if clause.finite else "none"
    helping = " ".join([use.lemma for use in clause.group.verbs if use.helps])
    shown = (party, str(clause.tense), _voice(clause), finite, helping)
    return _names_of(*shown, clause.lemma, clause.classes, clause.standings)


@lru_cache(maxsize=8192)
def _names_of(
    party: str,
    tense: str,
    voice: str,
    finite: str,
    helping: str,
    lemma: str,
    classes: frozenset[str],
    standings: tuple[Standing, ...],
) -> tuple[str, ...]:
    """What is named of a clause; few are unlike all before."""
    found = [party, f"tense {tense}", voice, f"finite {finite}", f"{party} {finite}", f"{party} {tense} {voice}"]
    if not standings:
        found.append(f"asserted {party} {tense} {voice}")
    for name in classes or ("unknown",):
        found += (f"does {name}", f"{party} does {name}", f"{tense} {voice} does {name}", f"{finite} does {name}")
    if lemma:
        found += (f"verb {lemma}", f"{party} {voice} {lemma}")
    found += (f"chain {helping}", f"{party} chain {helping}")
    found += (f"is {standing}" for standing in standings)
    return tuple(found)


def _is_told(text: str, clause: Clause) -> bool:
    """Whether the Kamer takes part in what a clause says: as its subject, or as who is told."""
    return any(phrases("chamber", "words").search(text, start, end) for start, end in clause.own)


def _said_beside(text: str) -> tuple[str, ...]:
    """What is kept of the clauses of a sentence beside another one; each sentence is asked from both sides."""
    return _beside(text) if len(text) <= _KEPT else tuple(_of_beside(text))


@lru_cache(maxsize=1024)
def _beside(text: str) -> tuple[str, ...]:
    return tuple(_of_beside(text))


def _of_beside(text: str) -> Iterator[str]:
    for clause in _main(text)[:_CLAUSES_BESIDE]:
        party = _party(text, clause)
        yield from (party, f"{party} {clause.tense} {_voice(clause)}")
        yield from (f"does {name}" for name in clause.classes)
        yield from (f"is {standing}" for standing in clause.standings)


def _main(text: str) -> list[Clause]:
    return [clause for clause in annotate(text) if clause.main]


def _voice(clause: Clause) -> str:
    return "passive" if clause.passive else "active"


def _party(text: str, clause: Clause) -> str:
    """Who the subject is: cabinet, agency, ministry, kamer, others, it (a pronoun), noun or none."""
    if clause.subject is None:
        return "none"
    return _party_named(text[slice(*clause.subject)])


@lru_cache(maxsize=8192)
def _party_named(words: str) -> str:
    if words.lower() in load("sentences")["pronouns"]:
        return "it"
    actor = actors().match(words)
    if actor:
        return "cabinet" if actor["cabinet"] else "agency"
    if ministries_in(words):
        return "ministry"
    if phrases("chamber", "words").fullmatch(words):
        return "kamer"
    return "others" if phrases("others", "agents").search(words) else "noun"


def is_past(text: str) -> bool:
    """True where all that is said has been done or would be, unless it decides what is to come: *ik heb besloten*."""
    main = _main(text)
    return (
        bool(main) and all(one.tense in _PAST for one in main) and not phrases("not", "past_that_promises").search(text)
    )


def is_unpromised(text: str) -> bool:
    """True where nothing that is said can be a promise: denied, conditional, of others, an effect, lasting.

    What is wished may be one: *het kabinet wil in 2026 met gemeenten bezien hoe*.
    """
    main = _main(text)
    return bool(main) and all(_is_none(text, one) for one in main)


def _is_none(text: str, clause: Clause) -> bool:
    if not _UNPROMISED.isdisjoint(clause.standings):
        return True
    if any(use.lemma == "blijven" for use in clause.group.verbs) or clause.has("leave"):
        return True
    party = _party(text, clause)
    acting = party == "others" or (party == "kamer" and not clause.has(*_TELLING))
    return not clause.passive and (acting or (party in _THINGS and clause.has(*_EFFECTS)))


def tells(text: str) -> bool:
    """True where a main clause says that somebody hears or receives something."""
    return any(clause.has(*_TELLING) for clause in _main(text))
