"""The corpus, the recipe's parts, and the pipeline that ships with the package."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.pipeline import EntityRecognizer

from kamerbrief.errors import ModelError, ReadError
from kamerbrief.facts.entities import find_entities
from kamerbrief.language.analysis import analyse
from kamerbrief.language.gazetteer import clues_of, places_of
from kamerbrief.language.model import BUNDLED, load_model
from kamerbrief.language.tokenizer import letter_tokenizer
from kamerbrief.quality.scoring import score
from kamerbrief.quality.sentence_markup import Sentence, mark, parse, read_sentences
from kamerbrief.training.augmentation import cropped, decorated, exchanged, from_templates, shape
from kamerbrief.training.ner import fits
from kamerbrief.training.sentences import corpus
from tests.letters import letter_of


@pytest.fixture(scope="module")
def tokens() -> spacy.language.Language:
    nlp = spacy.blank("nl")
    nlp.tokenizer = letter_tokenizer()(nlp)
    return nlp


def test_markup_reads_and_writes() -> None:
    line = "De motie-[Grinwis|PER] over [ESA|ORG]-programma's in [Den Haag|LOC]."
    sentence = parse(line)
    assert sentence.text == "De motie-Grinwis over ESA-programma's in Den Haag."
    assert [sentence.text[s:e] for s, e, _ in sentence.entities] == ["Grinwis", "ESA", "Den Haag"]
    assert mark(sentence) == line


@pytest.mark.parametrize("line", ["[Piet|MAN] liep", "een [haak zonder eind", "een | streep"])
def test_wrong_markup_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(line)


def test_the_corpus_is_large_enough_fits_the_tokens_and_keeps_its_splits_apart(
    tokens: spacy.language.Language,
) -> None:
    splits = {split: list(corpus(split)) for split in ("train", "dev", "test")}
    assert sum(map(len, splits.values())) >= 1500
    texts = [sentence.text for sentences in splits.values() for sentence in sentences]
    long = [text for text in texts if len(text) > 70]
    assert len(set(long)) == len(long)
    misfits = [sentence.text for sentences in splits.values() for sentence in sentences if not fits(tokens, sentence)]
    assert misfits == []


def test_augmentation_keeps_marks_on_whole_names_and_is_repeatable(tokens: spacy.language.Language) -> None:
    sentences = [parse("[Anna de Wit|PER] sprak in [Zwolle|LOC] namens [TNO|ORG] over de [Omgevingswet|MISC].")]
    first, again = (list(exchanged(sentences, 40, seed=3)) for _ in range(2))
    assert first == again
    assert len({sentence.text for sentence in first}) > 20
    for sentence in first:
        assert [label for *_, label in sentence.entities] == ["PER", "LOC", "ORG", "MISC"]
        assert all(not sentence.text[s:e].startswith(" ") and sentence.text[s:e] for s, e, _ in sentence.entities)
    filled = list(from_templates(seed=1))
    assert sum(fits(tokens, sentence) for sentence in filled) > 0.97 * len(filled)


def test_cropped_sentences_begin_with_a_capital_and_no_part_of_a_name() -> None:
    crops = list(cropped([parse("Hierover sprak [Anna de Wit|PER] met bewoners van [Zwolle|LOC].")], seed=1))
    assert crops
    assert all(crop.text[0].isupper() for crop in crops)
    assert all(crop.text[s:e] in ("Anna de Wit", "Zwolle") for crop in crops for s, e, _ in crop.entities)


def test_decorated_sentences_keep_their_marks() -> None:
    sentences = [parse("Zie het rapport '[Anders kijken|MISC]' van [Anna de Wit|PER] over [Zwolle|LOC].")] * 60
    printed = list(decorated(sentences, seed=1))
    assert len({sentence.text for sentence in printed}) > 10
    names = {tuple(sentence.text[s:e] for s, e, _ in sentence.entities) for sentence in printed}
    assert names == {("Anders kijken", "Anna de Wit", "Zwolle")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De leden Sneller (D66) en Helder (BBB) vroegen hiernaar.", {("Sneller", "PER"), ("Helder", "PER")}),
        ("Wij lezen het advies ‘Niet alles kan overal’ met waardering.", {("Niet alles kan overal", "MISC")}),
        ("Kent u het bericht ‘Burgemeester sluit twee panden’?", set()),
        ("Het Ministerie van IenW voert dit uit.", {("Ministerie van IenW", "ORG")}),
        ("Ontkalken van leidingen kost tijd.", set()),
        ("De Commissie komt met een voorstel.", set()),
        ("Okt 2026", set()),
        ("T 070 123 45 67", set()),
        ("Retouradres Postbus 20301 2500 EH Den Haag", {("Den Haag", "LOC")}),
        ("Het overleg met het Havenschap Moerdijk (HM) liep uit; de HM was akkoord.", {("HM", "ORG")}),
        ("De begroting van Kourou (EZ) is vastgesteld.", {("EZ", "ORG")}),
    ],
)
def test_what_stands_beside_a_name_tells_what_it_is(text: str, expected: set[tuple[str, str]]) -> None:
    found = {(ent.text, ent.label_) for ent in load_model()(text).ents}
    assert expected <= found
    assert expected or not found


@pytest.mark.parametrize(
    ("name", "label", "sort"),
    [("TNO", "ORG", "ORG short"), ("A.B. de Wit", "PER", "PER initials"), ("Van der Plas", "PER", "PER prefix")],
)
def test_sorts_of_names(name: str, label: str, sort: str) -> None:
    assert shape(name, label) in (sort, "PER full")


def test_scoring_counts_exact_spans_and_labels() -> None:
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Zwolle"}, {"label": "ORG", "pattern": "Utrecht"}])
    sentences = [Sentence("Van Zwolle naar Utrecht.", ((4, 10, "LOC"), (16, 23, "LOC")))]
    report = score(nlp, sentences)
    assert (report.overall.right, report.overall.wrong, report.overall.missed) == (1, 1, 1)
    assert report.labels["LOC"].recall == 0.5
    assert report.mistakes[0][1:] == (["Utrecht (LOC)"], ["Utrecht (ORG)"])


def test_sentences_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "zinnen.jsonl"
    path.write_text(json.dumps({"text": "In Zwolle.", "entities": [[3, 9, "LOC"]]}) + "\n", encoding="utf-8")
    assert read_sentences(path) == [Sentence("In Zwolle.", ((3, 9, "LOC"),))]
    path.write_text('{"text": "In Zwolle.", "entities": [[3, 99, "LOC"]]}\n', encoding="utf-8")
    with pytest.raises(ReadError, match=r"zinnen\.jsonl:1: an entity lies outside its text"):
        read_sentences(path)


def test_a_pipeline_that_is_not_there_or_has_no_ner_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="could not be loaded"):
        load_model("nl_bestaat_niet")
    spacy.blank("nl").to_disk(tmp_path / "leeg")
    with pytest.raises(ModelError, match="no named entity recogniser"):
        load_model(str(tmp_path / "leeg"))


def test_a_pipeline_for_another_spacy_is_a_clear_error(tmp_path: Path) -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("ner")
    nlp.initialize()
    nlp.to_disk(tmp_path / "oud")
    meta = json.loads((tmp_path / "oud" / "meta.json").read_text(encoding="utf-8"))
    (tmp_path / "oud" / "meta.json").write_text(
        json.dumps(meta | {"spacy_version": ">=2.3.0,<2.4.0"}), encoding="utf-8"
    )
    with pytest.raises(ModelError, match="is made for spaCy"):
        load_model(str(tmp_path / "oud"))


def test_the_bundled_pipeline_finds_names_and_their_abbreviations() -> None:
    nlp = load_model()
    assert nlp.meta["name"] == "kamerbrief"
    assert BUNDLED == "nl_kamerbrief"
    letter = letter_of(
        "In Brussel sprak de minister van Defensie met het Netherlands Space Office (NSO).",
        "Daarna gaf NSO uitleg aan de gemeente Westerwolde.",
        "Waarom duurt dit zo lang?",
    )
    found = [(entity.evidence.text, entity.label.value) for entity in find_entities(analyse(letter, nlp))]
    assert ("Brussel", "LOC") in found
    assert ("Defensie", "ORG") in found
    assert found.count(("NSO", "ORG")) == 2
    assert ("Westerwolde", "LOC") in found
    assert not [text for text, _ in found if text.startswith(("In", "Daarna", "Waarom"))]


def test_clues_stand_in_an_extension_and_leave_tags_and_lemmas_as_they_were() -> None:
    nlp = load_model()
    words = ["Volgens", "TNO", "kan", "dit", "."]
    doc = spacy.tokens.Doc(nlp.vocab, words=words, tags=["VZ", "SPEC", "WW", "VNW", "LET"], lemmas=list("abcde"))
    assert clues_of(doc) == ()
    for name in nlp.pipe_names:
        doc = nlp.get_pipe(name)(doc)
    assert [token.tag_ for token in doc] == ["VZ", "SPEC", "WW", "VNW", "LET"]
    assert [token.lemma_ for token in doc] == list("abcde")
    assert [clue.known for clue in clues_of(doc)][:3] == ["--ordinary-first", "BORG--new-", "-"]
    assert clues_of(doc)[0].ending == "lgens"
    assert [ent.text for ent in doc.ents] == ["TNO"]


def test_the_recogniser_reads_the_clues() -> None:
    nlp = load_model()
    embed = next(node for node in nlp.get_pipe("tok2vec").model.walk() if "columns" in node.attrs)
    without = nlp.make_doc("Volgens TNO kan dit.")
    rows, _ = embed([nlp.get_pipe("kamerbrief_gazetteer")(nlp.make_doc("Volgens TNO kan dit.")), without], False)
    assert [row.shape for row in rows] == [(5, 6)] * 2
    assert (rows[0][:, :4] == rows[1][:, :4]).all()
    assert rows[0][:, 4:].all()
    assert not rows[1][:, 4:].any()


#: A name at the end, one at the beginning, a long one, words far from any name, and a sentence without names.
_SENTENCES = (
    "Volgens de voorzitter van het bestuur is het niet zeker dat de plannen op tijd klaar zijn, aldus TNO in Den Haag.",
    "Zwolle, Anna de Wit en het Europees Fonds voor regionale ontwikkeling van de landelijke gebieden komen aan bod.",
    "Het Verdrag tot het vermijden van dubbele belasting en het voorkomen van het ontgaan van belasting geldt.",
    "In de brief van vorig jaar staat hoe dit onderzoek verder gaat.",
    "TNO",
)


def test_the_network_says_the_same_where_names_may_be_as_when_it_reads_all_words() -> None:
    nlp = load_model()
    model, gazetteer = nlp.get_pipe("tok2vec").model, nlp.get_pipe("kamerbrief_gazetteer")
    docs = [gazetteer(nlp.make_doc(text)) for text in _SENTENCES]
    embed, encode = model.layers
    whole = encode.predict(embed.predict(docs))
    read = model.predict(docs)
    assert [places_of(doc) for doc in docs[3:]] == [(), ((0, 1),)]
    assert any(start > 4 for start, _ in places_of(docs[0]))
    for doc, all_words, some in zip(docs, whole, read, strict=True):
        inside = [place for start, stop in places_of(doc) for place in range(start, stop)]
        outside = sorted(set(range(len(doc))) - set(inside))
        assert np.allclose(some[inside], all_words[inside], atol=1e-4)
        assert not some[outside].any()


def test_names_are_those_of_spacys_own_recogniser() -> None:
    nlp = load_model()
    steps = ("kamerbrief_sentences", "kamerbrief_gazetteer", "tok2vec")
    texts = [*_SENTENCES, " ".join(_SENTENCES), " De\tnota  Wonen en  Zorg ", *(s.text for s in corpus("dev"))]
    ours, theirs = ([nlp.make_doc(text) for text in texts] for _ in range(2))
    for docs in (ours, theirs):
        for doc in docs:
            for name in steps:
                nlp.get_pipe(name)(doc)
    ner = nlp.get_pipe("ner")
    # The network first, for all documents at once: spaCy's recogniser asks for what it said last.
    nlp.get_pipe("tok2vec").set_annotations(ours, nlp.get_pipe("tok2vec").predict(ours))
    ner.set_annotations(ours, ner.predict(ours))
    nlp.get_pipe("tok2vec").set_annotations(theirs, nlp.get_pipe("tok2vec").predict(theirs))
    EntityRecognizer.set_annotations(ner, theirs, EntityRecognizer.predict(ner, theirs))
    assert sum(len(doc.ents) for doc in ours) > 300
    names, spacys = ([[(e.start, e.end, e.label_) for e in doc.ents] for doc in docs] for docs in (ours, theirs))
    inside = [[e for e in found if _is_read(doc, e)] for doc, found in zip(theirs, spacys, strict=True)]
    assert names == inside


def _is_read(doc: spacy.tokens.Doc, name: tuple[int, int, str]) -> bool:
    """True for a name where names may be; elsewhere spaCy's recogniser sees zeros and says what it likes."""
    return any(start <= name[0] and name[1] <= stop for start, stop in places_of(doc))


def test_what_cannot_be_a_name_is_not_read_and_equal_sentences_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp, read = load_model(), list[str]()
    ner = nlp.get_pipe("ner")
    annotate = type(ner).set_annotations
    monkeypatch.setattr(
        type(ner),
        "set_annotations",
        lambda self, docs, found: (read.extend(d.text for d in docs), annotate(self, docs, found)),
    )
    letter = letter_of(
        "De brief van vorig jaar vertelt hoe dit onderzoek verder gaat.",
        "Dit gaat naar Zwolle.",
        "Subsidieregeling armoede en schulden kinderen.",
        "Agrarisch natuurbeheer",
        "Dit gaat naar Zwolle.",
        "Zwolle kreeg eerder ook al geld voor deze plannen.",
    )
    found = [entity.evidence for entity in find_entities(analyse(letter, nlp))]
    assert sorted(read) == [
        "Agrarisch natuurbeheer",
        "Dit gaat naar Zwolle.",
        "Subsidieregeling armoede en schulden kinderen.",
        "Zwolle kreeg eerder ook al geld voor deze plannen.",
    ]
    assert [evidence.block for evidence in found if evidence.text == "Zwolle"] == [
        letter.blocks[place].id for place in (1, 4, 5)
    ]
