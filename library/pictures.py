"""Pages as pictures, and the marks that show where a figure stands."""

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import DamagedFile
from core.filings import BBox, PagePicture

if TYPE_CHECKING:
    from PIL import Image

PIXELS_A_POINT = 1.75
LONGEST_SIDE = 3000
MARK = (255, 236, 128)
EDGE = (214, 138, 0)
MARGIN = 2.0  # points around a box

_PDFIUM = threading.Lock()
"""PDFium may be called by one thread at a time, in the whole process."""


def render(path: Path, filing: str, page: int, password: str | None = None) -> PagePicture:
    """A page of a PDF as a PNG.

    Raises:
        DamagedFile: where the file no longer opens, or has no such page.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path, password=password)
        except (pypdfium2.PdfiumError, FileNotFoundError) as error:
            raise DamagedFile(f"The kept file of {filing} does not open; add the filing again.") from error
        with document:
            if not 1 <= page <= len(document):
                raise DamagedFile(f"{filing} has no page {page}; it has {len(document)}.")
            sheet = document[page - 1]
            width, height = sheet.get_size()
            scale = min(PIXELS_A_POINT, LONGEST_SIDE / max(width, height))
            image = sheet.render(scale=scale).to_pil()
    return PagePicture(filing, page, _png(image.quantize(128)), width, height)


def decrypted(path: Path, password: str) -> bytes:
    """The same PDF without its password."""
    import pypdfium2

    buffer = io.BytesIO()
    with _PDFIUM, pypdfium2.PdfDocument(path, password=password) as document:
        document.save(buffer, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    return buffer.getvalue()


def marked(picture: PagePicture, boxes: Sequence[BBox], zoom: float = 1.0) -> bytes:
    """The picture as a PNG with the boxes (in points) marked as by a highlighter; `zoom` scales its pixels.

    Empty for a page that has no picture (HTML and text).
    """
    from PIL import Image, ImageChops, ImageDraw

    if not picture.png:
        return b""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    if zoom != 1.0:
        size = (max(1, round(image.width * zoom)), max(1, round(image.height * zoom)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    across, down = image.width / picture.width, image.height / picture.height
    places = [(b.x0 * across, b.y0 * down, b.x1 * across, b.y1 * down) for b in map(_around, boxes)]
    ink = Image.new("RGB", image.size, "white")
    for place in places:
        ImageDraw.Draw(ink).rectangle(place, fill=MARK)
    image = ImageChops.multiply(image, ink)  # as ink on paper: what is black stays black
    for place in places:
        ImageDraw.Draw(image).rectangle(place, outline=EDGE, width=max(1, round(across)))
    return _png(image)


def _around(box: BBox) -> BBox:
    left, right = sorted((box.x0, box.x1))
    top, bottom = sorted((box.y0, box.y1))
    return BBox(left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)


def _png(image: "Image.Image") -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
