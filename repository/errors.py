"""The one shape of every error that a person sees: what happened, and what to do next."""

from __future__ import annotations


class LibraryError(Exception):
    """Something a person can act on.

    `message` says what happened and names the file or field; `advice` says what to do next;
    `exit_code` is what the command line ends with (1: the run failed, 2: wrong usage).
    """

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class WrongUsage(LibraryError):
    """A setting, an argument or an input file is not of the form asked for."""

    exit_code = 2


class NotInLibrary(LibraryError):
    """No record with that id."""

    exit_code = 1


class NotAllowed(LibraryError):
    """The record's state forbids what was asked."""

    exit_code = 1
