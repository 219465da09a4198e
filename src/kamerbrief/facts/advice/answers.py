"""Answers that do not stand right below their recommendation: which passage of the letter answers which.

``recommendations.py`` gives each recommendation what follows it. Here those that this leaves without an answer, or with
one that tells no stance, are tied to the passage that answers them, in this order of trust:

1. the sentence that tells the recommendation, where it says what is done with it (*neemt het advies om … niet over*);
2. a passage labelled with its number (*Reactie op aanbeveling 6*), a decision in the sentence before, what goes on
   behind the head of a new page;
3. the answer to the next one, where nothing stands between the two: several are answered at once;
4. a passage that names it by number or order, a decision on the advice of its adviser or on all of the advice (*We
   volgen de adviezen van de Deltaraad*), the passage further on that shares the words of its subject.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from math import log
from typing import Protocol

from kamerbrief.contract import Stance
from kamerbrief.facts.advice.blocks import commands, is_heading, words
from kamerbrief.facts.advice.labels import ORDINALS, label_at, ordinal
from kamerbrief.facts.advice.sections import Voice, Voices, ends_letter, voice_of
from kamerbrief.facts.advice.stance_cues import decides_all, stance_cues
from kamerbrief.facts.advice.stance_words import StanceFound
from kamerbrief.facts.advice.stances import tells
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, BlockKind, Span

#: How many blocks further on the next recommendation may begin that is answered together with one.
_NEXT = 4
#: How many sentences from where a recommendation is named its answer may have, and how many blocks a passage has.
_SENTENCES, _BLOCKS = 6, 4
#: A word in more blocks tells no subject, and so many sentences at most are looked through for numbers.
_COMMON, _NAMED = 20, 300
_NAMING = re.compile(r"(?<!\w)(?:aanbeveling|advies)", re.IGNORECASE)
#: A label that was taken for an answer: ``Aanbeveling 9.``
_ONLY_LABEL = re.compile(r"\W*(?:(?:aanbeveling|advies|reactie)\w*|ad)\s+[\w.]{1,5}\W*", re.IGNORECASE)
_BY_NUMBER = r"(?<!\w)aanbeveling(?:en)?\s+(?:\d{1,2}\s*(?:,|en|t/m|-|–)\s*){0,9}%s(?![\w.]*\d)"
_BY_ORDER = r"(?<!\w)(?:de|het)\s+%s(?:\s+en\s+laatste)?\s+(?:aanbeveling|advies)(?!\w)"
#: So many longer words a passage shares with a recommendation that it answers by its subject, and so rare they are.
_FEWEST_SHARED, _RARE = 2, 5.0
_STEM = 7
#: What has fewer words is no sentence that answers.
_SENTENCE = 8
#: A line of a page's head has no more words.
_LINE = 6


class Told(Protocol):
    """A recommendation on its way: its number, the stretch of its words, the position of its block, what belongs to it.

    ``evidence`` is the stretch of its sentence, for one in prose; ``who`` advises; ``verdict`` is a stance told by a
    cell of a table.
    """

    number: str | None
    start: int
    end: int
    position: int
    voices: Voices
    evidence: tuple[int, int] | None
    verdict: StanceFound | None
    who: str | None


def tie_answers(analysis: Analysis, body: Sequence[Block], drafts: Sequence[Told]) -> None:
    """Gives the recommendations, in reading order, the answers that do not stand right below them.

    What a table sets out has its answer in its row.
    """
    letter = analysis.letter
    drafts = [one for one in drafts if letter.blocks[letter.block_index(one.start)].kind is not BlockKind.CELL]
    ties = _Ties(analysis, body, drafts)
    for draft in drafts:
        ties.without_own_words(draft)
        ties.say_it_in_their_sentence(draft)
    ties.look(ties.labelled, ties.just_before, ties.continued)
    for draft, following in reversed(list(pairwise(drafts))):
        ties.share(draft, following)
    ties.look(ties.named, ties.decided, ties.of_subject)


@dataclass
class _Ties:
    analysis: Analysis
    body: Sequence[Block]
    drafts: Sequence[Told]
    _open: dict[tuple[object, ...], bool] = field(default_factory=dict)

    def title(self, draft: Told) -> str:
        return self.analysis.letter.text[draft.start : draft.end]

    def sentences(self, spans: Sequence[Span]) -> Iterator[Span]:
        for span in spans:
            start = span.start
            while start < span.end:
                sentence = self.analysis.sentence_at(start)
                if sentence.end <= start:
                    break
                yield sentence
                start = sentence.end + 1

    def look(self, *ways: Callable[[Told], Voices | None]) -> None:
        """Gives recommendations that are open what the ways find, one way for all of them after the other."""
        for way in ways:
            for draft in filter(self.is_open, self.drafts):
                found = way(draft)
                if found and found.response:
                    draft.voices.finding += found.finding
                    draft.voices.response += found.response

    def is_open(self, draft: Told) -> bool:
        """Whether nothing yet tells what becomes of a recommendation."""
        if draft.verdict:
            return False
        known = (draft.start, draft.end, *((span.start, span.end) for span in draft.voices.response))
        if known not in self._open:
            answer = ((one.start, one.text) for one in self.sentences(draft.voices.response))
            self._open[known] = not tells(answer, self.title(draft))
        return self._open[known]

    def is_unanswered(self, draft: Told) -> bool:
        """Whether nothing that is a sentence answers it."""
        return not any(len(one.text.split()) >= _SENTENCE for one in self.sentences(draft.voices.response))

    def without_own_words(self, draft: Told) -> None:
        """Leaves out of an answer what is none: the label of the next one, and more of what is advised."""
        own = self.body[draft.position]
        kept, asking = Voices(), True
        for sentence in self.sentences(draft.voices.response):
            if _ONLY_LABEL.fullmatch(sentence.text):
                continue
            asking = asking and sentence.start < own.end and commands(sentence.text) is not None
            voice = Voice.FINDING if asking else Voice.RESPONSE
            kept.add(self.analysis.letter, voice, sentence.start, sentence.end)
        if draft.verdict is None:
            draft.voices.finding += kept.finding
            draft.voices.response[:] = kept.response

    def say_it_in_their_sentence(self, draft: Told) -> None:
        """``Het kabinet neemt de aanbeveling om … niet over``: the sentence itself is the beginning of the answer."""
        if draft.evidence is None:
            return
        sentence = self.analysis.sentence_at(draft.evidence[0])
        if any(span.start < sentence.end and sentence.start < span.end for span in draft.voices.response):
            return
        said = (sentence.start + cue.start for cue in stance_cues(sentence.text) if cue.stance is not Stance.UNCLEAR)
        if any(not draft.start <= place < draft.end for place in said):
            draft.voices.response.insert(0, sentence)

    def share(self, draft: Told, following: Told) -> None:
        """Gives a recommendation without an answer that of the next one, where that stands right behind it."""
        if draft.verdict or draft.voices.response or following.position - draft.position > _NEXT:
            return
        own = self.body[self._ending(draft)]
        if any(span.start >= own.end for span in draft.voices.finding):
            return
        draft.voices.response += following.voices.response

    def continued(self, draft: Told) -> Voices | None:
        """What follows behind a break that only the page made: a line of its head, a line taken for a heading."""
        if not self.is_unanswered(draft):
            return None
        found: list[Block] = []
        for position in range(self._ending(draft) + 1, len(self.body)):
            if position in self.taken or len(found) == _BLOCKS or self._is_break(position):
                break
            block = self.body[position]
            if not self._is_page_made(position) and (found or block.kind is not BlockKind.LIST_ITEM):
                found.append(block)
        return self._voices(found, draft.end)

    def _is_break(self, position: int) -> bool:
        """Whether a block begins another section, or ends the letter."""
        if ends_letter(self.analysis.letter, self.body[position]):
            return True
        return is_heading(self.analysis.letter, self.body[position]) and not (
            self._is_page_made(position) or self._runs_on(position)
        )

    def _is_page_made(self, position: int) -> bool:
        """``Ons kenmerk``, ``Datum`` and what stands in its line: the head of a page."""
        text = self.analysis.letter.text_of(self.body[position]).strip()
        head = words("pages", "lines").match(text) and len(text.split()) <= _LINE
        return bool(head) or not re.search(r"[a-z]{3}", text)

    def _runs_on(self, position: int) -> bool:
        """Whether a line goes on in small letters in the next block."""
        after = self.body[position + 1 : position + 2]
        return bool(after) and self.analysis.letter.text_of(after[0])[:1].islower()

    def just_before(self, draft: Told) -> Voices | None:
        """A decision in the sentence before: ``Dit advies volg ik niet. De raad wil namelijk dat …``."""
        if draft.evidence is None:
            return None
        told = self.analysis.sentence_at(draft.evidence[0])
        before = [one for one in self.analysis.sentences_of(self.body[draft.position]) if one.end <= told.start]
        decided = before and any(cue.rank == 0 for cue in stance_cues(before[-1].text))
        return self._only(before[-1]) if decided else None

    def labelled(self, draft: Told) -> Voices | None:
        """What stands behind a label of an answer with the number of a recommendation."""
        position = self.labels.get(_digits(draft.number))
        return None if position is None else self._passage(position, self.body[position].start)

    def named(self, draft: Told) -> Voices | None:
        """What a passage behind a recommendation says of it by its number or order."""
        number = _digits(draft.number)
        if not number:
            return None
        ways = [_BY_NUMBER % number]
        ways += [_BY_ORDER % word for word in ORDINALS if str(ordinal(word)) == number]
        pattern = re.compile("|".join(ways), re.IGNORECASE)
        saying = [one for one in self.naming if pattern.search(one.text)]
        behind = [one for one in saying if one.start >= draft.end]
        # Where none names it behind, one close before may: the advice is retold in the answer.
        before = [one for one in saying if one.start < draft.start and list(stance_cues(one.text))]
        return self._from((behind or before[-1:])[0]) if behind or before else None

    def decided(self, draft: Told) -> Voices | None:
        """A sentence that decides on all the advice of its adviser, by the name that the letter gives it."""
        name = _last_word(draft.who)
        others = self._names - {name, ""}
        for sentence in self.decisions:
            named = bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.text) is not None
            of_others = any(re.search(rf"(?<!\w){re.escape(other)}(?!\w)", sentence.text) for other in others)
            if named or not (of_others or name):
                return self._only(sentence)
        return None

    @cached_property
    def _names(self) -> frozenset[str]:
        """The last words for all who advise."""
        return frozenset(_last_word(one.who) for one in self.drafts)

    def of_subject(self, draft: Told) -> Voices | None:
        """The passage further on that shares most of the rarer words of a recommendation."""
        if not self.is_unanswered(draft):
            return None
        last = max(self.taken)
        weights: dict[int, list[float]] = {}
        for stem in sorted(_stems(self.title(draft))):
            having = self.having.get(stem, ())
            for position in having if len(having) <= _COMMON else ():
                weights.setdefault(position, []).append(log((1 + len(self.body)) / len(having)))
        # A list is answered below all of it.
        begin = last if draft.evidence is None else draft.position
        likely = [
            (sum(shared), -position)
            for position, shared in weights.items()
            if position > begin and len(shared) >= _FEWEST_SHARED and sum(shared) > _RARE
        ]
        if not likely:
            return None
        position = -max(likely)[1]
        return self._passage(position, self.body[position].start)

    @cached_property
    def taken(self) -> frozenset[int]:
        """The positions of the blocks that tell recommendations."""
        return frozenset(one.position for one in self.drafts)

    @cached_property
    def labels(self) -> dict[str, int]:
        """The positions of the blocks whose labels say that they answer a number: the first of each."""
        found: dict[str, int] = {}
        for position, block in enumerate(self.body):
            label = label_at(self.analysis.letter.text, block.start, block.end)
            for number in map(_digits, label.numbers if label and label.answers else ()):
                found.setdefault(number, position)
        found.pop("", None)
        return found

    @cached_property
    def having(self) -> dict[str, list[int]]:
        """The positions of the blocks, headings and recommendations left out, that have a longer word."""
        found: dict[str, list[int]] = {}
        for position, block in enumerate(self.body):
            if position not in self.taken and not is_heading(self.analysis.letter, block):
                for stem in sorted(_stems(self.analysis.letter.text_of(block))):
                    found.setdefault(stem, []).append(position)
        return found

    @cached_property
    def naming(self) -> list[Span]:
        """The sentences that may name a recommendation by its number or order."""
        said = (one for one in self.analysis.sentences if _NAMING.search(one.text) and self._in_body(one))
        return list(islice(said, _NAMED))

    @cached_property
    def decisions(self) -> list[Span]:
        """The sentences that decide on several advices at once."""
        return [one for one in self.analysis.sentences if decides_all(one.text) and self._in_body(one)]

    def _in_body(self, sentence: Span) -> bool:
        return sentence.start < self.body[self._at(sentence.start)].end

    def _at(self, place: int) -> int:
        """The position of the last block that begins at a place or before it."""
        return max(bisect_right(self.body, place, key=lambda block: block.start) - 1, 0)

    def _ending(self, draft: Told) -> int:
        """The position of the block in which the words of a recommendation end."""
        return self._at(max(draft.end - 1, draft.start))

    def _only(self, sentence: Span) -> Voices:
        voices = Voices()
        voices.add(self.analysis.letter, Voice.RESPONSE, sentence.start, sentence.end)
        return voices

    def _from(self, first: Span) -> Voices:
        """A sentence and those behind it in its block."""
        block = self.body[self._at(first.start)]
        voices = Voices()
        told = [one for one in self.analysis.sentences_of(block) if one.start >= first.start]
        for sentence in told[:_SENTENCES]:
            voices.add(self.analysis.letter, Voice.RESPONSE, sentence.start, sentence.end)
        return voices

    def _passage(self, position: int, start: int) -> Voices:
        """A block, and those below it up to a heading or the next recommendation."""
        blocks: list[Block] = []
        for place in range(position, min(position + _BLOCKS, len(self.body))):
            if place > position and (self._is_break(place) or place in self.taken):
                break
            if not self._is_page_made(place):
                blocks.append(self.body[place])
        return self._voices(blocks, start)

    def _voices(self, blocks: Sequence[Block], start: int) -> Voices:
        """What blocks say from a place on; what nobody is named in answers."""
        voices = Voices()
        for sentence in (one for block in blocks for one in self.analysis.sentences_of(block)):
            if sentence.start >= start:
                voice = voice_of(sentence.text) or Voice.RESPONSE
                voices.add(self.analysis.letter, voice, sentence.start, sentence.end)
        return voices


def _digits(number: str | None) -> str:
    """The number of a label without letters: ``6 a`` is part of 6."""
    found = re.match(r"\d{1,2}", number or "")
    return found.group() if found else ""


def _last_word(who: str | None) -> str:
    said = re.findall(r"[\w’-]+", who or "")
    return said[-1] if said else ""


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text."""
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{6,}", text.lower()))
