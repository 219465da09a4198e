"""How long linking takes: ``python tests/benchmarks/following.py [LETTERS]``, 10,000 unless another number is given.

A store of invented dossiers of twenty letters each, of ten ministries; each letter promises, repeats, keeps, names
money and cites the one before. Measured: linking all, linking one new letter, the agenda. No test: machines are noisy.
"""

from __future__ import annotations

import datetime
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from kamerbrief.following.agenda import agenda  # noqa: E402
from kamerbrief.following.index import Links  # noqa: E402
from kamerbrief.store import Store  # noqa: E402
from tests.following.letters import letter  # noqa: E402

_MINISTRIES = ("EZ", "OCW", "VWS", "IenW", "LVVN", "SZW", "BZK", "JenV", "DEF", "FIN")
_A_DOSSIER = 20
_SUBJECT = (
    "zonneweides",
    "weidevogels",
    "dijken",
    "bermen",
    "kabels",
    "panelen",
    "vogels",
    "onderzoek",
    "geschikt",
    "aanleg",
)


def invented(number: int) -> tuple[str, dict[str, Any]]:
    """A letter of an invented dossier, made of one of the test letters by giving it other numbers, days and words."""
    chooser = random.Random(number)
    dossier, place = divmod(number, _A_DOSSIER)
    text = letter(chooser.choice(("start", "kaart", "geld"))).to_json()
    for word in _SUBJECT:  # another subject for each dossier, in as many letters, so that every place stays right
        text = text.replace(word, _other(word, dossier)).replace(word.capitalize(), _other(word, dossier).capitalize())
    x = json.loads(text)
    day = datetime.date(2024, 1, 8) + datetime.timedelta(days=45 * place + dossier % 40)
    head = x["letter"]
    head["dossiers"] = [{"number": str(40000 + dossier), "nr": str(place + 1)}]
    head |= {"date": day.isoformat(), "dossier": head["dossiers"][0], "id": f"kst-{40000 + dossier}-{place + 1}"}
    for sender in head["senders"]:
        sender["ministry"] = _MINISTRIES[dossier % len(_MINISTRIES)]
    for one in x["references"]:
        if one["number"] and place:
            one["number"] = f"{40000 + dossier}-{place}"
    for one in x["programmes"]:
        one["id"] = f"{one['id']}-{dossier // 4}"
    for one in x["amounts"]:
        one["programmes"] = [f"{name}-{dossier // 4}" for name in one["programmes"]]
    return head["id"], x


def _other(word: str, dossier: int) -> str:
    chooser = random.Random(f"{word} {dossier}")
    return "".join(chooser.choice("bdfgklmnprstv" if place % 2 else "aeiou") for place in range(len(word)))


def write(store: Store, number: int) -> None:
    """Puts a letter where the store publishes; without its ledger, which linking does not ask."""
    name, x = invented(number)
    folder = store.folder(name)
    folder.mkdir(parents=True)
    (folder / "extraction.json").write_text(json.dumps(x, ensure_ascii=False), encoding="utf-8")


def main(letters: int) -> None:
    """Prints what was measured."""
    with tempfile.TemporaryDirectory() as root:
        store = Store(Path(root))
        for number in range(letters):
            write(store, number)
        links = Links(store)
        begin = time.perf_counter()
        links.refresh()
        print(f"linking {letters} letters: {time.perf_counter() - begin:.1f} s")
        for number in (letters, letters + 7, letters + 7 * _A_DOSSIER + 3):
            write(store, number)
            begin = time.perf_counter()
            touched = links.refresh()
            print(f"linking one new letter: {1000 * (time.perf_counter() - begin):.0f} ms, {len(touched)} touched")
        begin = time.perf_counter()
        items = agenda(store, datetime.date(2026, 6, 1))
        print(f"the agenda: {time.perf_counter() - begin:.1f} s, {len(items)} promises")
        print(f"links: {sum(len(one.links) for one in links.all())}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
