"""Pictures of made-up papers as archives hold them: clean, through an office scanner, by phone, two at a time, turned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.synth import archive, faults, pictures, typeface
from pipeline.synth.bundle import sheets, write
from pipeline.synth.layout import Glyphs, Sheet, Stamp, Stroke
from pipeline.synth.pdf import draw
from pipeline.synth.scan import pictures as rendered
from pipeline.synth.world import found

Picture = NDArray[np.uint8]


def use_fonts(folder: Path) -> None:
    """Draw with the fonts of `folder` (song.ttf, hei.ttf, kai.ttf, hand1.ttf …) instead of the shipped ones; before anything else."""
    typeface.FONTS = pictures.FONTS = folder


def papers(count: int, seed: int, *, least: int = 12) -> list[Sheet]:
    """So many printed sheets with at least `least` lines, of cases in styles kept out of tuning; marks in full width, as papers have them."""
    rng = Random(f"{seed}/pictures")
    chosen = [{**style, "half": False} for style in archive.styles("held")]
    office = found(rng, str(rng.choice(chosen)["suffix"]))
    cases = 2 + count // 12
    drafts = archive._drafts(rng, office, ["pdf"] * cases, chosen, faults.plans(rng, cases, False))
    whole = [
        sheet
        for case in archive._named(drafts)
        for _, pages in sheets(case, write(case, office, archive.numbers(case, office)))
        for sheet in pages
        if len(sheet.lines) >= least and all(isinstance(mark, Glyphs | Stroke | Stamp) for mark in sheet.marks)
    ]
    return rng.sample(whole, min(count, len(whole)))


def without_seals(sheet: Sheet) -> Sheet:
    """The same sheet before it was stamped."""
    return Sheet([mark for mark in sheet.marks if not isinstance(mark, Stamp)], sheet.lines)


def seals(sheet: Sheet) -> str:
    """What the seals of a sheet say."""
    return "".join(mark.text for mark in sheet.marks if isinstance(mark, Stamp))


def turned(picture: Picture, turn: int) -> Picture:
    """As it comes from the glass when it takes so many degrees clockwise to bring it upright."""
    return np.ascontiguousarray(np.rot90(picture, turn // 90))


def printed(pages: list[Sheet], dpi: int) -> list[Picture]:
    """Every sheet as it leaves the printer (BGR)."""
    return [np.ascontiguousarray(page[:, :, ::-1]) for page in rendered(draw(pages, "pictures"), dpi)]


def office(picture: Picture, rng: Random, back: Picture | None = None) -> Picture:
    """Through a flat-bed scanner: skew, tinted paper, noise, JPEG 50; some faint like a carbon copy, some with the back shining
    through, some with the glass's black border."""
    high, wide = picture.shape[:2]
    page = picture.astype(np.float32)
    fault = rng.choice(("none", "none", "faint", "back", "border", "grey"))
    if fault == "faint":
        page = 255 - (255 - page) * rng.uniform(0.35, 0.5)
        page[:, :, 2] -= (255 - page[:, :, 2]) * 0.25
    if fault == "back" and back is not None:
        through = cv2.GaussianBlur(back[:high, :wide][:, ::-1], (0, 0), 1.5).astype(np.float32)
        page[: through.shape[0], : through.shape[1]] -= (255 - through) * rng.uniform(0.08, 0.16)
    page *= np.array([rng.uniform(0.88, 0.97), rng.uniform(0.93, 0.98), rng.uniform(0.94, 0.99)], np.float32)
    border = 0.0 if fault == "border" else rng.uniform(225, 245)
    move = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-2.0, 2.0), rng.uniform(0.95, 0.97) if not border else 0.97)
    page = cv2.warpAffine(page, move, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(border,) * 3)
    page = cv2.GaussianBlur(page, (3, 3), rng.uniform(0.4, 0.8))
    page += np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(2, 5), (high, wide, 1)).astype(np.float32)
    worn = np.clip(page, 0, 255).astype(np.uint8)
    if fault == "grey":
        worn = cv2.cvtColor(cv2.cvtColor(worn, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return worn


def phone(picture: Picture, rng: Random, wide: int = 3000) -> Picture:
    """By phone, three to four: lying on a table, curled, seen from the side, in light from one side and the shadow of a hand."""
    high = wide * 4 // 3
    sheet, paper = _curled(picture, rng.uniform(-0.015, 0.015))
    noise = np.random.default_rng(rng.randrange(2**32))
    table = np.array(rng.choice(((70, 95, 130), (60, 60, 62), (120, 130, 120), (45, 70, 100))), np.float32)
    grain = cv2.resize(noise.normal(0, 12, (high // 4, wide // 100)).astype(np.float32), (wide, high))
    ground = np.broadcast_to(table, (high, wide, 3)) + grain[:, :, None]
    side, top = rng.uniform(0.06, 0.12) * wide, rng.uniform(0.05, 0.1) * high
    corners = [(side, top), (wide - side, top), (wide - side, high - top), (side, high - top)]
    there = np.array([(x + rng.uniform(-0.04, 0.04) * wide, y + rng.uniform(-0.03, 0.03) * high) for x, y in corners], np.float32)
    h, w = sheet.shape[:2]
    bent = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), there)
    seen = cv2.warpPerspective(sheet, bent, (wide, high), flags=cv2.INTER_AREA).astype(np.float32)
    cover = cv2.warpPerspective(paper, bent, (wide, high))
    cover = (cv2.GaussianBlur(cover, (5, 5), 1)[:, :, None] / 255.0).astype(np.float32)
    view = seen * cover + ground * (1 - cover)
    across, down = np.meshgrid(np.linspace(0, 1, wide, dtype=np.float32), np.linspace(0, 1, high, dtype=np.float32))
    angle = rng.uniform(0, 2 * np.pi)
    light = 1 - rng.uniform(0.25, 0.5) * np.clip(across * np.cos(angle) + down * np.sin(angle), 0, 1)
    x, y, size = rng.uniform(0, 1), rng.uniform(0, 1), rng.uniform(0.2, 0.35)
    light *= 1 - rng.uniform(0.1, 0.35) / (1 + np.exp((np.hypot(across - x, down - y) - size) / 0.03))
    view = cv2.GaussianBlur(view * light[:, :, None], (0, 0), rng.uniform(0.6, 1.2))
    return np.clip(view + noise.normal(0, 4, (high, wide, 1)), 0, 255).astype(np.uint8)


def _curled(picture: Picture, depth: float) -> tuple[Picture, Picture]:
    """The sheet bent like a half pipe, and where there is paper."""
    high, wide = picture.shape[:2]
    room = round(abs(depth) * high) + 1
    across, down = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high + 2 * room, dtype=np.float32))
    down += depth * high * np.sin(np.pi * across / wide) - room
    bent = cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    paper = ((down >= 0) & (down < high)).astype(np.uint8) * 255
    return bent, paper


def spread(left: Picture, right: Picture) -> Picture:
    """Two pages of an opened bundle on one glass, the gutter in shade."""
    high = min(left.shape[0], right.shape[0])
    both = np.hstack([left[:high], right[:high]]).astype(np.float32)
    off = np.abs(np.arange(both.shape[1]) - left.shape[1]) / (0.03 * both.shape[1])
    both *= (1 - 0.35 * np.exp(-(off**2)))[None, :, None]
    return np.clip(both, 0, 255).astype(np.uint8)


def fingerprint(picture: Picture, rng: Random, at: tuple[float, float], across: float) -> Picture:
    """A red thumb pressed on the page at `at` (shares of its sides), so wide (pixels)."""
    high, wide = picture.shape[:2]
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    dx, dy = (xs - at[0] * wide) / across, (ys - at[1] * high) / (1.35 * across)
    off = np.hypot(dx, dy)
    ridge = np.sin(off * 55 + 3 * np.arctan2(dy + 0.15, dx) + rng.uniform(0, 6)) > 0
    torn = cv2.resize(np.random.default_rng(rng.randrange(2**32)).random((high // 6, wide // 6), np.float32), (wide, high)) > 0.3
    ink = (off < 0.5) & ridge & torn
    marked = picture.copy()
    marked[ink] = (marked[ink] * np.array([0.35, 0.3, 0.9])).astype(np.uint8)
    return marked


def jpeg(picture: Picture, quality: int, dpi: int = 200) -> bytes:
    """As a JPEG file."""
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1])).save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi))
    return buffer.getvalue()


def all_of(kind: str, pages: list[Sheet], seed: int) -> Iterator[tuple[str, bytes]]:
    """(file name, JPEG) of every sheet: `clean` at 300 dpi, `office` at 200 dpi, `photo`."""
    rng = Random(f"{seed}/{kind}")
    before: Picture | None = None
    for place in range(0, len(pages), 8):
        for index, picture in enumerate(
            printed(pages[place : place + 8], {"clean": 300, "office": 200, "photo": 300}[kind]), place
        ):
            if kind == "clean":
                yield f"{index:03d}.jpg", jpeg(picture, 92, 300)
            elif kind == "office":
                yield f"{index:03d}.jpg", jpeg(office(picture, rng, before), 50)
            else:
                yield f"{index:03d}.jpg", jpeg(phone(picture, rng), 80)
            before = picture
