import pytest

from kamerbrief.annotate import Standing, annotate, clause_at
from tests.annotate.clause_markup import groups

_CASES = [case for name in ("polarity", "polarity_held_out") for group in groups(name) for case in group["cases"]]


def _clause(marked):
    """The sentence without its mark, and the clause that holds it."""
    text = marked.replace("{", "").replace("}", "")
    return text, clause_at(text, marked.index("{"))


@pytest.mark.parametrize(("marked", "wanted"), [case[:2] for case in _CASES])
def test_what_is_to_be_held_of_the_marked_clause(marked, wanted):
    _, clause = _clause(marked)
    assert [standing.value for standing in clause.standings] == ([] if wanted == "asserted" else wanted.split())


@pytest.mark.parametrize(("marked", "wanted", "words"), [case for case in _CASES if len(case) == 3])
def test_the_words_that_show_it(marked, wanted, words):
    text, clause = _clause(marked)
    qualifier = clause.qualifiers[-1]
    shown = (qualifier.by,) if qualifier.standing is Standing.REPORTED else qualifier.shown
    assert " ".join(text[start:end] for start, end in shown) == words


def test_the_set_is_as_large_as_it_says():
    total = sum(len(group["cases"]) for group in groups("polarity"))
    assert total >= 120
    elsewhere = [group for group in groups("polarity") if "another clause" in group["about"]]
    assert sum(len(group["cases"]) for group in elsewhere) >= 60
    decisions = [group for group in groups("polarity") if group["about"].startswith("decisions")]
    assert sum(len(group["cases"]) for group in decisions) >= 30
    (movements,) = [group for group in groups("polarity") if group["about"].startswith("movements")]
    assert sum(case[1] in ("denied", "cancelled") for case in movements["cases"]) >= 12
    assert sum(len(group["cases"]) for group in groups("polarity_held_out")) == 60


def test_a_clause_without_qualifiers_is_asserted():
    (clause,) = annotate("Ik neem de aanbeveling over.")
    assert clause.asserted
    assert clause.qualifier(Standing.DENIED) is None


def test_who_reports():
    text = "Het onderzoeksbureau concludeert dat de kosten stijgen."
    _, clause = annotate(text)
    reported = clause.qualifier(Standing.REPORTED)
    assert reported
    assert text[slice(*reported.by)] == "Het onderzoeksbureau"
