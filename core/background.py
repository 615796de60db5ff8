"""Work in a thread of its own, that can be watched and stopped."""

import threading
from collections.abc import Callable


class Background:
    """A daemon thread running `work(stop)`; `stop()` asks it to end, `wait()` waits until it has."""

    def __init__(self, work: Callable[[threading.Event], None], name: str) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=work, args=(self._stop,), name=name, daemon=True)

    def begin(self) -> None:
        """Start the work."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the work to end soon; what it found is kept."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the work is done, or for so long; whether it is done."""
        self._thread.join(seconds)
        return self.done

    @property
    def done(self) -> bool:
        """Whether the work is over."""
        return not self._thread.is_alive() and self._thread.ident is not None
