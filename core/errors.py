"""Every error that Footnote raises on purpose.

    FootnoteError
    ├── ReadError            a file could not be read
    │   ├── EmptyFile
    │   ├── UnknownKind      neither PDF, HTML nor text
    │   ├── DamagedFile      truncated, or its structure is broken
    │   ├── PasswordNeeded   encrypted; no password, or the wrong one
    │   ├── NoPages
    │   └── ReadLimit        over the limit of time, memory or pages
    ├── NotThere             what was asked for is not in the workspace
    │   ├── NoFilings        the library is empty, or nothing in it is meant
    │   ├── FilingNotFound
    │   ├── SessionNotFound
    │   └── MissingInputs    figures that a computation needs
    ├── CannotAsk            the question, as it stands, cannot be planned
    ├── NotComparable        a computation that would mislead: mixed units, a recast, a zero base
    ├── ProviderError        a model endpoint could not be reached or refused
    ├── LimitReached         steps, calls, tokens, cost or seconds of a run
    ├── Stopped              the user ended the run
    ├── BadSetting           a setting cannot be used, or not be changed here
    └── ExportError          a session could not be written or read back

A message names the filing and the page where there is one, and ends with the next step.
"""


class FootnoteError(Exception):
    """The root of the tree; its message can be shown to the user as it is."""


class ReadError(FootnoteError):
    """A file could not be read as a filing."""


class EmptyFile(ReadError):
    """The file has no bytes."""


class UnknownKind(ReadError):
    """The file's content is neither PDF, HTML nor text."""


class DamagedFile(ReadError):
    """The file is truncated or its structure is broken."""


class PasswordNeeded(ReadError):
    """The file is encrypted and no password, or a wrong one, was given."""


class NoPages(ReadError):
    """The file opens but holds no page."""


class ReadLimit(ReadError):
    """Reading went over a limit of time, memory or pages."""


class NotThere(FootnoteError):
    """What was asked for is not in the workspace."""


class NoFilings(NotThere):
    """The library holds no filing that could answer."""


class FilingNotFound(NotThere):
    """No filing bears this name or id."""


class SessionNotFound(NotThere):
    """No session bears this id."""


class MissingInputs(NotThere):
    """A computation lacks figures; `missing` are their names, with the period where one was asked for."""

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


class CannotAsk(FootnoteError):
    """The question cannot be planned as it stands."""


class NotComparable(FootnoteError):
    """The computation would mislead: mixed units, the two sides of a recast, a zero base."""


class ProviderError(FootnoteError):
    """A model endpoint could not be reached, or refused."""


class LimitReached(FootnoteError):
    """A run reached its limit of steps, calls, tokens, cost or seconds."""


class Stopped(FootnoteError):
    """The user ended the run."""


class BadSetting(FootnoteError):
    """A setting's value cannot be used, or it is not to be changed where it was tried."""


class ExportError(FootnoteError):
    """A session could not be exported or an export could not be opened."""
