"""Limits of time and memory on one letter, in a batch and in the command for one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kamerbrief.batch import run_batch
from kamerbrief.cli import app
from kamerbrief.contract import WarningCode
from kamerbrief.errors import LimitError
from kamerbrief.ledger import Outcome
from kamerbrief.limits import bounded
from kamerbrief.pipeline import extract
from kamerbrief.reading.lookalikes import as_taken_for
from kamerbrief.settings import Settings, settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from kamerbrief.views.html import render_html

LETTER = "Betreft Veren\n\nGeachte voorzitter,\n\nVoor de veren is in 2026 {} beschikbaar.\n"


def test_extract_has_the_time_limit_of_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        while True:
            time.sleep(0.01)

    (tmp_path / "lang.txt").write_text(LETTER.format("€ 3 miljoen"), encoding="utf-8")
    monkeypatch.setattr("kamerbrief.pipeline.extract", endless)
    monkeypatch.setenv("KAMERBRIEF_MAX_SECONDS", "0.2")
    settings.cache_clear()
    try:
        told = CliRunner().invoke(app, ["extract", str(tmp_path / "lang.txt")])
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert told.exit_code == 3
    assert told.stderr == (
        "kamerbrief: lang.txt: reading takes longer than 0.2 seconds (raise KAMERBRIEF_MAX_SECONDS)\n"
    )


def in_a_thread(work: Callable[[], object]) -> object:
    """What a function returns, or the error that it raises, in another thread than the main one."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        return future.exception(60) or future.result()


def endless() -> None:
    while True:
        with suppress(ValueError):
            time.sleep(0.01)


def here(work: Callable[[], object]) -> object:
    """The same in this thread."""
    try:
        return work()
    except Exception as error:
        return error


def test_a_clock_in_a_thread_leaves_nothing_behind_that_python_looks_for() -> None:
    """Up to Python 3.12 an error that is taken back is looked for for ever, and a traced call then never begins."""
    program = (
        "import sys, threading\n"
        "from kamerbrief.limits import bounded\n"
        "from kamerbrief.settings import Settings\n"
        "thread = threading.Thread(target=lambda: bounded(Settings(), 'brief.txt', lambda: 1))\n"
        "thread.start(); thread.join()\n"
        "sys.settrace(lambda *told: None)\n"
        "print((lambda: 'begun')())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "begun\n"


@pytest.mark.parametrize("where", [here, in_a_thread])
def test_what_takes_too_long_is_stopped(where: Callable[[Callable[[], object]], object]) -> None:
    told = where(lambda: bounded(Settings(max_seconds=0.2), "lang.txt", endless))
    assert isinstance(told, LimitError)
    assert str(told) == "lang.txt: reading takes longer than 0.2 seconds (raise KAMERBRIEF_MAX_SECONDS)"


@pytest.mark.parametrize("where", [here, in_a_thread])
def test_an_alarm_that_code_passes_over_rings_again(where: Callable[[Callable[[], object]], object]) -> None:
    rung = []

    def deaf() -> None:
        while len(rung) < 2:
            try:
                endless()
            except LimitError as error:
                rung.append(error)

    assert where(lambda: bounded(Settings(max_seconds=0.05), "doof.txt", deaf)) is None
    assert len(rung) == 2


@pytest.mark.parametrize("where", [here, in_a_thread])
def test_an_alarm_never_rings_after_the_letter_it_is_for(where: Callable[[Callable[[], object]], object]) -> None:
    def many() -> int:
        done = 0
        for number in range(400):
            with suppress(LimitError):
                # About as long as is allowed, so that the alarm rings before, at and after the end.
                bounded(Settings(max_seconds=0.001), "kort.txt", partial(time.sleep, number * 5e-6))
            done += 1
        # An alarm that goes on would ring again within this.
        time.sleep(1.2)
        return done

    assert where(many) == 400


def test_memory_is_bounded_and_given_back() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(LimitError, match=r"brief\.txt: reading takes more than 4000000000 bytes"):
        bounded(Settings(max_memory=4_000_000_000), "brief.txt", lambda: bytearray(5_000_000_000))
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_letter_that_takes_too_much_memory_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hungry(path: Path, config: Settings) -> object:
        if path.stem == "groot":
            bytearray(2 * config.max_memory)
        return extract(path, config=config)

    for name in ("groot", "klein"):
        (tmp_path / f"{name}.txt").write_text(LETTER.format("€ 3 miljoen"), encoding="utf-8")
    monkeypatch.setattr("kamerbrief.pipeline.extract", hungry)
    summary = run_batch(local_files([tmp_path]), Store(tmp_path / "out", Settings(workers=1)), "r1")
    assert (summary.counts[Outcome.NEW], summary.counts[Outcome.FAILED]) == (1, 1)
    assert "KAMERBRIEF_MAX_MEMORY" in (summary.failed[0].error or "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs a system that tells a program's own peak")
def test_text_without_ends_of_sentences_takes_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "letters.txt"
    path.write_text("a\n" * 100_000, encoding="utf-8")
    # VmHWM is of this program alone; ru_maxrss would still hold that of the tests' process which started it.
    measure = (
        "import pathlib, sys; from kamerbrief.pipeline import extract; extract(sys.argv[1]);"
        "print(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", measure, path], check=True, capture_output=True)
    assert int(done.stdout) < 1_000_000


@pytest.mark.parametrize(
    "printed",
    [
        "€ ١٢ miljoen",
        "€ １２ miljoen",
        "€ 𝟏𝟐 miljoen",
        "€ 1\u200b2 miljoen",
        "€ \u202a12\u202c miljoen",
        "Є 12 miljoen",
        "₠ 12 miljoen",
        "\u00a4 12 miljoen",
        "€ 12\x00 miljoen",
        "€ ١٢٫٠ miljoen",
        "€ ١٢٬٠٠٠٬٠٠٠",
        "\u202eneojlim 21 €\u202c",
    ],
)
def test_odd_signs_are_read_as_a_reader_would(tmp_path: Path, printed: str) -> None:
    path = tmp_path / "veren.txt"
    path.write_text(LETTER.format(printed), encoding="utf-8")
    found = extract(path)
    (amount,) = found.amounts
    assert (amount.value, amount.currency) == (12_000_000, "EUR")
    assert found.text[amount.evidence.start : amount.evidence.end] == amount.evidence.text
    page = render_html(found)
    assert not {"\x00", "\u202a", "\u202e", "\u200b"} & set(page)
    page.encode()


@pytest.mark.parametrize(
    "printed",
    [
        "€ 12 mil\u0458oen",
        "€ 12 \u043cilj\u043e\u0435n",
        "€ 12 m\u0456ljoen",
        "€ 12 milj\u03bfen",
        "€ 12 m\u2170ljoen",
        "€ 12 ｍｉｌｊｏｅｎ",
        "€ 12 \u043cln",
        "12 milj\u043een \u0435uro",
        "\u0415UR 12 miljoen",
        "€ 12.\u041e\u041e\u043e.\u03bf\u039f0",
        "€ 12\u201a0 miljoen",
        "€ 12,\u041e miljoen",
    ],
)
def test_letters_that_pass_for_others_are_read_as_a_reader_would(tmp_path: Path, printed: str) -> None:
    path = tmp_path / "veren.txt"
    path.write_text(LETTER.format(printed), encoding="utf-8")
    found = extract(path)
    (amount,) = found.amounts
    assert (amount.value, amount.currency) == (12_000_000, "EUR")
    assert found.text[amount.evidence.start : amount.evidence.end] == amount.evidence.text
    assert amount.evidence.text.replace("€", "").isascii()
    assert found.warnings == []


@pytest.mark.parametrize("word", ["письмо", "Ελλάδα", "µg", "kΩ", "ΔT", "α-synucleïne", "Işık", "Łódź", "IJmuiden"])
def test_words_of_other_alphabets_and_units_stay_as_they_are(word: str) -> None:
    assert as_taken_for(f"de {word} van") == f"de {word} van"


@pytest.mark.parametrize(
    ("printed", "currencies"),
    [
        ("￥ 12 miljoen", ["JPY"]),
        ("12 miljoen ￥", ["JPY"]),
        ("￡ 12 miljoen", ["GBP"]),
        ("＄ 12 miljoen", ["USD"]),
        ("₺ 12 miljoen", ["TRY"]),
        ("₽ 12 miljoen", []),
        ("12 miljoen ₿", []),
    ],
)
def test_money_in_another_sign_is_never_in_euros(tmp_path: Path, printed: str, currencies: list[str]) -> None:
    path = tmp_path / "veren.txt"
    path.write_text(LETTER.format(printed), encoding="utf-8")
    assert [amount.currency for amount in extract(path).amounts] == currencies


def test_lone_surrogates_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "veren.txt"
    path.write_bytes(LETTER.format("€ 12 mil\ud800joen").encode("utf-8", "surrogatepass"))
    found = extract(path)
    assert found.to_json().encode()
    assert render_html(found).encode()
    assert [one.code for one in found.warnings] == [WarningCode.DAMAGED_CHARACTERS]
    # The rest is read as what it is, however little else tells that this is UTF-8.
    assert "€ 12 mil\ufffdjoen" in found.text


@pytest.mark.parametrize("piece", ["Dit kost € 3,5 miljoen in 2026. ", "€ 3,5 miljoen ", "€3.500.000;"])
def test_a_paragraph_without_end_is_read_in_parts_and_loses_no_euro(
    piece: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KAMERBRIEF_MAX_BLOCK", "1000")
    settings.cache_clear()
    file = tmp_path / "letter.txt"
    count = 3_000 // len(piece)
    file.write_text(f"Geachte voorzitter,\n\n{piece * count}", encoding="utf-8")
    try:
        found = extract(file)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert [amount.value for amount in found.amounts] == [3_500_000] * count
    assert max(block.end - block.start for block in found.blocks) <= 1000
    (told,) = [one for one in found.warnings if one.code == WarningCode.BLOCK_CUT]
    assert told.params["count"] == len(found.blocks) - 1
