"""Errors for people: one line that says what is wrong, where, and what to do."""

from __future__ import annotations

import errno

#: What a user can do about trouble with a file.
_REMEDIES = {
    errno.ENOSPC: "free some space on its disk, or name another place",
    errno.EDQUOT: "free some space on its disk, or name another place",
    errno.EROFS: "its disk is for reading only: name another place",
    errno.EACCES: "ask for the right to it, or name another place",
}


def said_of(error: OSError) -> str:
    """Trouble with a file in one line: where, what, and what to do about it where that is known."""
    if error.strerror is None:
        return str(error)
    place, remedy = error.filename or "", _REMEDIES.get(error.errno or 0, "")
    return "".join([f"{place}: " if place else "", error.strerror, f"; {remedy}" if remedy else ""])


class KamerbriefError(Exception):
    """Base of every error that the program reports in one line."""


class SettingsError(KamerbriefError):
    """A setting cannot be what it is; the message names each such setting and says what it can be."""


class ReadError(KamerbriefError):
    """A file could not be read as a letter.

    ``problem`` says what is wrong, ``hint`` what the user can do about it; both without the file's name, which
    ``filename`` carries.
    """

    def __init__(self, filename: str, problem: str, hint: str = "") -> None:
        self.filename = filename
        # What a library says may run over several lines.
        self.problem = " ".join(problem.split())
        self.hint = hint
        super().__init__(f"{filename}: {self.problem}" + (f" ({hint})" if hint else ""))


class LimitError(ReadError):
    """A file asks for more than the limits in the settings allow."""


class FaultError(KamerbriefError):
    """The program itself is at fault; made of the error that nobody expected, ``at`` says in which of its lines.

    ``name`` is the file that was read meanwhile, where one was.
    """

    def __init__(self, name: str, error: BaseException, at: str) -> None:
        said = ": ".join(part for part in (type(error).__name__, " ".join(str(error).split())) if part)
        where = f"{name}: " if name else ""
        super().__init__(
            f"{where}a fault of the program ({said}; {at}); please report it, KAMERBRIEF_STRICT=1 shows all of it"
        )


class LexiconError(KamerbriefError):
    """A word list cannot be used, or its lists do not agree; the message names the file and the entry."""


class ModelError(KamerbriefError):
    """A spaCy pipeline could not be loaded or does not have what kamerbrief needs."""


class SourceError(KamerbriefError):
    """A source of letters could not be asked, or did not answer as it should.

    ``passing`` is true for what may go by itself (a broken connection, a server that is busy).
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        self.passing = passing
        super().__init__(message)


class UnlikeFileError(SourceError):
    """A fetched file is not what its source announced, such as an error page or another size."""

    def __init__(self, message: str) -> None:
        super().__init__(message, passing=True)


class StoreError(KamerbriefError):
    """The store cannot do what is asked: two sources claim one id, another run holds it, or it knows no such letter."""


class FieldError(StoreError):
    """A value that an attribute of a fact cannot have; ``field`` names it (``period.from_year`` for a part).

    ``code`` and ``params`` say the same as ``problem`` for who words it in another language.
    """

    def __init__(self, field: str, problem: str, code: str, *params: object) -> None:
        self.field = field
        self.problem = problem
        self.code = code
        self.params = params
        super().__init__(f"{field}: {problem}")


class UnusableStoreError(StoreError):
    """Nothing can be kept at all (a full disk, a ledger that is locked or damaged): a run ends here.

    Other errors of a store concern one letter, and a run goes on with the next.
    """
