import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from core.errors import DamagedFile
from core.filings import BBox, Kind, PagePicture, ReadFiling
from library.library import Library
from library.pictures import MARK, decrypted, marked, render


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600))
    for word in ("One", "Two"):
        canvas.drawString(50, 500, word)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def locked(pdf: Path) -> Path:
    writer = pypdf.PdfWriter(clone_from=pdf)
    writer.encrypt("secret", algorithm="RC4-128")
    path = pdf.with_name("locked.pdf")
    writer.write(path)
    return path


def image_of(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_a_page_becomes_a_png_with_its_size_in_points(pdf: Path) -> None:
    picture = render(pdf, "f1", 2)
    assert (picture.filing, picture.page, picture.width, picture.height) == ("f1", 2, 400, 600)
    image = image_of(picture.png)
    assert image.width / image.height == pytest.approx(400 / 600, rel=0.01)
    assert min(image.convert("L").get_flattened_data()) < 128


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_said_so(pdf: Path, page: int) -> None:
    with pytest.raises(DamagedFile, match=f"no page {page}"):
        render(pdf, "f1", page)


def test_a_file_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="f1 does not open"):
        render(tmp_path / "gone.pdf", "f1", 1)


def test_a_mark_lies_where_the_box_is_and_text_shows_through(pdf: Path) -> None:
    picture = render(pdf, "f1", 1)
    image = image_of(marked(picture, [BBox(45, 85, 85, 105)]))
    scale = image.width / 400

    def at(x: float, y: float) -> tuple[int, int, int]:
        return image.getpixel((round(x * scale), round(y * scale)))

    assert at(48, 103) == MARK
    assert at(200, 300) == (255, 255, 255)
    inside = image.crop(tuple(round(v * scale) for v in (45, 85, 85, 105))).convert("L")
    assert min(inside.get_flattened_data()) < 128


def test_zoom_scales_the_pixels(pdf: Path) -> None:
    picture = render(pdf, "f1", 1)
    plain, larger = image_of(marked(picture, [])), image_of(marked(picture, [], zoom=1.5))
    assert larger.width == round(plain.width * 1.5)


def test_a_page_without_a_picture_has_no_marked_one() -> None:
    assert marked(PagePicture("f1", 1, text="words"), [BBox(0, 0, 1, 1)]) == b""


def test_pages_are_drawn_from_many_threads_at_once(pdf: Path) -> None:
    expected = [render(pdf, "f1", page) for page in (1, 2)]
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda number: render(pdf, "f1", number % 2 + 1), range(40)))
    assert all(picture == expected[picture.page - 1] for picture in drawn)


def test_a_password_is_taken_off(locked: Path, tmp_path: Path) -> None:
    with pytest.raises(DamagedFile):
        render(locked, "f1", 1)
    (tmp_path / "open.pdf").write_bytes(decrypted(locked, "secret"))
    assert render(tmp_path / "open.pdf", "f1", 2).width == 400


def test_an_encrypted_filing_is_kept_so_that_its_pages_show(
    locked: Path, library: Library, make_reading: Callable[..., tuple[ReadFiling, Path]]
) -> None:
    reading, _ = make_reading("locked.pdf")
    reading = replace(reading, filing=replace(reading.filing, kind=Kind.PDF))
    filing = library.add(reading, locked, password="secret")
    assert library.page(filing.id, 1).png.startswith(b"\x89PNG")
