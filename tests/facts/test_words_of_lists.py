"""Words that few letters have: each tells in a plain sentence what its list says, or it would not stand there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kamerbrief.contract import Amount
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.programmes.programmes import find_programmes
from kamerbrief.lexicon import load
from tests.letters import analysis_of

_CUES = load("programme_cues")
_MOVEMENT = load("amount_cues")["movement"]
_PRECISION = ("approximate", "above", "below", "at_least", "at_most")


def _whole(words: list[str]) -> Iterator[str]:
    """The words that are no beginnings of others (``verhog*``)."""
    return (word for word in words if not word.endswith("*"))


@pytest.mark.parametrize(("kind", "cue"), [(kind, cue) for kind, cues in _CUES["cues"].items() for cue in cues])
def test_a_cue_makes_a_programme_of_the_name_behind_it(kind: str, cue: str) -> None:
    said = cue if cue in _CUES["reading"]["strong"] else cue.capitalize()
    (found,) = find_programmes(analysis_of(f"Ook het {said} Veilige Natte Kade loopt door."))
    assert (found.name.endswith("Veilige Natte Kade"), found.kind) == (True, kind)


@pytest.mark.parametrize("said", _CUES["called"]["naming"])
def test_a_word_that_names_makes_a_programme_of_what_is_quoted(said: str) -> None:
    assert [p.name for p in find_programmes(analysis_of(f"Er begint een pilot {said} ‘Warm Welkom’."))] == [
        "Warm Welkom"
    ]


@pytest.mark.parametrize("name", _CUES["never"]["names"])
def test_what_is_never_a_name_is_none(name: str) -> None:
    texts = (f"Dit volgt uit het {name}.", f"Het {name} is klaar. Ook het {name} telt mee.")
    assert [p.name for text in texts for p in find_programmes(analysis_of(text))] == []


@pytest.mark.parametrize("direction", ["increase", "decrease"])
def test_a_word_of_change_tells_where_an_amount_moves(direction: str) -> None:
    lists = _MOVEMENT[direction]
    texts = {
        **{noun: f"Voor de haven volgt een {noun.strip('*')} van € 5 miljoen." for noun in lists["nouns"]},
        **{verb: f"Het budget voor de haven is met € 5 miljoen {verb}." for verb in _whole(lists["met_verbs"])},
        **{verb: f"Voor de haven is € 5 miljoen {verb}." for verb in _whole(lists["verbs"])},
    }
    silent = [word for word, text in texts.items() if [a.movement for a in _amounts(text)] != [direction]]
    assert silent == []


@pytest.mark.parametrize("precision", _PRECISION)
def test_a_word_before_an_amount_tells_how_precise_it_is(precision: str) -> None:
    words = load("amount_cues")["precision"][precision]
    texts = {word: f"De bijdrage aan de haven is {word} € 5 miljoen." for word in words}
    assert [word for word, text in texts.items() if [a.precision for a in _amounts(text)] != [precision]] == []


def _amounts(text: str) -> list[Amount]:
    return find_amounts(analysis_of(text))[0]


#: Sentences in which only one list of ``amount_cues.toml`` tells what is asked of their amounts.
_TOLD = {
    "movement.level.prepositions": (("De raming komt na de verlaging uit op € 5 miljoen.", "movement", ["level"]),),
    "movement.balance.changes": (
        ("Het saldo na de bijstelling van -€ 5 miljoen is klein.", "movement", ["decrease"]),
        ("Het saldo daalt door een mutatie van -/- € 5 miljoen.", "movement", ["decrease"]),
    ),
    "per.no_noun": (
        ("Er is € 300 per gevaccineerde beschikbaar.", "per", ["gevaccineerde"]),
        ("De vergoeding van € 300 per werkende is hoog.", "per", ["werkende"]),
    ),
    "precision.after_at_most": (
        ("Het gaat om € 5 miljoen of minder.", "precision", ["at_most"]),
        ("De boete is € 500 als maximum.", "precision", ["at_most"]),
    ),
    "precision.comparing": (("Dat is € 5 miljoen meer dan € 4 miljoen.", "precision", ["exact", "exact"]),),
    "change.verbs": (
        ("Het budget gaat van € 3 tot € 5 miljoen.", "value", [3_000_000, 5_000_000]),
        ("De kosten ontwikkelen zich van € 3 tot € 5 miljoen.", "value", [3_000_000, 5_000_000]),
    ),
}


@pytest.mark.parametrize(("text", "attribute", "expected"), [told for lists in _TOLD.values() for told in lists])
def test_a_list_that_few_letters_need_tells_in_a_plain_sentence(text: str, attribute: str, expected: object) -> None:
    assert [getattr(amount, attribute) for amount in _amounts(text)] == expected
