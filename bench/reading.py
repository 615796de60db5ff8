"""How fast a filing is ready to be asked, beside bare text extraction and the LlamaIndex starter recipe.

    pip install --no-deps llama-index-readers-file     # reads PDFs for the starter recipe; it asks for an older pandas
    python -m bench.reading FILE.pdf...

For each file, in one run on one machine: pypdfium2's bare text extraction (the limit); Footnote (words, tables, facts,
passages, hybrid index, all kept on disk); and the starter recipe (`SimpleDirectoryReader`, `VectorStoreIndex`, the same
embedder, nothing kept). Each runs in a process of its own: cold, from its start, imports included; and warm, once it
has read a sample filing and its user has had a moment to choose the next one. Prints seconds, pages a second, peak
memory, and the ratios to Footnote's times.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple

PAUSE = 2.0  # seconds
SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "quillhaven-2024-10k.pdf"


class Measured(NamedTuple):
    """Wall seconds cold and warm, and the peak memory of the process and of its largest child in megabytes."""

    cold: float
    warm: float
    megabytes: float


def bare(path: Path) -> int:
    """All pages' text by pypdfium2, thrown away; how many pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(str(path))
    for page in document:
        page.get_textpage().get_text_bounded()
    return len(document)


def footnote(path: Path) -> int:
    """Taken into a new workspace."""
    from core.settings import Settings
    from workbench import FileToRead, Workbench

    with tempfile.TemporaryDirectory() as folder:
        workbench = Workbench(Settings(home=Path(folder)))
        workbench.expect_files()
        report = workbench.ingest([FileToRead(path, path.name)])
        workbench.expect_files()
        return report.filings[0].filing.pages


def starter(path: Path) -> int:
    """The recipe of LlamaIndex's first page, with Footnote's default embedder."""
    import wordllama
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding

    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)

    class Static(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(x) for x in model.embed([text], norm=True)[0]]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in model.embed(texts, norm=True)]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    documents = SimpleDirectoryReader(input_files=[str(path)]).load_data()
    VectorStoreIndex.from_documents(documents, embed_model=Static())
    return len(documents)


WAYS = {"pypdfium2 text": bare, "Footnote": footnote, "LlamaIndex starter": starter}


def measured(way: str, path: Path) -> Measured:
    """One way on one file: a process that does just that, and one that did the sample before."""
    started = perf_counter()
    _child(way, path)
    cold = perf_counter() - started
    return Measured(cold, *_child(way, SAMPLE, path))


def _child(way: str, *paths: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.reading", "--only", way, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes


def _only(way: str, paths: Sequence[Path]) -> None:
    """In the child: read the files, and print the seconds of the last one and the peak memory."""
    for path in paths:
        sleep(PAUSE if path != paths[0] else 0)
        started = perf_counter()
        WAYS[way](path)
        seconds = perf_counter() - started
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = sum(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024
    print(json.dumps([seconds, memory]))


def main() -> None:
    """Measure every way on every file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        _only(options.only, options.files)
        return
    for path in options.files:
        report(path)


def report(path: Path) -> None:
    """Print one file's lines."""
    pages = bare(path)
    print(f"{path.name}, {pages} pages")
    found = {way: measured(way, path) for way in WAYS}
    for way, one in found.items():
        speed = f"{pages / one.warm:6.0f} pages a second"
        ours = found["Footnote"]
        ratios = f"{one.cold / ours.cold:5.2f} (cold) and {one.warm / ours.warm:5.2f} (warm) times Footnote's"
        print(f"  {way:19} cold {one.cold:6.2f} s, warm {one.warm:6.2f} s {speed} {one.megabytes:5.0f} MB {ratios}")


if __name__ == "__main__":
    main()
