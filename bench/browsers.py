"""How long a page action takes with ten browsers at once on one server, beside one browser alone.

    python -m bench.browsers [FILE...] [--browsers 10] [--rounds 4] [--pause 5.0] [--address URL]

Each browser goes round by round through the pages as a person would, with a pause between two actions to look at what
came (seconds; from half to one and a half times as long): it asks a
question, opens a footnote, looks at the library, the sessions, the feedback and the settings. An action ends when what
was asked for is on the page. Prints medians, and on Linux the processor time that the server and the browsers used.
Without files the sample filings are read. Needs Debian's chromium and
requirements-dev.txt. The browsers run on the same machine as the server and take their share of it; where the server is
elsewhere, name its address.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Browser, Page, async_playwright

from bench.served import Served, served
from core.settings import Settings
from workbench import FileToRead, Workbench

ROOT = Path(__file__).resolve().parent.parent
PORT = 8754
QUESTION = "Compare and contrast revenue between quarters"
PATIENCE = 120_000.0
VIEW = {"width": 1366, "height": 900}


class Timed(NamedTuple):
    """An action, and the seconds it took."""

    action: str
    seconds: float


class Person:
    """One browser and what is done in it."""

    def __init__(self, page: Page, pause: float, number: int) -> None:
        self._page, self._pause, self._number = page, pause, number
        self.timed: list[Timed] = []

    async def arrive(self, address: str) -> None:
        """Open the first page; not counted, as the browser loads the app's script then."""
        await self._page.goto(address)
        await self._page.locator(".st-key-ask textarea").wait_for()

    async def go_round(self) -> None:
        """Ask, look, and go through the pages."""
        await self._timed("ask, to the answer", self._ask)
        await self._timed("open a footnote", self._open_footnote)
        for name in ("Library", "Sessions", "Feedback", "Settings"):
            await self._timed(f"to {name}", partial(self._turn_to, name))
        await self._timed("to Ask", partial(self._turn_to, "Ask"))

    async def _timed(self, action: str, work: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(self._pause * (0.5 + (self._number * 7 % 10) / 10))  # not all at the same moment
        started = time.perf_counter()
        await work()
        self.timed.append(Timed(action, time.perf_counter() - started))

    async def _ask(self) -> None:
        answers = self._page.locator("[class*='st-key-tools-']")
        before = await answers.count()
        box = self._page.locator(".st-key-ask textarea")
        await box.fill(QUESTION)
        await box.press("Enter")
        await answers.nth(before).wait_for()

    async def _open_footnote(self) -> None:
        await self._page.locator("button.note").last.click()
        await self._page.locator("header .where").first.wait_for()

    async def _turn_to(self, name: str) -> None:
        await self._page.get_by_role("link", name=name, exact=True).first.click()
        if name == "Ask":
            await self._page.locator(".st-key-ask textarea").wait_for()
        else:
            await self._page.get_by_role("heading", name=name, exact=True).wait_for()
            await self._page.locator(MARKS[name]).first.wait_for()


MARKS = {
    "Library": "[data-testid='stBidiComponentRegular'] td, .root td",
    "Sessions": "[class*='st-key-open-']",
    "Feedback": "table.footnote-counts",
    "Settings": "table.footnote-settings",
}
"""What stands on a page once it is whole."""


async def measured(address: str, browsers: int, rounds: int, pause: float) -> list[Timed]:
    """All actions of so many browsers at once."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        people = [Person(await _page(chromium), pause, number) for number in range(browsers)]
        for person in people:
            await person.arrive(address)
        await asyncio.gather(*(_rounds(person, rounds) for person in people))
        await chromium.close()
    return [timed for person in people for timed in person.timed]


async def _rounds(person: Person, rounds: int) -> None:
    for _ in range(rounds):
        await person.go_round()


async def _page(chromium: Browser) -> Page:
    context = await chromium.new_context(viewport=VIEW)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    return await context.new_page()


@contextmanager
def serving(files: Sequence[Path]) -> Iterator[Served]:
    """The app over a workspace that is thrown away, the files read."""
    with tempfile.TemporaryDirectory() as folder:
        Workbench(Settings(home=Path(folder))).ingest([FileToRead(path, path.name) for path in files])
        settings = {"FOOTNOTE_HOME": folder, "FOOTNOTE_PROVIDER": "offline"}
        with served(ROOT / "app.py", PORT, settings) as app:
            yield app


class Busy(NamedTuple):
    """Seconds of processor time so far: all that the machine was busy, and the server's part."""

    machine: float
    server: float


def busy(server: int | None) -> Busy | None:
    """What Linux has counted; None on other systems, and for a server elsewhere."""
    if server is None or not Path("/proc/stat").exists():
        return None
    ticks = os.sysconf("SC_CLK_TCK")
    user, nice, system = map(int, Path("/proc/stat").read_text().split()[1:4])
    own = map(int, Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[11:15])
    return Busy((user + nice + system) / ticks, sum(own) / ticks)


def _spent(before: Busy | None, after: Busy | None, actions: int) -> None:
    if before and after:
        machine, server = after.machine - before.machine, after.server - before.server
        print(
            f"  processor time an action: server {server / actions:.2f} s, browsers and all else "
            f"{(machine - server) / actions:.2f} s"
        )


def report(title: str, timed: Sequence[Timed]) -> float:
    """Print medians and the 90th percentile, by action and over all; the median over all."""
    print(f"{title}: {len(timed)} actions")
    for action in dict.fromkeys(one.action for one in timed):
        _line(action, [one.seconds for one in timed if one.action == action])
    return _line("any action", [one.seconds for one in timed])


def _line(action: str, seconds: Sequence[float]) -> float:
    median = statistics.median(seconds)
    worst = sorted(seconds)[max(0, round(len(seconds) * 0.9) - 1)]
    print(f"  {action:20} median {median:6.2f} s, p90 {worst:6.2f} s")
    return median


def main() -> None:
    """Measure one browser, then so many at once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--browsers", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--pause", type=float, default=5.0)
    parser.add_argument("--address", help="of a server that runs already")
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "samples").glob("*.pdf"))
    if options.address:
        _compare(options.address, options)
        return
    with serving(files) as (address, server):
        _compare(address, options, server)


def _compare(address: str, options: argparse.Namespace, server: int | None = None) -> None:
    alone = _measure("one browser", address, 1, options, server)
    together = _measure(f"{options.browsers} browsers at once", address, options.browsers, options, server)
    print(f"{together / alone:.1f} times one browser alone; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _measure(title: str, address: str, browsers: int, options: argparse.Namespace, server: int | None) -> float:
    before = busy(server)
    timed = asyncio.run(measured(address, browsers, options.rounds, options.pause))
    after = busy(server)
    median = report(title, timed)
    _spent(before, after, len(timed))
    return median


if __name__ == "__main__":
    main()
