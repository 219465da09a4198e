"""Programmes, funds, agendas, regulations and projects that the letter names, each with every place where it does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kamerbrief.contract import Entity, EntityLabel, Programme, ProgrammeKind
from kamerbrief.contract.identity import slug, unique
from kamerbrief.facts.programmes.abbreviations import explained_otherwise, is_alike, spells
from kamerbrief.facts.programmes.cells import names_alone, names_in_table
from kamerbrief.facts.programmes.doubts import among_bodies, end_of_compound, is_only_part
from kamerbrief.facts.programmes.entities import as_far_as_found, names_of_entities
from kamerbrief.facts.programmes.names import Named, abbreviation_behind, names_beside_cues, without_cue
from kamerbrief.facts.programmes.phrases import names_in_phrases
from kamerbrief.facts.programmes.register import Register, Registered, register, words_of
from kamerbrief.facts.programmes.spellings import spelled_alike
from kamerbrief.facts.programmes.words import cue_in, is_ministry, kind_of, kind_told, places_of_cues
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import PARAGRAPHS, BlockKind, Letter

_PROSE = (*PARAGRAPHS, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.LETTERHEAD)

#: A name as short as this is shown with the cue before it.
_SHORT = 8
#: Words of a name that is long enough to be known by its beginning.
_JOINED_WORDS = 3
#: Of how many names that follow one in the order of names it is seen whether they begin with it.
_BEGINNINGS = 8
#: Years as they end the slug of a name: `agenda-fiets-2023-2028`.
_YEARS_BEHIND = re.compile(r"-(?:19|20)\d\d-\d{2,4}")
#: Behind one word this makes another name of it: *Groeifaciliteit voor Moldavië* is not the Groeifaciliteit.
_CALLED_FOR = re.compile(r" voor [A-ZÀ-Þ]")
_CUE_BEHIND = re.compile(r" ([A-Z]\w{3,30})(?= [A-ZÀ-Þ])")
_CUE_BEFORE = re.compile(r"(?<!\w)([A-Z]\w{3,30}) $")


@dataclass(slots=True)
class _Draft:
    """A programme while its mentions are gathered."""

    name: str
    kind: ProgrammeKind
    entry: Registered | None = None
    parent: str | None = None
    spans: set[tuple[int, int]] = field(default_factory=set)
    short_forms: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Drafts:
    """All programmes of a letter, by the slug of their name without the cue word that may stand before it.

    ``taken`` has a byte for each character of the text, 1 where a programme is named.
    """

    letter: Letter
    by_key: dict[str, _Draft] = field(default_factory=dict)
    taken: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.letter.text))

    def of(self, name: str, kind: ProgrammeKind) -> _Draft:
        """The draft with this name, from the register if it knows the name."""
        entry = register().entry(name, cued=kind_told(name)) or register().entry(without_cue(name))
        return self.of_entry(entry) if entry else self.by_key.setdefault(slug(without_cue(name)), _Draft(name, kind))

    def of_named(self, named: Named) -> _Draft:
        """The draft of a name in the text: also of the register where only the abbreviation behind it is known."""
        short = abbreviation_behind(self.letter.text, named.end)
        entry = register().entry(short) if short else None
        if entry and is_alike(without_cue(named.name).split(), entry):
            return self.of_entry(entry)
        return self.of(named.name, named.kind)

    def of_entry(self, entry: Registered) -> _Draft:
        return self.by_key.setdefault(slug(entry.name), _Draft(entry.name, entry.kind, entry, entry.parent))

    def mention(self, draft: _Draft, start: int, end: int) -> None:
        """Adds a place, unless another programme stands there."""
        if self.free(start, end):
            self.taken[start:end] = b"\x01" * (end - start)
            draft.spans.add((start, end))

    def free(self, start: int, end: int) -> bool:
        """True where no programme is named in [start, end)."""
        return self.taken.find(1, start, end) < 0

    def join_beginnings(self) -> None:
        """A long name that breaks off before a longer one of the letter, or before its years, is that programme's."""
        for key, longer in pairwise(sorted(self.by_key)):
            draft = self.by_key[key]
            years = _YEARS_BEHIND.fullmatch(longer[len(key) :]) and " " in draft.name
            long = longer.startswith(f"{key}-") and (years or len(draft.name.split()) >= _JOINED_WORDS)
            if long and draft.entry is None:
                self.by_key[longer].spans |= self.by_key.pop(key).spans

    def join_abbreviations(self) -> None:
        """What the letter abbreviates in brackets behind one name is that programme: *de VSK* is *Vaarsteun Kust*."""
        for draft in list(self.by_key.values()):
            for short in _abbreviations(self.letter.text, draft):
                other = self.by_key.get(slug(short))
                if other is not None and other is not draft and other.entry is None:
                    draft.spans |= self.by_key.pop(slug(short)).spans

    def join_short_forms(self) -> None:
        """One word that tells its kind is the one longer name with this word in it: *het Noodfonds*."""
        longer: dict[str, list[_Draft]] = {}
        for draft in self.by_key.values():
            for word in set(draft.name.casefold().split()) if " " in draft.name else ():
                longer.setdefault(word, []).append(draft)
        for key, draft in list(self.by_key.items()):
            alone = draft.entry is None and draft.name.isalpha() and kind_told(draft.name)
            meant = longer.get(draft.name.casefold(), []) if alone else []
            if len(meant) == 1:
                meant[0].short_forms.append(draft.name)
                meant[0].spans |= self.by_key.pop(key).spans

    def lengthen(self) -> None:
        """A name that is the beginning of a longer one standing there is that one: *Kansen* in `Kansen voor allen`."""
        keys = sorted(self.by_key)
        for place, key in enumerate(keys):
            for longer in keys[place + 1 : place + 1 + _BEGINNINGS]:
                if longer.startswith(f"{key}-"):
                    self._lengthen(self.by_key[key], self.by_key[longer])

    def _lengthen(self, draft: _Draft, longer: _Draft) -> None:
        whole = re.compile(rf"(?<!\w){re.escape(longer.name)}(?!\w)", re.IGNORECASE)
        for start, end in sorted(draft.spans):
            there = whole.search(self.letter.text, start, end + len(longer.name))
            stop = there.end() if there else start
            if there and there.start() < end < stop and self.free(end, stop):
                draft.spans.discard((start, end))
                self.taken[start:stop] = b"\x01" * (stop - start)
                longer.spans.add((start, stop))

    def join_slips(self) -> None:
        """A name with a slip or another ending in one word is the one of the register, else the first."""
        keys = {slug(draft.name): key for key, draft in sorted(self.by_key.items(), key=_by_place)}
        for name, earlier in spelled_alike(keys):
            kept, other = keys[earlier], keys[name]
            if other in self.by_key and self.by_key[other].entry:
                kept, other = other, kept
            if kept in self.by_key and other in self.by_key and self.by_key[other].entry is None:
                self.by_key[kept].spans |= self.by_key.pop(other).spans

    def named(self) -> list[_Draft]:
        found = (draft for draft in self.by_key.values() if not all(map(self._is_part, draft.spans)))
        return sorted(found, key=lambda draft: min(draft.spans))

    def _is_part(self, span: tuple[int, int]) -> bool:
        return is_only_part(self.letter.text, span[1])


def _by_place(item: tuple[str, _Draft]) -> tuple[bool, int]:
    """Where a draft comes among others: those with a place in the letter by the first of them."""
    spans = item[1].spans
    return not spans, min(spans)[0] if spans else 0


def find_programmes(analysis: Analysis, entities: Iterable[Entity] = ()) -> list[Programme]:
    """The programmes by first mention: those of the register, those with a cue word, those in tables of programmes.

    Where the rules find no end of a name behind a cue, the letter's ``entities`` may tell it.
    Aliases and spellings of one programme are one fact; ``registered`` tells what the register knows.
    """
    drafts, entities = _Drafts(analysis.letter), list(entities)
    _from_register(drafts)
    _from_cues(drafts, entities)
    _from_entities(drafts, entities)
    _from_tables(drafts)
    drafts.lengthen()
    drafts.join_beginnings()
    drafts.join_slips()
    drafts.join_abbreviations()
    drafts.join_short_forms()
    _everywhere(drafts)
    named = drafts.named()
    ids = {draft.name: name_id for draft, name_id in zip(named, unique(slug(d.name) for d in named), strict=True)}
    return [_programme(analysis.letter, draft, ids) for draft in named]


def _from_register(drafts: _Drafts) -> None:
    mentions = register().mentions(drafts.letter.text)
    foreign = explained_otherwise(drafts.letter.text, mentions)
    for mention in mentions:
        said = drafts.letter.text[mention.start : mention.end]
        other = _CALLED_FOR.match(drafts.letter.text, mention.end) and cue_in(said, small=True) and " " not in said
        fund = mention.entry.kind is ProgrammeKind.FUND
        body = fund and among_bodies(drafts.letter.text, mention.start, mention.end)
        if (said, mention.entry.name) not in foreign and not other and not body:
            start = _with_its_cue(drafts.letter.text, mention.start) if len(said) <= _SHORT else mention.start
            drafts.mention(drafts.of_entry(mention.entry), start, end_of_compound(drafts.letter.text, mention.end))


def _with_its_cue(text: str, start: int) -> int:
    """Where a short name begins with the cue before it: *Programma NOVEX* says more than *NOVEX*."""
    before = _CUE_BEFORE.search(text, max(start - 40, 0), start)
    return before.start(1) if before and cue_in(before[1]) else start


def _from_cues(drafts: _Drafts, entities: Iterable[Entity]) -> None:
    letter = drafts.letter
    ends = {one.evidence.start: one.evidence.end for one in entities if one.label is EntityLabel.MISC}
    told = places_of_cues(words_of(letter.text))
    for block in letter.of_kind(*_PROSE):
        # Cues alone bring names; most blocks have none.
        if bisect_left(told, block.start) == bisect_left(told, block.end):
            continue
        found = (names_in_phrases, names_beside_cues)
        for named in (name for finder in found for name in finder(letter.text, block.start, block.end)):
            if drafts.free(named.start, named.end) and not _is_none(drafts, named):
                whole = as_far_as_found(letter.text, named, ends)
                whole = whole if drafts.free(whole.start, whole.end) else named
                drafts.mention(drafts.of_named(whole), whole.start, whole.end)


def _from_entities(drafts: _Drafts, entities: Iterable[Entity]) -> None:
    for named in names_of_entities(drafts.letter.text, entities):
        prose = drafts.letter.blocks[drafts.letter.block_index(named.start)].kind in _PROSE
        if prose and drafts.free(named.start, named.end) and not _is_none(drafts, named):
            drafts.mention(drafts.of_named(named), named.start, named.end)


def _is_none(drafts: _Drafts, named: Named) -> bool:
    """True for what only tells the kind of the name behind it (`Regeling bijdrage Programma Sluis`), and for a body."""
    text, end = drafts.letter.text, named.end
    behind = _CUE_BEHIND.match(text, end)
    led = text[end : end + 1] == " " and not drafts.free(end + 1, end + 2)
    told = behind and (cue := cue_in(behind[1])) and not cue.compound
    return bool(led or told) or (named.kind is ProgrammeKind.FUND and among_bodies(text, named.start, end))


def _from_tables(drafts: _Drafts) -> None:
    """The names in columns of programmes, one in brackets a part of that before it, and cells that are a name alone."""
    for table in drafts.letter.tables:
        for name, start, end, whole in names_in_table(table):
            draft = drafts.of(name, kind_of(name))
            if whole and not draft.parent:
                draft.parent = drafts.of(whole, kind_of(whole)).name
            drafts.mention(draft, start, end)
        for named in names_alone(drafts.letter.text, table):
            if drafts.free(named.start, named.end):
                drafts.mention(drafts.of(named.name, named.kind), named.start, named.end)


def _everywhere(drafts: _Drafts) -> None:
    """Adds the other places at which a name that the register does not know stands, and the letter's abbreviations."""
    text = drafts.letter.text
    own: dict[Registered, _Draft] = {}
    for draft in drafts.named():
        names = (*_plain_names(draft), *draft.short_forms, *_abbreviations(text, draft))
        if names:
            own.setdefault(Registered(names[0], draft.kind, names[1:], exact=True), draft)
    for mention in Register(tuple(own)).mentions(text):
        drafts.mention(own[mention.entry], mention.start, mention.end)


def _plain_names(draft: _Draft) -> Iterator[str]:
    """An unregistered name, and what remains of it without its cue where that is still two words or more."""
    if draft.entry is None:
        yield draft.name
        core = without_cue(draft.name)
        if " " in core and core[0].isupper():
            yield core


def _abbreviations(text: str, draft: _Draft) -> Iterable[str]:
    """What the letter puts in brackets behind the name as its abbreviation."""
    found = (abbreviation_behind(text, end) for _, end in sorted(draft.spans))
    return [short for short in dict.fromkeys(found) if short and spells(short, draft.name) and not is_ministry(short)]


def _programme(letter: Letter, draft: _Draft, ids: dict[str, str]) -> Programme:
    mentions = [letter.evidence(start, end) for start, end in sorted(draft.spans)]
    said = dict.fromkeys(" ".join(mention.text.split()) for mention in mentions)
    return Programme(
        id=ids[draft.name],
        name=draft.name,
        kind=draft.kind,
        aliases=[name for name in said if name != draft.name],
        organisation=draft.entry.organisation if draft.entry else None,
        parent=ids.get(draft.parent) if draft.parent and draft.parent != draft.name else None,
        registered=draft.entry is not None,
        mentions=mentions,
    )
