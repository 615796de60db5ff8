"""Writes the sample filings: three quarterly reports and an annual report of two invented companies.

    python -m scripts.make_samples [FOLDER]        by default samples/

The same code writes the same bytes, so that the files in samples/ can be checked against it.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.sample_filings import marrowby, quillhaven
from scripts.sample_filings.expected import Expected


def sample_files() -> Mapping[str, bytes]:
    """The files by name."""
    return {marrowby.name(quarter): marrowby.ten_q(quarter) for quarter in (1, 2, 3)} | {
        quillhaven.NAME: quillhaven.ten_k()
    }


def expected_facts() -> Mapping[str, list[Expected]]:
    """What the primary statements of each file say, by the file's name."""
    return {marrowby.name(quarter): marrowby.expected(quarter) for quarter in (1, 2, 3)} | {
        quillhaven.NAME: quillhaven.expected()
    }


def main() -> None:
    """Writes the files into the folder named on the line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "samples")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in sample_files().items():
        (folder / name).write_bytes(data)
        print(f"{folder / name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
