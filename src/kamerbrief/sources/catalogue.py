"""The network sources by name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kamerbrief.errors import SourceError
from kamerbrief.settings import Settings
from kamerbrief.sources import Source
from kamerbrief.sources.bekendmakingen import Bekendmakingen
from kamerbrief.sources.http import Web
from kamerbrief.sources.tweedekamer import TweedeKamer, TweedeKamerFeed

_Maker = Callable[[Web, datetime.date | None], Source]
_MAKERS: dict[str, tuple[str, _Maker]] = {
    TweedeKamer.name: ("tweedekamer_url", lambda web, _since: TweedeKamer(web)),
    TweedeKamerFeed.name: ("tweedekamer_url", TweedeKamerFeed),
    Bekendmakingen.name: ("bekendmakingen_url", lambda web, _since: Bekendmakingen(web)),
}
NAMES = tuple(_MAKERS)
#: The name of the Tweede Kamer's own register, which gives no letters; see :mod:`kamerbrief.registering`.
REGISTER = "tweedekamer-register"


def known_source(name: str) -> None:
    """Raises SourceError for a name that no source has."""
    if name not in (*NAMES, REGISTER):
        raise SourceError(f"{name}: there is no such source; there are {', '.join((*NAMES, REGISTER))}")


@contextmanager
def network_source(name: str, config: Settings, since: datetime.date | None = None) -> Iterator[Source]:
    """The source of letters of this name, with a connection that is closed at the end.

    Raises SourceError for an unknown name.
    """
    known_source(name)
    if name == REGISTER:
        raise SourceError(f"{name}: this is no source of letters; those are {', '.join(NAMES)}")
    address, make = _MAKERS[name]
    with Web(getattr(config, address), config, hosts=frozenset(config.file_hosts.split())) as web:
        yield make(web, since)


@contextmanager
def register_web(config: Settings) -> Iterator[Web]:
    """A connection to the Tweede Kamer's own register, closed at the end."""
    with Web(config.tweedekamer_url, config) as web:
        yield web
