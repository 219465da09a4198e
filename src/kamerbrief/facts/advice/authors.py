"""Who makes each recommendation of a letter, by the name that the letter gives in full, and in which report.

What the whole letter says of a name is looked up once for all recommendations.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from kamerbrief.contract import EntityLabel
from kamerbrief.facts.advice.advisers import has_adviser_noun
from kamerbrief.facts.advice.reports import author_of, name_in, report_by, report_of, sources_of, spelled_out
from kamerbrief.facts.advice.speakers import body_in, group_in, name_given
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.labels import LABELS
from kamerbrief.letter import Block

#: Behind the first word of a name: a word that ties the rest to it.
_IN_SMALL = re.compile(r"\s(?:voor|van|tot|inzake)\s")
_IN_CAPITALS = re.compile(r"(?:\s[A-ZÀ-Þ][\w-]+){1,3}")


def _longer_than(name: str) -> re.Pattern[str]:
    """What a text has wherever a name goes on in one of these ways, with any blanks between its words."""
    return re.compile(rf"{re.escape(name)}\s*(?:{_IN_SMALL.pattern}|{_IN_CAPITALS.pattern})")


class Authors:
    """The advisers of the recommendations of one letter."""

    def __init__(self, analysis: Analysis, body: Sequence[Block]) -> None:
        self._analysis, self._letter, self._body = analysis, analysis.letter, body
        self._texts = [self._letter.text_of(block) for block in body]
        self._named: dict[str, list[str | None]] = {}
        self._reports: dict[str, str | None] = {}
        self._spelled: dict[str, str] = {}

    @cached_property
    def _bodies(self) -> list[str]:
        """The bodies that the pipeline for names finds; few letters need it for their advisers."""
        return [ent.text for ent in self._analysis.doc.ents if LABELS.get(ent.label_) is EntityLabel.ORG]

    def author_and_report(self, place: int, who: str | None) -> tuple[str | None, str | None]:
        """Who makes the recommendation at a place of the text, in the words ``who``, and the title of the report."""
        named = (self._full_name(place, who) or name_in(who)) if who else None
        if named:
            whole = self._spelled_out(named)
            return whole, self._report_by(whole)
        position = max(bisect_right(self._body, place, key=lambda block: block.start) - 1, 0)
        sources = sources_of(self._letter, self._body, position)
        author = author_of(sources) or (group_in(who) if who else None)
        if author is None:
            return None, report_of(sources)
        return self._spelled_out(self._full_name(place, author) or author), report_of(sources)

    def _full_name(self, place: int, who: str) -> str | None:
        """The name that the text before a place gives last for what it calls *de raad* or *de Nationale ombudsman*."""
        words = body_in(who)
        if len(words) != 1:
            return " ".join(words) if words and words[0][0].isupper() else None
        noun = words[0].lower()
        last = bisect_left(self._body, place, key=lambda block: block.start) - 1
        if last < 0:
            return None
        # The block in which the place is, is read up to there.
        block = self._body[last]
        near = name_given(self._letter.text[block.start : min(block.end, place)], noun)
        return near or (self._names(noun)[last - 1] if last else None)

    def _names(self, noun: str) -> list[str | None]:
        """For each block the name that it and the blocks before it give last for a noun."""
        if noun not in self._named:
            found: list[str | None] = []
            for text in self._texts:
                found.append(name_given(text, noun) or (found[-1] if found else None))
            self._named[noun] = found
        return self._named[noun]

    def _report_by(self, author: str) -> str | None:
        if author not in self._reports:
            self._reports[author] = report_by(self._texts, author)
        return self._reports[author]

    def _spelled_out(self, name: str) -> str:
        if name not in self._spelled:
            self._spelled[name] = self._goes_on(spelled_out(self._texts, name))
        return self._spelled[name]

    def _goes_on(self, name: str) -> str:
        """A name of one word as the pipeline for names has it, where that goes on.

        *De Raad* of a letter that names the *Raad voor de rechtshandhaving*, and no other body so; *Greenpeace* of one
        that names *Greenpeace International* first.
        """
        if " " in name or not _longer_than(name).search(self._letter.text):
            return name
        bodies = [" ".join(body.split()) for body in self._bodies]
        longer = {body for body in bodies if _IN_SMALL.match(body.removeprefix(name))}
        if len(longer) == 1 or has_adviser_noun(name.lower()):
            return longer.pop() if len(longer) == 1 else name
        return next((body for body in bodies if _IN_CAPITALS.fullmatch(body.removeprefix(name))), name)
