"""Random lives of a letter: new versions, other rules, decisions of two people, undoing, reading again, crashes.

What must hold is said by a model of its own: the test numbers the lines of its letters, and remembers for each fact
what a person decided about it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kamerbrief.answering import Choice
from kamerbrief.comparison import diff
from kamerbrief.contract import FACT_KINDS, Extraction
from kamerbrief.contract.base import Fact
from kamerbrief.contract.links import linked
from kamerbrief.decisions.model import Action, Decision, sha_of
from kamerbrief.errors import StoreError
from kamerbrief.reviewing import correct, decide, decisions_of, undo, waiting
from kamerbrief.settings import Publish, Settings
from kamerbrief.store import Store
from tests.letter_versions import (
    FIRST,
    MORE,
    REWORDINGS,
    RULES,
    Piece,
    Version,
    dangling,
    figure_of,
    read,
    read_otherwise,
)

LETTER = "veren"
#: A fact by the test's own count: the number of its line, its kind, and the how-manieth of its kind in that line.
Key = tuple[int, str, int]
Reading = tuple[tuple[str, str], ...]
#: What of a fact may differ without being another reading; whether it counts follows from the other facts.
PLACES = {
    "id",
    "evidence",
    "mentions",
    "reviewed",
    "counts",
    "table",
    "attribute_evidence",
    "stance_evidence",
    "response",
    "finding",
}


LINKS = {"programmes", "restates", "amounts"}


@cache
def machine(version: Version, rules: int) -> Extraction:
    """What the machine with these rules makes of a version; each is made once."""
    return read_otherwise(read(version), rules)


def start_of(fact: Any) -> int | None:
    words = getattr(fact, "evidence", None) or getattr(fact, "mentions", None)
    first = words[0] if isinstance(words, list) and words else words
    return first.start if first else None


def keys_of(version: Version, x: Extraction) -> dict[Key, Fact]:
    """Every fact with words by the test's own key: its line, its kind, and its place in the line."""
    starts = {piece.number: line_start(version, piece.number) for piece in version.pieces}
    found: dict[Key, Fact] = {}
    for kind in FACT_KINDS:
        for fact in getattr(x, kind) if kind != "programmes" else ():
            start = start_of(fact)
            if start is not None:
                number = version.piece_at(start).number
                found[number, kind, start - starts[number]] = fact
    return found


def line_start(version: Version, number: int) -> int:
    at = 0
    for piece in version.pieces:
        if piece.number == number:
            return at
        at += len(piece.text) + 1
    raise KeyError(number)


def readings(version: Version, x: Extraction) -> dict[Key, Reading]:
    """The attributes of every fact, with the facts that it names by the test's own keys."""
    facts = keys_of(version, x)
    names = {getattr(fact, "id", ""): str(key) for key, fact in facts.items()}
    return {key: _reading(fact, names) for key, fact in facts.items()}


def _reading(fact: Fact, names: dict[str, str]) -> Reading:
    links = set(linked(fact))

    def shown(value: Any) -> str:
        if isinstance(value, list):
            return str([shown(one) for one in value])
        return names.get(value, value) if isinstance(value, str) and value in links else str(value)

    plain = fact.model_dump(mode="json", exclude=PLACES)
    return tuple(sorted((name, shown(value)) for name, value in plain.items()))


@cache
def machine_readings(version: Version, rules: int) -> dict[Key, Reading]:
    return readings(version, machine(version, rules))


@dataclass(frozen=True)
class Meant:
    """What a person decided about a fact: on which line, in which reading; ``wanted`` is None for no fact."""

    decision: str
    line: str
    source: str
    machine: Reading | None
    wanted: Reading | None


class CrashError(Exception):
    """The program is stopped."""


class Review(RuleBasedStateMachine):
    """One letter through many versions and decisions."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="review"))
        self.version, self.rules = FIRST, 0
        self.old: list[Version] = [FIRST]
        self.numbers = len(FIRST.pieces)
        self.kept, self.by = machine(FIRST, 0), (FIRST, 0)
        self.history: list[Decision] = []
        self.meant: dict[Key, Meant] = {}

    def teardown(self) -> None:
        self.store.ledger.close()
        shutil.rmtree(self.root)

    def open(self) -> Store:
        return Store(self.root, Settings(publish=self.policy))

    @initialize(policy=st.sampled_from([Publish.REVIEW] * 4 + [Publish.ALWAYS, Publish.NEVER]))
    def begin(self, policy: Publish) -> None:
        self.policy = policy
        self.store = self.open()
        assert self.keep() == "new"

    # What happens to the letter.

    def keep(self) -> str:
        """The machine reads the present version by the present rules."""
        made = machine(self.version, self.rules)
        before = self.store.published(LETTER)
        with self.store.writing():
            outcome = self.store.keep(LETTER, made).value
        after = self.store.published(LETTER)
        assert after is not None
        if self.policy is not Publish.NEVER or before is None:
            self.kept, self.by = made, (self.version, self.rules)
        if before is not None:
            self.policy_is_kept(before, after, outcome)
        return outcome

    def policy_is_kept(self, before: Extraction, after: Extraction, outcome: str) -> None:
        if self.policy is Publish.NEVER and outcome == "changed":
            assert after == before
        if self.policy is Publish.ALWAYS:
            assert self.store.waiting() == []
            assert after.text == self.version.text
        if self.policy is Publish.REVIEW and self.store.waiting():
            decided = {
                words for d in self.store.decisions(LETTER).live if d.seen for words in [str(start_words(d.seen.fact))]
            }
            for change in diff(before, after).to_decide:
                fact = change.after or change.before or {}
                # What a decision took away or gave back, others name no longer, or again.
                only_names = change.attributes and {a.name for a in change.attributes} <= LINKS
                assert change.kind in {"letter", "checks"} or only_names or plain_words(fact) in decided, change

    def change(self, pieces: list[Piece]) -> None:
        self.version = Version(tuple(pieces))
        self.old.append(self.version)
        self.keep()

    @rule(at=st.integers(0, 30), how=st.sampled_from(REWORDINGS))
    def reword(self, at: int, how: Any) -> None:
        pieces = list(self.version.pieces)
        at %= len(pieces)
        pieces[at] = replace(pieces[at], text=how(pieces[at].text))
        self.change(pieces)

    @rule(at=st.integers(0, 30), line=st.sampled_from(MORE))
    def insert(self, at: int, line: str) -> None:
        pieces = list(self.version.pieces)
        if len(pieces) < 14:
            pieces.insert(at % (len(pieces) + 1), Piece(self.numbers, line))
            self.numbers += 1
            self.change(pieces)

    @rule(at=st.integers(0, 30))
    def delete(self, at: int) -> None:
        pieces = list(self.version.pieces)
        if len(pieces) > 3:
            del pieces[at % len(pieces)]
            self.change(pieces)

    @rule(at=st.integers(0, 30), to=st.integers(0, 30))
    def move(self, at: int, to: int) -> None:
        pieces = list(self.version.pieces)
        piece = pieces.pop(at % len(pieces))
        pieces.insert(to % (len(pieces) + 1), piece)
        self.change(pieces)

    @rule(at=st.integers(0, 30))
    def an_older_version_returns(self, at: int) -> None:
        self.change(list(self.old[at % len(self.old)].pieces))

    @rule(rules=st.sampled_from(RULES))
    def other_rules(self, rules: int) -> None:
        self.rules = rules
        self.keep()

    @rule()
    def reprocess(self) -> None:
        self.keep()
        before = self.store.published(LETTER)
        outcome = self.keep()
        if self.policy is not Publish.NEVER and not self.store.waiting():
            assert outcome == "unchanged"
        assert self.store.published(LETTER) == before

    # What people do.

    @rule(
        at=st.integers(0, 60), action=st.sampled_from(["accept", "reject", "edit", "keep"]), who=st.sampled_from("ab")
    )
    def decide(self, at: int, action: str, who: str) -> None:
        found = waiting(self.store, LETTER)
        if found is None:
            return
        change = found.changes[at % len(found.changes)]
        answers = found.answers(change)
        choice = self.choice(change.kind, action)
        possible = {"accept": answers.accept, "reject": True, "edit": answers.edit, "keep": answers.keep}[action]
        if not possible:
            with pytest.raises(StoreError):
                decide(self.store, LETTER, {change.id: choice}, who)
            return
        (made,) = decide(self.store, LETTER, {change.id: choice}, who)
        assert action != "reject" or made.outcome == answers.reject
        self.remember(made)
        left = waiting(self.store, LETTER)
        ids = {one.id for one in left.changes} if left else set()
        assert ids <= {one.id for one in found.changes} - {change.id}

    def choice(self, kind: str, action: str) -> Choice:
        values = {"amounts": {"precision": "above", "movement": "increase"}, "recommendations": {"stance": "deferred"}}
        other = {"entities": {"label": "ORG"}, "percentages": {"movement": "increase"}, "commitments": {"actor": "Wij"}}
        edits = {**values, **other, "programmes": {"organisation": "de provincie"}}
        return Choice(Action(action), edits.get(kind, {"x": 1}) if action == "edit" else {})

    @rule()
    def accept_all(self) -> None:
        found = waiting(self.store, LETTER)
        if found is not None:
            for made in decide(self.store, LETTER, {c.id: Choice(Action.ACCEPT) for c in found.changes}, "a"):
                self.remember(made)
            assert waiting(self.store, LETTER) is None

    @rule(at=st.integers(0, 60), action=st.sampled_from(["accept", "reject", "edit"]))
    def correct(self, at: int, action: str) -> None:
        published = self.store.published(LETTER)
        assert published is not None
        if waiting(self.store, LETTER) is not None:
            return
        kinds = ("amounts", "recommendations", "commitments", "percentages", "entities", "programmes")
        facts = [(kind, fact) for kind in kinds for fact in getattr(published, kind)]
        if facts:
            kind, fact = facts[at % len(facts)]
            self.remember(correct(self.store, LETTER, fact.id, self.choice(kind, action), "b"))
            assert waiting(self.store, LETTER) is None

    @precondition(lambda self: bool(self.history))
    @rule(at=st.integers(0, 60), last=st.booleans())
    def undo(self, at: int, last: bool) -> None:
        live = [known.decision for known in decisions_of(self.store, LETTER) if known.standing == "live"]
        if not live:
            with pytest.raises(StoreError):
                undo(self.store, LETTER, None, "a")
            return
        chosen = live[-1] if last else live[at % len(live)]
        undone = undo(self.store, LETTER, None if last else chosen.id, "a")
        assert undone == chosen
        self.forget(chosen)
        with pytest.raises(StoreError):
            undo(self.store, LETTER, chosen.id, "a")

    @rule(at=st.integers(0, 60), action=st.sampled_from(["accept", "reject"]))
    def undo_at_once(self, at: int, action: str) -> None:
        """What is decided and at once taken back leaves all as it was, as long as the text is the same."""
        found = waiting(self.store, LETTER)
        before = self.store.published(LETTER)
        if found is None or before is None:
            return
        change = found.changes[at % len(found.changes)]
        (made,) = decide(self.store, LETTER, {change.id: Choice(Action(action))}, "a")
        self.remember(made)
        between = self.store.published(LETTER)
        undo(self.store, LETTER, made.id, "a")
        self.forget(made)
        again, after = waiting(self.store, LETTER), self.store.published(LETTER)
        assert after is not None
        assert between is not None
        if self.policy is Publish.REVIEW and between.text == before.text:
            assert after == before
            assert again is not None
            assert [c.id for c in again.changes] == [c.id for c in found.changes]

    @rule(at=st.integers(0, 60), action=st.sampled_from(["accept", "reject"]), after=st.integers(0, 6))
    def crash(self, at: int, action: str, after: int) -> None:
        """The program is stopped between two writes of a decision or of its undoing; then the store is opened again."""
        found, history = waiting(self.store, LETTER), self.store.decisions(LETTER)
        live = history.live
        with stopped_after(after):
            try:
                if found is not None:
                    change = found.changes[at % len(found.changes)]
                    decide(self.store, LETTER, {change.id: Choice(Action(action))}, "a")
                elif live:
                    undo(self.store, LETTER, None, "a")
            except CrashError:
                pass
        self.store.ledger.close()
        self.store = self.open()
        now = self.store.decisions(LETTER)
        new = now.decisions[len(history.decisions) :]
        for made in new:
            if made.action is Action.UNDO:
                self.forget(live[-1])
            else:
                self.remember(made)
                left = waiting(self.store, LETTER)
                assert left is None or made.change not in {c.id for c in left.changes}
        assert not self.store.unfinished(LETTER)
        assert {d.id for d in now.decisions} == {row["decision"] for row in self.store.ledger.decisions(LETTER)}

    # The test's own memory of what was decided.

    def remember(self, made: Decision) -> None:
        """Keeps what was decided under the test's own key."""
        seen = made.machine or made.before
        start = start_of(seen.fact) if seen else None
        for key, one in list(self.meant.items()):
            if one.decision in made.supersedes:
                del self.meant[key]
        if made.kind in {"programmes", "letter"} or seen is None or start is None:
            return
        version = next(one for one in self.old if sha_of(one.text) == seen.text)
        piece = version.piece_at(start)
        key = piece.number, made.kind, start - line_start(version, piece.number)
        now = machine_readings(*self.by).get(key) if made.machine else None
        wanted = self.stated(made) if made.decided is not None else None
        self.meant[key] = Meant(made.id, piece.text, self.kept.letter.source.sha256, now, wanted)

    def stated(self, made: Decision) -> Reading:
        """The plain attributes that were decided, without what they name."""
        assert made.decided is not None
        fact = made.decided.fact
        links = set(linked(fact))
        plain = fact.model_dump(mode="json")
        return tuple(
            sorted(
                (n, str(v)) for n, v in plain.items() if n not in PLACES and not isinstance(v, list) and v not in links
            )
        )

    def forget(self, undone: Decision) -> None:
        for key, one in list(self.meant.items()):
            if one.decision == undone.id:
                del self.meant[key]

    # What always holds.

    @invariant()
    def what_is_published_is_sound(self) -> None:
        if not hasattr(self, "store"):
            return
        published = self.store.published(LETTER)
        assert published is not None
        Extraction.model_validate_json(published.to_json())
        assert dangling(published) == set()
        for kind in FACT_KINDS:
            ids = [fact.id for fact in getattr(published, kind)]
            assert len(set(ids)) == len(ids), kind
        for amount in published.amounts:
            figure = figure_of(amount.evidence.text) * 1_000_000
            assert amount.value in {figure, figure + 1}, amount
        for recommendation in published.recommendations:
            words = recommendation.stance_evidence
            if words is not None and recommendation.stance in {"adopted", "rejected"}:
                assert ("niet" in words.text) == (recommendation.stance == "rejected")
        if self.policy is Publish.ALWAYS:
            assert self.store.waiting() == []

    @invariant()
    def no_decision_is_lost(self) -> None:
        if hasattr(self, "store"):
            now = self.store.decisions(LETTER).decisions
            assert now[: len(self.history)] == self.history
            self.history = now

    @invariant()
    def decided_facts_are_as_decided(self) -> None:
        """A decision holds unless both the source and what the machine makes of that fact changed."""
        if not hasattr(self, "store") or self.policy is Publish.NEVER:
            return
        published = self.store.published(LETTER)
        assert published is not None
        if published.text != self.version.text:
            return
        here, found = readings(self.version, published), machine_readings(*self.by)
        lines = {piece.number: piece.text for piece in self.version.pieces}
        # Of lines that were word for word the same nobody can say which of them went.
        twins = {text for one in self.old for text, times in Counter(p.text for p in one.pieces).items() if times > 1}
        for key, meant in self.meant.items():
            if lines.get(key[0]) != meant.line or meant.line in twins:
                continue
            now = found.get(key)
            if now != meant.machine and self.kept.letter.source.sha256 != meant.source:
                continue
            if meant.wanted is None:
                assert key not in here, (key, meant)
            elif key[1] != "checks":
                assert key in here, (key, meant)
                shown = dict(here[key])
                for name, value in meant.wanted:
                    assert shown[name] == value, (key, name, meant)


def start_words(fact: Any) -> str:
    words = getattr(fact, "evidence", None) or getattr(fact, "mentions", None) or getattr(fact, "value", None)
    first = words[0] if isinstance(words, list) and words else words
    return getattr(first, "text", str(first))


def plain_words(fact: dict[str, Any]) -> str:
    words = fact.get("evidence") or fact.get("mentions")
    first = words[0] if isinstance(words, list) and words else words
    return str(first["text"]) if first else ""


@contextmanager
def stopped_after(writes: int) -> Iterator[None]:
    """Stops whoever writes a file or publishes, after so many writes."""
    left = [writes]
    real = {"replace": Path.replace, "unlink": Path.unlink}

    def counted(name: str) -> Any:
        def run(path: Path, *args: Any, **kwargs: Any) -> Any:
            if not path.name.startswith(".") or name == "replace" or path.name == ".deciding":
                if left[0] <= 0:
                    raise CrashError
                left[0] -= 1
            return real[name](path, *args, **kwargs)

        return run

    with mock.patch.object(Path, "replace", counted("replace")), mock.patch.object(Path, "unlink", counted("unlink")):
        yield


#: Lives in all, and in how many parts they run; each part is the same in every run.
LIVES, PARTS = int(os.environ.get("REVIEW_LIVES", "60")), 6


def live(part: int) -> None:
    """One part of the lives, in a process of its own; a life that fails raises what it met."""
    # Waiting for the disk is another test's.
    os.fsync = lambda _handle: None
    chosen = settings(
        max_examples=LIVES // PARTS,
        stateful_step_count=30,
        deadline=None,
        database=None,
        # A life that fails is told as it was lived: making it shorter takes many times the time of all lives.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(part)(type(f"Part{part}", (Review,), {})), settings=chosen)


def test_whatever_happens_decisions_hold() -> None:
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for part in [pool.submit(live, number) for number in range(PARTS)]:
            part.result()
