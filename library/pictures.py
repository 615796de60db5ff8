"""Pages as pictures, and the marks that show where a figure stands."""

import io
import threading
from collections.abc import Sequence
from pathlib import Path

from core.errors import DamagedFile
from core.filings import BBox, PagePicture

PIXELS_A_POINT = 1.75
LONGEST_SIDE = 3000
MARK = (255, 214, 0, 84)
EDGE = (214, 138, 0, 230)
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
    from PIL import Image, ImageDraw

    if not picture.png:
        return b""
    image = Image.open(io.BytesIO(picture.png)).convert("RGBA")
    if zoom != 1.0:
        size = (max(1, round(image.width * zoom)), max(1, round(image.height * zoom)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    across, down = image.width / picture.width, image.height / picture.height
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for box in boxes:
        corners = _around(box)
        place = (corners.x0 * across, corners.y0 * down, corners.x1 * across, corners.y1 * down)
        draw.rectangle(place, fill=MARK, outline=EDGE, width=max(1, round(across)))
    return _png(Image.alpha_composite(image, layer).convert("RGB"))


def _around(box: BBox) -> BBox:
    left, right = sorted((box.x0, box.x1))
    top, bottom = sorted((box.y0, box.y1))
    return BBox(left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)


def _png(image: object) -> bytes:
    from PIL import Image

    assert isinstance(image, Image.Image)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
