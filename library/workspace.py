"""The workspace's folder: where files stand, the lock over writing, and the journal of what is half done."""

import json
import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from core.filings import Filing, Kind

ID_DIGITS = 16  # of a content's SHA-256, which are the filing's id
ENDINGS = {Kind.PDF: ".pdf", Kind.HTML: ".html", Kind.TEXT: ".txt"}


class Pending(NamedTuple):
    """What may be left over if the work is cut off: an index and the original's file name ("" for none)."""

    index_name: str
    original: str


class Workspace:
    """Paths under one folder, and the lock that one writer at a time holds, over threads and processes."""

    def __init__(self, home: Path) -> None:
        """Make the folder and its parts where they are missing."""
        self.home = home
        self.originals, self.bm25, self.vectors, self._journal = (
            home / part for part in ("originals", "bm25", "vectors", "journal")
        )
        for folder in (self.originals, self.bm25, self._journal):
            folder.mkdir(parents=True, exist_ok=True)
        self._threads = threading.Lock()
        self.id = self._read_id()

    def _read_id(self) -> str:
        # A file, not the path: a folder that is moved stays the workspace that it was.
        path = self.home / "workspace.id"
        if not path.exists():
            fresh = path.with_suffix(f".{secrets.token_hex(4)}")
            fresh.write_text(secrets.token_hex(6), encoding="ascii")
            with self.writing():
                if not path.exists():
                    fresh.rename(path)
            fresh.unlink(missing_ok=True)
        return path.read_text(encoding="ascii")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Wait until no other thread or process writes, then keep them out."""
        with self._threads, (self.home / "write.lock").open("wb") as file:
            _lock(file, wait=True)
            yield

    @contextmanager
    def writing_if_free(self) -> Iterator[bool]:
        """As `writing`, but without waiting: says whether the lock was had."""
        with self._threads, (self.home / "write.lock").open("wb") as file:
            yield _lock(file, wait=False)

    @contextmanager
    def pending(self, *work: Pending) -> Iterator[None]:
        """Note what is about to be written or removed; the note goes away when the block ends well.

        After an error or a crash the note stays, and `leftovers` names it until `settled`.
        """
        notes = [self._journal / f"{item.index_name}.json" for item in work]
        for note, item in zip(notes, work, strict=True):
            note.write_text(json.dumps(item), encoding="utf-8")
        yield
        for note in notes:
            note.unlink(missing_ok=True)

    def leftovers(self) -> Sequence[Pending]:
        """The notes of work that was cut off."""
        found = []
        for note in sorted(self._journal.glob("*.json")):
            try:
                found.append(Pending(*json.loads(note.read_text(encoding="utf-8"))))
            except ValueError:  # cut off while the note itself was written: nothing else was begun
                note.unlink(missing_ok=True)
        return found

    def settled(self, item: Pending) -> None:
        """Strike out a note."""
        (self._journal / f"{item.index_name}.json").unlink(missing_ok=True)

    def keep(self, original: Path, kept: str) -> None:
        """Copy a file into the workspace under the name that `kept_name` gave."""
        shutil.copyfile(original, self.originals / kept)


def _lock(file: IO[bytes], wait: bool) -> bool:
    """Lock an open file for this process, until it is closed; the system frees it where the process dies."""
    try:
        import fcntl
    except ImportError:
        return _lock_on_windows(file, wait)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(file: IO[bytes], wait: bool) -> bool:
    import msvcrt
    import sys
    import time

    if sys.platform != "win32":
        raise OSError("This system can lock no file; put the workspace on another.")
    while True:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        except OSError:
            if not wait:
                return False
            time.sleep(0.05)


def new_index_name(filing_id: str) -> str:
    """A name for a fresh index of a filing: never one used before, so that an old one stands until it is replaced."""
    return f"{filing_id}-{secrets.token_hex(4)}"


def may_be_kept(home: Path, sha256: str) -> bool:
    """Whether the workspace may have a filing of this content, told by its files alone: no database is opened."""
    return any((home / "originals").glob(f"{sha256[:ID_DIGITS]}.*"))


def kept_name(filing: Filing) -> str:
    """The file name under which an original is kept: never one that came from outside."""
    return f"{filing.id}{ENDINGS[filing.kind]}"
