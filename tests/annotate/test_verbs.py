import pytest

from kamerbrief.annotate import Form, find_verbs
from kamerbrief.annotate.verbs import forms_of, forms_of_lemma, readings, separable, stem_of
from kamerbrief.lexicon import load


@pytest.mark.parametrize(
    ("infinitive", "stem"),
    [
        ("maken", "maak"),
        ("zetten", "zet"),
        ("beloven", "beloof"),
        ("plaatsen", "plaats"),
        ("wijzigen", "wijzig"),
        ("bouwen", "bouw"),
        ("krijgen", "krijg"),
        ("subsidiëren", "subsidieer"),
        ("creëren", "creëer"),
        ("financieren", "financier"),
        ("informeren", "informeer"),
    ],
)
def test_the_stem_of_a_weak_verb(infinitive, stem):
    assert stem_of(infinitive) == stem


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("neemt", "nemen", Form.PRESENT),
        ("overneemt", "overnemen", Form.PRESENT),
        ("overgenomen", "overnemen", Form.PARTICIPLE),
        ("nam", "nemen", Form.PAST),
        ("geëvalueerd", "evalueren", Form.PARTICIPLE),
        ("geïnformeerd", "informeren", Form.PARTICIPLE),
        ("verhoogde", "verhogen", Form.INFLECTED),
        ("verhoogde", "verhogen", Form.PAST),
        ("bestede", "besteden", Form.INFLECTED),
        ("onderzocht", "onderzoeken", Form.PARTICIPLE),
        ("toegezegd", "toezeggen", Form.PARTICIPLE),
        ("zegde", "zeggen", Form.PAST),
        ("voorbereid", "voorbereiden", Form.PARTICIPLE),
        ("volstaat", "volstaan", Form.PRESENT),
        ("verbeterde", "verbeteren", Form.PAST),
        ("beëindigd", "beëindigen", Form.PARTICIPLE),
        ("teruggedraaid", "terugdraaien", Form.PARTICIPLE),
        ("zou", "zullen", Form.PAST),
    ],
)
def test_a_form_is_known(word, lemma, form):
    assert (lemma, form) in {(reading.verb.lemma, reading.form) for reading in readings(word)}


@pytest.mark.parametrize("word", ["genomd", "gegeefd", "geoverneemd", "informert", "gebesproken", "verhoogdt"])
def test_no_form_is_made_against_the_rules(word):
    assert readings(word) == ()


def test_an_infinitive_takes_te_and_its_particle_along():
    text = "Ik vraag u dit over te nemen."
    verb = find_verbs(text)[-1]
    assert text[verb.start : verb.end] == "over te nemen"
    assert verb.te
    assert {reading.verb.lemma for reading in verb.readings} == {"overnemen"}


def test_person_and_number_where_they_are_sure():
    (reading,) = [one for one in readings("heeft") if one.finite]
    assert (reading.verb.lemma, reading.number, reading.person) == ("hebben", "singular", 3)


def test_derived_verbs_have_the_classes_of_their_own_line():
    adopted = separable("over", "nemen")
    assert adopted
    assert "adopt" in adopted.classes
    assert separable("onder", "nemen") is None


def test_no_verb_is_listed_twice_in_a_class_and_every_base_is_used():
    words = load("verbs")
    for name, verbs in words["classes"].items():
        assert len(verbs) == len(set(verbs)), name
    listed = {
        verb.split("+")[-1].replace("-", "").replace("|", "") for verbs in words["classes"].values() for verb in verbs
    }
    parts = {
        part for verbs in words["classes"].values() for verb in verbs for part in verb.replace("+", "-").split("-")
    }
    assert sorted(base for base in words["strong"] if base not in listed | parts) == []


def test_the_words_without_which_no_verb_of_a_class_stands_anywhere():
    found = forms_of("advise")
    assert {"adviseert", "beveelt", "aanbevolen", "raadt"} <= found
    assert "overneemt" not in found
    assert {"geeft", "meegegeven"} <= forms_of_lemma("meegeven")
    assert "aangegeven" not in forms_of_lemma("meegeven")
