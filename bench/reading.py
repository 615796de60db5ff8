"""How fast a filing is ready to be asked, beside bare text extraction and the LlamaIndex starter recipe.

    python -m bench.reading FILE.pdf...

For each file, in one run on one machine: pypdfium2's bare text extraction (the limit); Footnote (words, tables, facts,
passages, hybrid index, all kept on disk, in a process of its own that is started for it); and the starter recipe
(`SimpleDirectoryReader`, `VectorStoreIndex`, the same embedder, nothing kept), likewise in a process of its own.
Prints seconds, pages a second and peak memory, and the ratios to Footnote.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Measured(NamedTuple):
    """Wall seconds, and the peak resident memory of the process and of its largest child, in megabytes."""

    seconds: float
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
        report = Workbench(Settings(home=Path(folder))).ingest([FileToRead(path, path.name)])
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
    """One way on one file, in a process of its own, imports included."""
    command = [sys.executable, "-m", "bench.reading", "--only", way, str(path)]
    started = perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(perf_counter() - started, json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure every way on every file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        WAYS[options.only](options.files[0])
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        print(json.dumps(sum(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024))
        return
    for path in options.files:
        report(path)


def report(path: Path, ways: Sequence[str] = tuple(WAYS)) -> None:
    """Print one file's lines."""
    pages = bare(path)
    print(f"{path.name}, {pages} pages")
    found = {way: measured(way, path) for way in ways}
    for way, one in found.items():
        ratio = one.seconds / found["Footnote"].seconds
        speed = f"{pages / one.seconds:6.0f} pages a second"
        print(f"  {way:20} {one.seconds:6.2f} s {speed} {one.megabytes:6.0f} MB  {ratio:5.2f} times Footnote's time")


if __name__ == "__main__":
    main()
