"""What the pages say of decisions and refusals, in the reader's language."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kamerbrief.answering import Known, Waiting
from kamerbrief.comparison import Change
from kamerbrief.decisions import IDS, PLACES, Action, Decision, Outcome, Standing
from kamerbrief.decisions.applying import BOTH_CHANGED, TEXT_LOST, WORDS_GONE
from kamerbrief.decisions.model import words_of
from kamerbrief.errors import FieldError, StoreError
from kamerbrief.reviewing import decisions_of
from kamerbrief.store import Store
from kamerbrief.views.diff import plain, shortened
from kamerbrief.views.words import Language, day_in_words, texts

#: Most decisions in the list over all letters.
_MOST = 200
#: The names in the texts of why a decision no longer holds.
_AGAIN = {BOTH_CHANGED: "both_changed", WORDS_GONE: "words_gone", TEXT_LOST: "text_lost"}


@dataclass(frozen=True, slots=True)
class Decided:
    """A row of a list of decisions, in words; ``counts`` where it can be taken back, ``since`` says why not."""

    letter: str
    id: str
    kind: str
    words: str
    given: str
    outcome: str
    by: str
    at: str
    when: str
    why: str
    counts: bool
    since: str


def moment(at: str, language: Language) -> str:
    """A time of the ledger as this machine's clock shows it: 29 november 2026, 14:05."""
    try:
        here = datetime.datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return f"{day_in_words(here.date(), language)}, {here:%H:%M}"


def decided_in(store: Store, letter: str, language: Language) -> list[Decided]:
    """The decisions on a letter, the latest first."""
    return [_row(known, language) for known in reversed(decisions_of(store, letter))]


def decided_on(store: Store, letter: str, fact: str, language: Language) -> list[Decided]:
    """The decisions on one fact of a letter, the latest first."""
    known = (one for one in reversed(decisions_of(store, letter)) if fact in _ids(one.decision))
    return [_row(one, language) for one in known]


def _ids(decision: Decision) -> set[str]:
    """The ids under which a decision knows its fact."""
    return {seen.id for seen in (decision.before, decision.machine, decision.decided) if seen}


def decided_everywhere(store: Store, language: Language) -> list[Decided]:
    """The latest decisions on all letters, the latest first."""
    rows: list[Decided] = []
    for letter in store.letters():
        with store.tolerating():
            rows += decided_in(store, letter, language)
    return sorted(rows, key=lambda row: row.at, reverse=True)[:_MOST]


def _row(known: Known, language: Language) -> Decided:
    made, words = known.decision, texts(language)
    since = ""
    if known.undone is not None:
        since = words["review"]["undone"].format(by=known.undone.by, at=moment(known.undone.at, language))
    elif known.standing is Standing.SUPERSEDED:
        since = words["review"]["superseded"]
    return Decided(
        letter=made.letter,
        id=made.id,
        kind=made.kind,
        words=_words(made, words),
        given="; ".join(_given(made, words)),
        outcome=words["outcomes"][made.outcome.value],
        by=made.by,
        at=made.at,
        when=moment(made.at, language),
        why=made.why,
        counts=known.standing is Standing.LIVE,
        since=since,
    )


def _words(made: Decision, words: dict[str, Any]) -> str:
    """The words of the fact; for a change of both sides those of before, too."""
    before, machine = (shortened(words_of(one.fact)) if one else "" for one in (made.before, made.machine))
    if made.kind == "letter" and made.seen:
        return str(words["names"].get(made.seen.id, made.seen.id))
    return f"{before} → {machine}" if before and machine and before != machine else machine or before


def _given(made: Decision, words: dict[str, Any]) -> Iterator[str]:
    """What a person gave beside what the machine had; else what the machine reads otherwise than was published."""
    pairs = [(value.name, value.machine, value.person) for value in made.edited]
    if not pairs and made.before and made.machine:
        was, found = (seen.fact.model_dump(mode="json", by_alias=True) for seen in (made.before, made.machine))
        pairs = [(name, was[name], found.get(name)) for name in was if _told(name) and was[name] != found.get(name)]
    for name, one, other in pairs:
        yield f"{words['names'].get(name, name)} {_value(one, words)} → {_value(other, words)}"


def _told(name: str) -> bool:
    """True for an attribute that is neither a place nor the name of a fact, nor shown as the fact's words."""
    return name not in PLACES | IDS | {"evidence", "mentions", "attribute_evidence"}


def _value(value: Any, words: dict[str, Any]) -> str:
    shown = plain(value)
    return str(words["values"].get(shown, shown))


def meanwhile(store: Store, letter: str, changes: Sequence[str], language: Language) -> str:
    """Who decided changes before the reader did, and how."""
    words = texts(language)["review"]
    lines = [
        words["meanwhile"].format(by=row.by, at=row.when, action=row.outcome, fact=row.words)
        for row in (_row(known, language) for known in decisions_of(store, letter) if _is_about(known, changes))
    ]
    return " ".join([*(lines[-3:] or [words["meanwhile_gone"]]), words["yours_is_not_kept"]])


def _is_about(known: Known, changes: Sequence[str]) -> bool:
    return known.standing is Standing.LIVE and known.decision.change in changes


def told(error: StoreError, language: Language) -> tuple[str, str]:
    """What a refused edit is told, and the attribute at which it stands."""
    if isinstance(error, FieldError):
        return texts(language)["wrong"][error.code].format(*error.params), error.field
    return f"{texts(language)['review']['trouble']} {error}", ""


def why_again(found: Waiting, change: Change, language: Language) -> str:
    """Why a change that was decided before waits again, or nothing."""
    why = found.why_again(change)
    return str(texts(language)["again"][_AGAIN[why]]) if why else ""


def refusal(found: Waiting, change: Change, language: Language) -> tuple[str, str]:
    """What stands on the button that refuses a change, and beside it: what that will make of the fact."""
    outcome = found.answers(change).reject
    name = "left_out_changed" if outcome is Outcome.LEFT_OUT and change.before else outcome.value
    words = texts(language)
    return words["refusing"][name], words["refusing_why"].get(name, "")


def act_in_words(action: Action, number: int, words: str, letters: int, language: Language) -> str:
    """What was done last: '29 aangenomen in 5 brieven'."""
    review = texts(language)["review"]
    what = f"‘{words}’" if words else str(number)
    line = str(review[f"act_{action.value}"]).format(what)
    return f"{line} {review['act_of'].format(letters)}" if letters > 1 else line
