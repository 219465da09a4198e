"""The text that belongs to a recommendation: which of it tells what the report found, and which answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from kamerbrief.facts.advice.blocks import Item, is_heading, level_of, words
from kamerbrief.facts.advice.stance_cues import rightly_said
from kamerbrief.facts.letterhead.signatures import is_signature
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Letter, Span
from kamerbrief.lexicon import alternatives, load


class Voice(Enum):
    """Whose words a sentence gives."""

    FINDING = "finding"
    RESPONSE = "response"


@dataclass(slots=True)
class Voices:
    """The stretches of a section by voice; neighbouring sentences of one voice in one block are one stretch."""

    finding: list[Span] = field(default_factory=list)
    response: list[Span] = field(default_factory=list)

    def add(self, letter: Letter, voice: Voice, start: int, end: int) -> None:
        """Adds a sentence, to the stretch before it where only a blank is between."""
        spans = self.finding if voice is Voice.FINDING else self.response
        if spans and start - spans[-1].end <= 1 and letter.text[spans[-1].end : start] != "\n":
            start = spans.pop().start
        spans.append(letter.span(start, end))


_ALL_OF_THEM = re.compile(
    r"(?<!\w)(?:de|deze|alle|bovenstaande|genoemde)\s+(?:\w+\s+)?(?:aanbevelingen|adviezen)(?!\s+(?:\d|[IVX]))(?!\w)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\s*(?P<label>[^:\n]{2,60}?)\s*:\s*")


def section_of(analysis: Analysis, body: Sequence[Block], item: Item, following: int, *, last: bool) -> list[Block]:
    """The blocks that belong to a recommendation: up to the next one, the next heading of its level, or the close.

    ``following`` is the position of the next recommendation; behind the last one a paragraph that speaks of all of
    them closes the section too.
    """
    letter, found = analysis.letter, list[Block]()
    for position in range(item.block + 1, following):
        block = body[position]
        if is_heading(letter, block):
            title = letter.content_of(block).strip().rstrip(":")
            label = _label(title)
            if label is None and level_of(letter, block) <= item.level:
                break
        elif ends_letter(letter, block) or (last and found and _ALL_OF_THEM.search(letter.text_of(block))):
            break
        found.append(block)
    return found


def ends_letter(letter: Letter, block: Block) -> bool:
    """Whether a block is the farewell of a letter or signs it: no part of an answer."""
    text = letter.text_of(block).strip()
    return bool(words("headings", "farewells").match(text)) or is_signature(text)


def voices_of(analysis: Analysis, blocks: Sequence[Block], *, default: Voice | None = None) -> Voices:
    """What the blocks of a section find and what they answer.

    A sentence with the cabinet as its subject answers, one with the adviser finds; others go with the sentence before
    them in their paragraph. A paragraph without any of these answers, unless it stands before the first finding.
    """
    voices = Voices()
    kept = [block for block in blocks if not is_heading(analysis.letter, block)]
    finding_ahead = _finding_ahead(analysis, kept)
    labelled = default
    for block in blocks:
        if is_heading(analysis.letter, block):
            labelled = _label(analysis.letter.content_of(block).strip().rstrip(":")) or labelled
            continue
        ahead = finding_ahead.pop(0)
        run_in = _run_in(analysis.letter, block)
        labelled = run_in or labelled
        opening = labelled or (Voice.FINDING if ahead else Voice.RESPONSE)
        for voice, start, end in _paragraph(analysis, block, opening, fixed=labelled is not None):
            voices.add(analysis.letter, voice, start, end)
    return voices


def _finding_ahead(analysis: Analysis, blocks: Sequence[Block]) -> list[bool]:
    """For each block: the adviser is the first to speak in it, or in a later one while nobody has spoken yet."""
    heard = [[voice for voice in map(voice_of, _texts(analysis, block)) if voice] for block in blocks]
    ahead: list[bool] = []
    for position, own in enumerate(heard):
        begun = any(heard[:position])
        coming = next((voices[0] for voices in heard[position:] if voices), None)
        only_finding = bool(own) and Voice.RESPONSE not in own
        opens = bool(own) and own[0] is Voice.FINDING
        ahead.append(only_finding or opens or (not begun and coming is Voice.FINDING))
    return ahead


def _texts(analysis: Analysis, block: Block) -> Iterator[str]:
    return (sentence.text for sentence in analysis.sentences_of(block))


def _paragraph(analysis: Analysis, block: Block, voice: Voice, *, fixed: bool) -> Iterator[tuple[Voice, int, int]]:
    for sentence in analysis.sentences_of(block):
        if not fixed:
            voice = voice_of(sentence.text) or voice
        yield voice, sentence.start, sentence.end


@cache
def _label_pattern() -> re.Pattern[str]:
    """``Reactie``, ``Kabinetsreactie op aanbeveling 3``: a label of the answer, and nothing else."""
    labels = alternatives(load("recommendations")["response"]["labels"])
    more = r"(?:\s+(?:op|van|bij|het|de|deze|kabinet|minister|staatssecretaris|aanbeveling(?:en)?|en|\d{1,2})){0,8}"
    return re.compile(rf"(?:{labels}){more}", re.IGNORECASE)


def _label(title: str) -> Voice | None:
    """What a heading such as ``Reactie`` or ``Bevindingen`` says of the text below it."""
    if _label_pattern().fullmatch(title):
        return Voice.RESPONSE
    return Voice.FINDING if words("response", "finding_labels").fullmatch(title) else None


def _run_in(letter: Letter, block: Block) -> Voice | None:
    """The label with which a paragraph begins: ``Reactie kabinet: …``."""
    match = _LABELLED.match(letter.text, block.content_start, block.end)
    return _label(match["label"]) if match else None


@cache
def _finding_pattern() -> re.Pattern[str]:
    entry = load("recommendations")["advisers"]
    nouns, verbs = alternatives(entry["nouns"]), alternatives(entry["finding"])
    of = r"(?:\s+(?:van|voor|naar|over)\s+[^,.;:]{2,60}?)?"
    adviser = rf"(?:(?:de|het|deze|dit)\s+(?:[\w’'-]+\s+){{0,5}}?)?(?:{nouns}){of}"
    return re.compile(
        rf"(?<!\w)(?:{alternatives(entry['prefixes'])})(?!\w)"
        rf"|(?<!\w)(?<!op )(?<!van )(?<!uit )(?:{adviser})\s+(?:{verbs})(?!\w)(?!\s+(?:er\s*op|hierop|daarop)\s+toe)"
        rf"|(?<!\w)(?:{verbs})\s+{adviser}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _response_pattern() -> re.Pattern[str]:
    subjects = alternatives(load("recommendations")["response"]["subjects"])
    return re.compile(rf"(?<![\w-])(?:{subjects})(?![\w-])", re.IGNORECASE)


def voice_of(sentence: str) -> Voice | None:
    """Whose words a sentence gives, by whichever subject comes first; None where it names neither.

    That an adviser is right in what it says is said by the sender.
    """
    finding, response = _finding_pattern().search(sentence), _response_pattern().search(sentence)
    if finding and rightly_said(sentence):
        return Voice.RESPONSE
    if finding and response:
        return Voice.FINDING if finding.start() <= response.start() else Voice.RESPONSE
    return Voice.FINDING if finding else Voice.RESPONSE if response else None
