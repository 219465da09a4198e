"""Generated training sentences: the hand-written ones with their names exchanged, and templates over name lists.

A model that has seen a few thousand names learns the names; exchanging them makes it read what stands around. The lists
lie in ``corpus/names.toml``, apart from the hand-written sentences; what is made here is never used to measure.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence

from kamerbrief.quality.sentence_markup import Sentence, parse
from kamerbrief.training.name_generation import invent
from kamerbrief.training.word_lists import first_names, known_names, names, surnames

_SLOT = re.compile(r"\{(\w+)\}")
#: An ordinary word behind a blank, and how many of them begin a cropped sentence.
_ORDINARY = re.compile(r"(?<= )[a-zà-ÿ]{3,}")
_CROPS = 3
#: How often a sentence gets a bullet, loses its dot, and gets other quotation marks; and which.
_BULLETED, _UNENDED, _REQUOTED = 0.15, 0.15, 0.5
_BULLETS = ("• ", "- ", "– ", "{}. ", "({}) ", "{}) ", "[{}] ", "{}.2 ", "a. ", "c) ")
_QUOTED = re.compile(r"(?<!\w)[‘'“\"„]([^‘’'“”\"„]{2,80})[’'”\"](?!\w)")
_QUOTES = ("‘’", "''", "“”", '""', "„”", "«»")
#: How often a name gives way to an invented one, and to another real one.
_INVENTED, _REAL = 0.4, 0.3


def shape(name: str, label: str) -> str:
    """What sort of name it is; a name is exchanged only for one of its sort, so that the sentence stays natural."""
    words = name.split()
    if len(words) == 1:
        return f"{label} short" if name.isupper() or any(c.isupper() for c in name[1:]) else f"{label} word"
    if label == "PER":
        return "PER initials" if "." in words[0] else "PER full" if words[0][0].isupper() else "PER prefix"
    return f"{label} {min(len(words), 4)}"


def exchanged(sentences: Sequence[Sentence], copies: int, seed: int) -> Iterator[Sentence]:
    """``copies`` versions of each sentence; a name stays, or gives way to a real or an invented one of its sort."""
    chooser = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    pools = _pools(sentences)
    for _ in range(copies):
        for sentence in sentences:
            if sentence.entities:
                yield _exchange(sentence, pools, chooser)


def _pools(sentences: Sequence[Sentence]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        for start, end, label in sentence.entities:
            name = sentence.text[start:end]
            found.setdefault(shape(name, label), set()).add(name)
    for label, listed in known_names().items():
        for name in listed:
            found.setdefault(shape(name, label), set()).add(name)
    found.setdefault("PER full", set()).update(_people())
    for surname in surnames():
        found.setdefault(shape(surname, "PER"), set()).add(surname)
    return {sort: sorted(names) for sort, names in found.items()}


def _people() -> Iterator[str]:
    """First names and surnames put together, each surname twice."""
    first, last = first_names(), surnames()
    for number, surname in enumerate(last * 2):
        yield f"{first[(number * 7) % len(first)]} {surname[0].lower() if ' ' in surname else surname[0]}{surname[1:]}"


def _exchange(sentence: Sentence, pools: dict[str, list[str]], chooser: random.Random) -> Sentence:
    parts: list[str] = []
    entities = []
    position = length = 0
    for start, end, label in sentence.entities:
        name = sentence.text[start:end]
        sort, chance = shape(name, label), chooser.random()
        if chance < _INVENTED:
            name = invent(sort, chooser) or name
        elif chance < _INVENTED + _REAL:
            name = chooser.choice(pools[sort])
        before = sentence.text[position:start]
        parts += [before, name]
        entities.append((length + len(before), length + len(before) + len(name), label))
        length += len(before) + len(name)
        position = end
    return Sentence("".join(parts) + sentence.text[position:], tuple(entities))


def cropped(sentences: Sequence[Sentence], seed: int) -> Iterator[Sentence]:
    """Each sentence begun at an ordinary word farther on, which then gets a capital: a capital alone makes no name."""
    chooser = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    for sentence in sentences:
        covered = {offset for start, end, _ in sentence.entities for offset in range(start, end)}
        starts = [m.start() for m in _ORDINARY.finditer(sentence.text) if m.start() not in covered]
        for start in chooser.sample(starts, min(len(starts), _CROPS)):
            text = sentence.text[start].upper() + sentence.text[start + 1 :]
            kept = tuple((s - start, e - start, label) for s, e, label in sentence.entities if s >= start)
            yield Sentence(text, kept)


def decorated(sentences: Iterable[Sentence], seed: int) -> Iterator[Sentence]:
    """The sentences, some of them as letters print them: behind a bullet or number, without their dot, quoted anew."""
    chooser = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    for sentence in sentences:
        text, before = sentence.text, ""
        if chooser.random() < _BULLETED:
            before = chooser.choice(_BULLETS).format(chooser.randint(1, 40))
        named_to_the_end = any(end == len(text) for _, end, _ in sentence.entities)
        if text.endswith(".") and not named_to_the_end and chooser.random() < _UNENDED:
            text = text[:-1]
        if chooser.random() < _REQUOTED:
            marks = chooser.choice(_QUOTES)
            text = _QUOTED.sub(rf"{marks[0]}\1{marks[1]}", text)
        moved = tuple((s + len(before), e + len(before), label) for s, e, label in sentence.entities)
        yield Sentence(before + text, moved)


def from_templates(seed: int) -> Iterator[Sentence]:
    """Every template of ``names.toml`` filled a number of times; a slot ``{town}`` takes a name of that list."""
    chooser = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    data = names()
    lists = {
        key: [f"[{name}|{label}]" for name in listed]
        for label, groups in data["lists"].items()
        for key, listed in groups.items()
    }
    first, last = first_names(), surnames()
    lists["surname"] = [f"[{name}|PER]" for name in last]
    lists["person"] = [f"[{name}|PER]" for name in _people()]
    lists["initials"] = [
        f"[{name[0]}.{first[-n - 1][0]}. {last[(n * 3) % len(last)]}|PER]" for n, name in enumerate(first)
    ]
    for template in data["templates"]["lines"]:
        for _ in range(data["templates"]["times"]):
            yield parse(_SLOT.sub(lambda slot: _filled(slot[1], lists, chooser), template))


#: Slots of invented names, with the sorts that they may be of.
_NEW = {
    "new_person": ("PER full",),
    "new_surname": ("PER word", "PER word", "PER prefix"),
    "new_org": ("ORG word", "ORG word", "ORG short", "ORG 2", "ORG 3"),
    "new_acronym": ("ORG short",),
    "new_place": ("LOC word", "LOC word", "LOC 2"),
    "new_misc": ("MISC word", "MISC word", "MISC 2", "MISC 3", "MISC 4"),
    "new_acronym_misc": ("MISC short",),
}


def _filled(slot: str, lists: dict[str, list[str]], chooser: random.Random) -> str:
    """What a slot becomes, marked: a name of its list, or a new one."""
    if slot not in _NEW:
        return chooser.choice(lists[slot])
    sort = chooser.choice(_NEW[slot])
    return f"[{invent(sort, chooser) or slot}|{sort.split()[0]}]"
