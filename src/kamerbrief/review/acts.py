"""What a reader did last, so that a page can say it and offer to take it back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import Request

from kamerbrief.decisions import Action, Decision
from kamerbrief.decisions.model import words_of
from kamerbrief.views.diff import shortened

#: Most sessions of which the last act is known.
_SESSIONS = 1_000


@dataclass(frozen=True, slots=True)
class Act:
    """Decisions of one press of a button, each as letter and id; ``words`` are those of the fact where it is one."""

    action: Action
    decisions: tuple[tuple[str, str], ...]
    words: str

    @property
    def letters(self) -> list[str]:
        """The letters that it is about."""
        return list(dict.fromkeys(letter for letter, _ in self.decisions))

    @property
    def can_be_undone(self) -> bool:
        """False for what took a decision back."""
        return self.action is not Action.UNDO


class Acts:
    """The last act of each session; forgotten when the application stops, as the lists of decisions hold it all."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, Act] = OrderedDict()

    def last(self, request: Request) -> Act | None:
        """What this session did last."""
        return self._last.get(request.state.session)

    def did(self, request: Request, action: Action, made: Iterable[Decision]) -> None:
        """Keeps what a session did; where that is nothing, what it did before stays."""
        decisions: Sequence[Decision] = list(made)
        if not decisions:
            return
        seen = decisions[0].seen
        words = shortened(words_of(seen.fact), 60) if len(decisions) == 1 and seen else ""
        self._last[request.state.session] = Act(action, tuple((d.letter, d.id) for d in decisions), words)
        self._last.move_to_end(request.state.session)
        while len(self._last) > _SESSIONS:
            self._last.popitem(last=False)
