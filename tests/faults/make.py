"""Makes the faulty papers of this folder: python tests/faults/make.py. All content is made up."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent


def main() -> None:
    """Write every fault."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    whole = _pdf(3)
    (HERE / "whole.pdf").write_bytes(whole)
    (HERE / "encrypted.pdf").write_bytes(_pdf(1, password="geheim"))
    (HERE / "truncated.pdf").write_bytes(whole[: len(whole) * 2 // 3])
    (HERE / "garbage.pdf").write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 4)
    (HERE / "empty.pdf").write_bytes(b"")
    (HERE / "zero_pages.pdf").write_bytes(_zero_pages())
    (HERE / "picture_called.pdf").write_bytes(_picture("PNG"))
    (HERE / "broken.jpg").write_bytes(_picture("JPEG")[:300])
    (HERE / "broken.docx").write_bytes(_docx()[:900])
    (HERE / "blank.docx").write_bytes(_docx(""))
    (HERE / "not_text.txt").write_bytes(b"\x81\xff\xfe\x00\x01\xff" * 40)
    (HERE / "unknown.xyz").write_bytes(b"\x00\x01\x02anjuan")
    (HERE / "slip.zip").write_bytes(_zip({"../out.txt": "外面".encode(), "内/1.txt": "里面".encode()}))
    (HERE / "bomb.zip").write_bytes(_zip({"bomb.txt": b"0" * 30_000_000}))
    (HERE / "broken.zip").write_bytes(_zip({"1.txt": b"text" * 50})[:60])
    (HERE / "dark.png").write_bytes(_dark())


def _pdf(pages: int, password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(72, 760, f"试制文书第{number}页")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _zero_pages() -> bytes:
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def _picture(kind: str) -> bytes:
    image = Image.new("RGB", (600, 200), "white")
    ImageDraw.Draw(image).text((40, 60), "2024-03-05", fill="black", font=ImageFont.load_default(size=64))
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def _dark() -> bytes:
    image = Image.effect_noise((400, 560), 6).point(lambda value: value // 3)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _docx(text: str = "试制文书") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
