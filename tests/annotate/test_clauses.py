import pytest

from kamerbrief.annotate import Kind, Standing, Tense, annotate, clause_at
from tests.annotate.clause_markup import groups, trimmed, unmarked

_SENTENCES = [
    pytest.param(sentence, marks=[pytest.mark.xfail(strict=True)] if group["about"] == "not yet" else [])
    for group in groups("clauses")
    for sentence in group["sentences"]
]


@pytest.mark.parametrize("marked", _SENTENCES)
def test_a_sentence_is_divided_into_the_clauses_that_are_marked(marked):
    text, wanted = unmarked(marked)
    found = [(clause.kind, trimmed(text, clause.start, clause.end)) for clause in annotate(text)]
    assert found == wanted


def test_the_set_is_as_large_as_it_says():
    assert len(_SENTENCES) >= 150


@pytest.mark.parametrize("marked", [param.values[0] for param in _SENTENCES])
def test_every_word_is_of_one_clause(marked):
    text, _ = unmarked(marked)
    held = [place for clause in annotate(text) for start, end in clause.own for place in range(start, end)]
    assert len(held) == len(set(held))
    words = {place for place, sign in enumerate(text) if sign.isalnum()}
    assert words <= set(held)


def test_a_clause_leaves_out_the_one_within_it():
    text = "De regels die nu gelden, volstaan niet."
    outer, inner = annotate(text)
    assert [text[start:end] for start, end in outer.own] == ["De regels", "volstaan niet"]
    assert inner.hangs_on == 0
    assert clause_at(text, text.index("nu")) == inner


def test_a_clause_before_its_main_clause_hangs_on_that():
    before, main = annotate("Omdat de regels niet volstaan, neem ik dit over.")
    assert (before.hangs_on, main.hangs_on) == (1, None)


@pytest.mark.parametrize(
    ("text", "lemma", "passive", "tense", "subject"),
    [
        ("Deze aanbeveling neem ik over.", "overnemen", False, Tense.PRESENT, "ik"),
        ("Deze aanbeveling neemt het kabinet over.", "overnemen", False, Tense.PRESENT, "het kabinet"),
        ("De aanbeveling wordt overgenomen.", "overnemen", True, Tense.PRESENT, "De aanbeveling"),
        ("De aanbeveling is overgenomen.", "overnemen", True, Tense.PERFECT, "De aanbeveling"),
        ("De uitgaven zijn gestegen.", "stijgen", False, Tense.PERFECT, "De uitgaven"),
        ("In mei zal ik uw Kamer informeren.", "informeren", False, Tense.FUTURE, "ik"),
        ("Het budget zou moeten worden verhoogd.", "verhogen", True, Tense.WOULD, "Het budget"),
        (
            "De minister van Financiën stelt in 2026 geld beschikbaar.",
            "beschikbaar stellen",
            False,
            Tense.PRESENT,
            None,
        ),
        ("Ik ben voornemens de motie uit te voeren.", "uitvoeren", False, Tense.PRESENT, "Ik"),
        ("Het kabinet nam de aanbeveling toen over.", "overnemen", False, Tense.PAST, "Het kabinet"),
        ("Ik houd uw Kamer op de hoogte.", "op de hoogte houden", False, Tense.PRESENT, "Ik"),
        ("Versterk gemeenten in hun rol.", "versterken", False, Tense.PRESENT, None),
        ("Ik ga in op de vragen.", "ingaan", False, Tense.PRESENT, "Ik"),
        ("De evaluatie wordt ter hand genomen.", "ter hand nemen", True, Tense.PRESENT, "De evaluatie"),
        # A participle behind the infinitive is not what is done: no helping verb goes with it.
        (
            "In mei zult u het verslag ontvangen met daaraan gekoppeld een overzicht per haven.",
            "ontvangen",
            False,
            Tense.FUTURE,
            "u",
        ),
        ("Wij zullen met de betrokken veerdiensten praten.", "praten", False, Tense.FUTURE, "Wij"),
        # A participle in a noun phrase is no verb, and what is denied of a noun is not denied of the clause.
        (
            "De veerdienst wordt onder de aandacht gebracht bij nog niet aangesloten gemeenten.",
            "brengen",
            True,
            Tense.PRESENT,
            "De veerdienst",
        ),
        ("Er is daarvoor ruimte bij alle betrokken havens.", "zijn", False, Tense.PRESENT, None),
        ("De inspecties zijn voorzien eind 2027.", "voorzien", True, Tense.PERFECT, None),
        ("Op dat moment wordt met de reder het vaarplan bekeken.", "bekijken", True, Tense.PRESENT, None),
        ("De dienstregeling zal in mei vastgesteld kunnen worden.", "vaststellen", True, Tense.FUTURE, None),
    ],
)
def test_the_verb_group_of_a_clause(text, lemma, passive, tense, subject):
    (clause,) = annotate(text)
    assert (clause.lemma, clause.passive, clause.tense) == (lemma, passive, tense)
    assert Standing.DENIED not in clause.standings
    if subject:
        assert clause.subject
        assert text[slice(*clause.subject)] == subject


def test_an_infinitive_beside_the_verb_gives_its_class_too():
    (clause,) = annotate("Ik heb besloten de aanbeveling over te nemen.")
    assert clause.lemma == "besluiten"
    assert clause.has("adopt")
    assert clause.has("decide")


def test_the_particle_is_where_it_stands():
    text = "Ik neem de aanbeveling van de raad over."
    (clause,) = annotate(text)
    assert clause.finite
    assert clause.finite.particle
    assert text[slice(*clause.finite.particle)] == "over"


def test_an_infinitive_behind_a_stranded_preposition_is_the_verb():
    (clause,) = annotate("Ik kan daar nu niet op vooruitlopen.")
    assert clause.lemma == "vooruitlopen"


def test_a_joined_clause_without_a_subject_has_none_of_its_own():
    _, joined = annotate("Ik kan dit niet beloven, maar informeer uw Kamer in oktober.")
    assert joined.lemma == "informeren"
    assert joined.subject is None


def test_a_preposition_is_no_particle():
    (clause,) = annotate("Ik neem in mei een besluit over de toeslag.")
    assert clause.lemma == "nemen"


def test_a_question_of_its_own_asks():
    assert [clause.asks for clause in annotate("Kunt u toelichten waarom dit is afgeschaft?")] == [True, False]


def test_a_text_without_words_has_no_clauses():
    assert annotate("") == ()
    assert annotate(" … ") == ()


def test_another_language_has_no_dutch_verbs():
    (clause,) = annotate("The Minister will send this report to the House and is to be heard.")
    assert clause.kind is Kind.FRAGMENT
    assert clause.lemma == ""
