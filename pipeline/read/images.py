"""JPEG, PNG, TIFF, BMP, WEBP, GIF → Pages, one a frame."""

from __future__ import annotations

import warnings

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.read.engine import Array
from pipeline.read.scan import read_picture, unreadable
from pipeline.read.timelimit import PAGE, TooLong, within
from pipeline.records import Page, Problem, Reading, SourceFile

_MOST_PIXELS = 150_000_000  # an A0 sheet at 300 dpi
_ORIENTATION = 0x0112  # the EXIF tag
_ENOUGH = 5200  # pixels: a JPEG is decoded no larger than it takes


def read_image(source: SourceFile) -> Reading:
    """Every frame of the picture is a page."""
    pages: list[Page] = []
    problems: list[Problem] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; we have a limit of our own
            with Image.open(source.path) as picture:
                count = getattr(picture, "n_frames", 1) if picture.format in ("TIFF",) else 1
                for index in range(count):
                    picture.seek(index)
                    page, problem = _frame(source, picture, index + 1)
                    pages.append(page)
                    if problem:
                        problems.append(problem)
    except Image.DecompressionBombError:
        message = f"{source.name}：图片过大（超过{_MOST_PIXELS // 1_000_000}百万像素），未能读取，请缩小或重新扫描。"
        problems.append(Problem("limit", message, source.name))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        message = f"{source.name}：图片损坏或不完整，未能打开，请重新扫描或拍照。"
        problems.append(Problem("unreadable_image", message, source.name))
    return Reading(tuple(pages), tuple(problems))


def _frame(source: SourceFile, picture: Image.Image, number: int) -> tuple[Page, Problem | None]:
    wide, high = picture.size
    if wide * high > _MOST_PIXELS:
        return unreadable(source, number, (float(wide), float(high)), f"图像过大（{wide}×{high}）")
    try:
        with within(PAGE):
            picture.draft("RGB", (_ENOUGH, _ENOUGH))
            return read_picture(source, number, pixels(picture))
    except TooLong:
        return unreadable(source, number, (float(wide), float(high)), "识读超时")


def pixels(picture: Image.Image) -> Array:
    """BGR on white, turned as the camera says."""
    turned = picture.getexif().get(_ORIENTATION, 1) != 1
    upright = ImageOps.exif_transpose(picture) if turned else picture
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = _on_paper(upright.convert("RGBA"))
    elif upright.mode.startswith("I;16") or upright.mode == "I":
        deep = np.asarray(upright, np.float32)
        upright = Image.fromarray((deep / max(1.0, float(deep.max())) * 255).astype(np.uint8))
    return np.ascontiguousarray(cv2.cvtColor(np.asarray(upright if upright.mode == "RGB" else upright.convert("RGB")), cv2.COLOR_RGB2BGR))


def _on_paper(picture: Image.Image) -> Image.Image:
    """On white paper what is not transparent; white writing without a ground becomes black."""
    seen = np.asarray(picture)
    ink = seen[:, :, 3] > 128
    if 0 < ink.mean() < 0.6 and seen[ink][:, :3].min() > 200:
        return ImageOps.invert(picture.getchannel("A"))
    return Image.alpha_composite(Image.new("RGBA", picture.size, (255, 255, 255, 255)), picture)
