"""Recommendations to the cabinet: who makes them, what the report found, what the cabinet answers.

Three ways in which letters set them out are read, in this order of trust: one by one (headings, numbers, lists:
facts/advice/set_out.py), in a table (facts/advice/tables.py), and within a sentence (facts/advice/prose.py) where a
section has none of the other two. A list that announces the recommendations and headings that answer them give one fact
each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kamerbrief.contract import Method, Recommendation, Stance
from kamerbrief.contract.identity import fact_ids
from kamerbrief.facts.advice.advisers import advisers_of
from kamerbrief.facts.advice.answer_deeds import deed_in
from kamerbrief.facts.advice.answer_numbers import answer_to, told_of
from kamerbrief.facts.advice.answers import tie_answers
from kamerbrief.facts.advice.apart import told_apart
from kamerbrief.facts.advice.authors import Authors
from kamerbrief.facts.advice.blocks import Item, body_of, is_heading, level_of, words
from kamerbrief.facts.advice.choice import newly_told
from kamerbrief.facts.advice.labels import ORDINALS
from kamerbrief.facts.advice.prose import Advice, find_advice, verdict_within
from kamerbrief.facts.advice.sections import Voice, Voices, ends_letter, section_of, voice_of, voices_of
from kamerbrief.facts.advice.set_out import find_items
from kamerbrief.facts.advice.speakers import speakers_of
from kamerbrief.facts.advice.stance_cues import stance_cues
from kamerbrief.facts.advice.stances import StanceFound, find_stance
from kamerbrief.facts.advice.tables import find_rows
from kamerbrief.facts.advice.together import answers_of_list, sentences_in, share_answers, shared_out
from kamerbrief.facts.advice.wording import titles_of, words_of
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.judging import rounded
from kamerbrief.letter import Block, Letter, Span

#: So few recommendations must be named by their numbers to be answered by them, and so many have an order.
_FEWEST = 2
_ORDERED = re.compile(rf"(?<!\w)(?:{'|'.join(ORDINALS)})\s+(?:aanbeveling|advies)(?!\w)")
#: Cues of no higher rank decide.
_DECIDED = 1
#: Where the next question of a Member begins.
_QUESTION = re.compile(r"[Vv]raa?g(?:en)?\s+\d{1,3}\W*(?:\n|$)")


@dataclass(slots=True)
class _Draft:
    """A recommendation on its way: its number, the stretch of its words, where it stands and what belongs to it.

    ``printed`` is its label as printed, ``evidence`` the stretch around its words where that is more than these,
    ``verdict`` the stance that a cell of a table gives in a word, and ``who`` the words for who advises.
    """

    number: str | None
    start: int
    end: int
    position: int
    voices: Voices = field(default_factory=Voices)
    evidence: tuple[int, int] | None = None
    printed: str | None = None
    verdict: StanceFound | None = None
    who: str | None = None


def find_recommendations(analysis: Analysis) -> list[Recommendation]:
    """The recommendations of the letter in reading order; ``commitments``, ``amounts`` and ``programmes`` stay empty.

    Finding and response are stretches of whole sentences; the stance is read from the response alone.
    """
    body = body_of(analysis.letter)
    drafts = list(_set_out(analysis, body))
    drafts += _in_tables(analysis, body)
    drafts += told_apart(analysis, body, list(_in_sentences(analysis, body, drafts)), _part)
    drafts = _answered_by_number(analysis, body, drafts)
    drafts.sort(key=lambda draft: (draft.start, draft.number or ""))
    tie_answers(analysis, body, drafts)
    names = fact_ids("recommendation", (_words(analysis.letter, draft) for draft in drafts))
    authors = Authors(analysis, body)
    return [_recommendation(analysis, authors, draft, name) for draft, name in zip(drafts, names, strict=True)]


def _recommendation(analysis: Analysis, authors: Authors, draft: _Draft, name: str) -> Recommendation:
    letter = analysis.letter
    found = draft.verdict or find_stance(
        (
            (sentence.start, sentence.text)
            for span in draft.voices.response
            for sentence in sentences_in(analysis, span)
        ),
        _title(letter, draft),
    )
    author, report = authors.author_and_report(draft.start, draft.who)
    start, end = _place(draft)
    return Recommendation(
        id=name,
        number=draft.number,
        printed=draft.printed,
        title=_title(letter, draft),
        report=report,
        author=author,
        evidence=letter.evidence(start, end),
        finding=[letter.evidence(span.start, span.end) for span in draft.voices.finding],
        response=[letter.evidence(span.start, span.end) for span in draft.voices.response],
        stance=found.stance if found else Stance.UNCLEAR,
        stance_evidence=letter.evidence(found.start, found.end) if found else None,
        method=Method.LEARNED if found and found.probability is not None else Method.RULE,
        probability=rounded(found.probability) if found else None,
    )


def _part(draft: _Draft, start: int, end: int, voices: Voices) -> _Draft:
    """A recommendation that is part of what a sentence advises, with its own answer."""
    whole = (start, end) == (draft.start, draft.end)
    return replace(draft, start=start, end=end, voices=voices, number=draft.number if whole else None)


def _place(draft: _Draft) -> tuple[int, int]:
    return draft.evidence or (draft.start, draft.end)


def _words(letter: Letter, draft: _Draft) -> str:
    start, end = _place(draft)
    return letter.text[start:end]


def _title(letter: Letter, draft: _Draft) -> str:
    return " ".join(letter.text[draft.start : draft.end].split()).strip("‘’'“”\"«» ").rstrip(".;:")


def _set_out(analysis: Analysis, body: Sequence[Block]) -> Iterator[_Draft]:
    """Recommendations set out one by one; a list whose numbers return as headings lends those its titles."""
    items = find_items(analysis.letter, body)
    headed = [item for item in items if item.headed]
    lists = [item for item in items if not item.headed]
    used: set[Item] = set()
    for index, item in enumerate(headed):
        following = headed[index + 1].block if index + 1 < len(headed) else len(body)
        blocks = section_of(analysis, body, item, following, last=index + 1 == len(headed))
        lent = [_listed_as(lists, item, number) for number in item.numbers]
        # The block of the next one may begin with the words of this one.
        shared = following + (index + 1 < len(headed) and headed[index + 1].start > body[following].content_start)
        below = [] if any(lent) else blocks or body[item.block + 1 : shared]
        stated, place = words_of(analysis, body, item, below)
        # What stands between a label and the words below it leads these in.
        voices = voices_of(analysis, blocks[blocks.index(place) + 1 :] if place in blocks else blocks)
        stop = headed[index + 1].start if following == item.block else body[item.block].end
        if place is not None:
            _add_rest(analysis, place, stated[1], place.end, voices, Voice.FINDING)
        # Behind the label of an answer to what a list words, all that follows answers.
        begin = item.start if item.answers and any(lent) else item.end
        _add_rest(analysis, body[item.block], begin, stop, voices, Voice.RESPONSE)
        told = told_of(analysis, blocks, item.numbers) if len(item.numbers) > 1 else []
        titles = titles_of(analysis.letter, stated, len(item.numbers))
        words = [(one.start, one.end) if one else title for one, title in zip(lent, titles, strict=False)]
        themes = shared_out(analysis, voices, words) if not any(named for named, _ in told) else []
        for number, title in zip(item.numbers or (None,), titles, strict=True):
            listed = _listed_as(lists, item, number)
            if listed:
                used.add(listed)
            start, end = (listed.start, listed.end) if listed else title
            printed = (listed.printed if listed else None) or item.printed
            answer = themes.pop(0) if themes else _of_number(analysis, voices, told, number)
            yield _Draft(number, start, end, item.block, answer, printed=printed)
    yield from _answered_lists(analysis, body, [item for item in lists if item not in used], headed)


def _listed_as(lists: Sequence[Item], item: Item, number: str | None) -> Item | None:
    """The item of a list above that a heading with this number answers: the nearest."""
    above = [listed for listed in lists if listed.is_called(number) and listed.block < item.block]
    return above[-1] if above else None


def _of_number(
    analysis: Analysis, voices: Voices, told: Sequence[tuple[frozenset[str], Span]], number: str | None
) -> Voices:
    """What a section on several recommendations says of one: all but what it says of others by their numbers."""
    others = {sentence.start for named, sentence in told if named and number not in named}
    if not others:
        return voices
    own = Voices()
    for voice, spans in ((Voice.FINDING, voices.finding), (Voice.RESPONSE, voices.response)):
        for sentence in (sentence for span in spans for sentence in sentences_in(analysis, span)):
            if sentence.start not in others:
                own.add(analysis.letter, voice, sentence.start, sentence.end)
    return own if own.response else voices


def _add_rest(analysis: Analysis, block: Block, start: int, stop: int, voices: Voices, voice: Voice) -> None:
    """What a paragraph says behind the recommendation with which it begins; ``voice`` is heard where none is named."""
    extra = Voices()
    for sentence in analysis.sentences_of(block):
        # What closes the title is none of the rest.
        if (
            sentence.end - start > 1
            and sentence.start < stop
            and analysis.letter.text[start : sentence.end].strip(" .;:")
        ):
            voice = voice_of(sentence.text) or voice
            extra.add(analysis.letter, voice, max(sentence.start, start), sentence.end)
    voices.finding[:0], voices.response[:0] = extra.finding, extra.response


def _answered_lists(
    analysis: Analysis, body: Sequence[Block], items: Sequence[Item], headed: Sequence[Item]
) -> Iterator[_Draft]:
    """Listed recommendations that no heading takes up: answered in the text below, by number or all together."""
    starts = sorted({item.block for item in [*items, *headed]})
    for run in _lists(items):
        last = run[-1].last
        following = bisect_right(starts, last)
        below = _below(analysis.letter, body, last + 1, starts[following] if following < len(starts) else len(body))
        numbers = [item.numbers[0] for item in run]
        told = told_of(analysis, below, numbers)
        named = frozenset().union(*(numbers for numbers, _ in told))
        for item, own in zip(run, answers_of_list(analysis, body, run, starts), strict=True):
            number = item.numbers[0]
            answer = answer_to(analysis, told, number) if own is None or number in named else own
            parts = body[item.block + 1 : item.last + 1]
            answer.finding[:0] = [analysis.letter.span(part.content_start, part.end) for part in parts]
            yield _Draft(number, item.start, item.end, item.block, answer, printed=item.printed)


def _lists(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items by the list that they stand in: a new one begins behind a gap or where the count starts again.

    The line of a group is no gap.
    """
    run: list[Item] = []
    for item in items:
        apart = run and item.block - run[-1].last > 1 + item.grouped
        if run and (apart or item.numbers == run[0].numbers):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _below(letter: Letter, body: Sequence[Block], start: int, stop: int) -> list[Block]:
    """The text below a list, up to a closing heading or one that is no label of an answer."""
    found: list[Block] = []
    for block in body[start:stop]:
        if is_heading(letter, block):
            title = letter.content_of(block).strip().rstrip(":")
            if found or not words("response", "labels").match(title):
                break
            continue
        if ends_letter(letter, block):
            break
        found.append(block)
    return found


def _in_tables(analysis: Analysis, body: Sequence[Block]) -> list[_Draft]:
    letter = analysis.letter
    drafts, starts = [], [block.start for block in body]
    for row in find_rows(letter):
        answer = Voices(response=[letter.span(cell.start, cell.end) for cell in row.answers])
        verdict = StanceFound(row.verdict[0], row.verdict[1].start, row.verdict[1].end) if row.verdict else None
        position = max(bisect_right(starts, row.start) - 1, 0)
        drafts.append(_Draft(row.number, row.start, row.end, position, answer, printed=row.printed, verdict=verdict))
    return drafts


def _in_sentences(analysis: Analysis, body: Sequence[Block], drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """Recommendations in prose, in the sections in which none is set out."""
    letter = analysis.letter
    sections = _sections(letter, body)
    covered = {sections[draft.position] for draft in drafts if sections}
    ahead = frozenset(_ahead_of_later_ones(letter, body, sections, drafts))
    claimed = [span for draft in drafts for span in [*draft.voices.finding, *draft.voices.response]]
    advisers = advisers_of(letter.text_of(block) for block in letter.blocks)
    speakers = speakers_of(analysis, body, advisers)
    found = [
        (position, advice)
        for position, block in enumerate(body)
        if not is_heading(letter, block)
        for advice in find_advice(analysis, block, advisers, speakers)
        if sections[position] not in covered or _comes_before(advice, position, drafts) or block in ahead
        if not any(span.start <= advice.start < span.end for span in claimed)
    ]
    found = newly_told(analysis, body, found, set_out=bool(drafts))
    told: list[_Draft] = []
    for index, (position, advice) in enumerate(found):
        following = found[index + 1][1].sentence.start if index + 1 < len(found) else len(letter.text)
        voices = _replies(analysis, body, position, advice, following)
        evidence = advice.sentence.start, advice.sentence.end
        told.append(_Draft(advice.number, advice.start, advice.end, position, voices, evidence, who=advice.who))
    share_answers(analysis, told)
    yield from told


def _ahead_of_later_ones(
    letter: Letter, body: Sequence[Block], sections: Sequence[int], drafts: Sequence[_Draft]
) -> Iterator[Block]:
    """The paragraphs on *de eerste aanbeveling* in a section that sets out others from a later number on."""
    first: dict[int, _Draft] = {}
    for draft in drafts if sections else ():
        first.setdefault(sections[draft.position], draft)
    later = {at: one.position for at, one in first.items() if (one.number or "").isdecimal() and one.number != "1"}
    for position, section in enumerate(sections):
        if position < later.get(section, 0) and _ORDERED.search(letter.text_of(body[position])):
            yield body[position]


def _comes_before(advice: Advice, position: int, drafts: Sequence[_Draft]) -> bool:
    """True for a numbered advice right above a list that goes on counting: three in prose, then the fourth and on."""
    following = next((draft for draft in drafts if draft.position == position + 1), None)
    numbers = [one.number for one in (advice, following) if one and one.number and one.number.isdecimal()]
    return len(numbers) == _FEWEST and int(numbers[0]) < int(numbers[1])


def _answered_by_number(analysis: Analysis, body: Sequence[Block], drafts: list[_Draft]) -> list[_Draft]:
    """Recommendations in prose whose answers below name them: ``De tweede aanbeveling neem ik over``."""
    letter = analysis.letter
    prose = [draft for draft in drafts if draft.evidence and draft.number]
    if not prose:
        return drafts
    first = min(prose, key=lambda draft: draft.start)
    told_in = {draft.position for draft in drafts if draft.position - first.position <= len(drafts)}
    last = first.position
    while last + 1 in told_in:
        last += 1
    group = {draft.number: draft for draft in drafts if draft.number and first.position <= draft.position <= last}
    below = _below(letter, body, last + 1, len(body))
    told = told_of(analysis, below, list(group)) if len(group) > 1 else []
    answered = frozenset().union(*(numbers for numbers, _ in told))
    if len(answered) < _FEWEST:
        return drafts
    for number in answered:
        group[number].voices = answer_to(analysis, told, number)
    stop = below[-1].end
    return [d for d in drafts if not (d.evidence and d.number in answered and body[last].end < d.start < stop)]


def _sections(letter: Letter, body: Sequence[Block]) -> list[int]:
    """For each block the last of the highest headings above it: the part of the letter it belongs to; -1 before any."""
    level, found, sections = 1_000, -1, list[int]()
    for position, block in enumerate(body):
        if is_heading(letter, block) and level_of(letter, block) <= level:
            level, found = level_of(letter, block), position
        sections.append(found)
    return sections


def _decides(sentence: Span, advice: str) -> Voice | None:
    """Whose words a sentence are that names nobody: the cabinet's where it decides, or tells of the deed itself."""
    decided = any(cue.rank <= _DECIDED for cue in stance_cues(sentence.text)) or deed_in(sentence.text, advice)
    return Voice.RESPONSE if decided else None


def _replies(analysis: Analysis, body: Sequence[Block], position: int, advice: Advice, following: int) -> Voices:
    """What follows a recommendation in prose, up to the next one or the next heading: its grounds and its answer."""
    told: list[Span] = []
    for block in islice(body, position, None):
        if block.start >= following or (is_heading(analysis.letter, block) and block.start > advice.start):
            break
        if block.start > advice.start and ends_letter(analysis.letter, block):
            break
        if len(told) >= _FEWEST and _QUESTION.match(analysis.letter.text, block.start, block.end):
            break
        told += [s for s in analysis.sentences_of(block) if advice.sentence.end <= s.start < following]
    title = analysis.letter.text[advice.start : advice.end]
    heard = [voice_of(sentence.text) or _decides(sentence, title) for sentence in told]
    # Where nobody is named, what follows an advice answers it.
    voices, voice = Voices(), Voice.FINDING if Voice.RESPONSE in heard else Voice.RESPONSE
    verdict = verdict_within(advice)
    if verdict:
        voices.add(analysis.letter, Voice.RESPONSE, verdict.start, verdict.end)
    for sentence, own in zip(told, heard, strict=True):
        voice = own or voice
        voices.add(analysis.letter, voice, sentence.start, sentence.end)
    return voices
