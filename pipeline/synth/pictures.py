"""Pictures that are drawn: seals, photographs of no place, sketch maps."""

from __future__ import annotations

import io
import math
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.synth.typeface import FONTS

RED = (214, 30, 34)


@cache
def seal(text: str) -> Image.Image:
    """A round red stamp with the name along its rim and a star; see-through elsewhere."""
    side = 360
    image = Image.new("RGBA", (side, side), (*RED, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((6, 6, side - 6, side - 6), outline=(*RED, 225), width=10)
    star = [
        (side / 2 + r * math.sin(k * math.pi / 5), side / 2 - r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in ((52, 21)[k % 2],)
    ]
    pen.polygon(star, fill=(*RED, 225))
    size = 50 if len(text) <= 12 else 40
    font = ImageFont.truetype(str(FONTS / "song.ttf"), size)
    span = min(260, 26 * len(text))
    for place, char in enumerate(text):
        angle = -span / 2 + span * place / max(1, len(text) - 1)
        tile = Image.new("RGBA", (size + 12, size + 12), (*RED, 0))
        ImageDraw.Draw(tile).text(
            ((size + 12) / 2, (size + 12) / 2), char, font=font, fill=(*RED, 235), anchor="mm", stroke_width=1
        )
        tile = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
        radius = side / 2 - 46
        x = side / 2 + radius * math.sin(math.radians(angle)) - tile.width / 2
        y = side / 2 - radius * math.cos(math.radians(angle)) - tile.height / 2
        image.alpha_composite(tile, (int(x), int(y)))
    # one red everywhere and all shape in the see-through part: that packs ten times smaller
    small = image.resize((230, 230), Image.Resampling.LANCZOS)
    red = Image.new("RGBA", small.size, (*RED, 0))
    red.putalpha(small.getchannel("A"))
    return red


def plate(kind: str, seed: str) -> bytes:
    """A picture as JPEG: a hillside that is not there, a sketch of a plot, the blank of a card."""
    rng = Random(seed + kind)
    image = _sketch(rng) if kind == "map" else _card() if kind == "card" else _hill(rng)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=62)
    return buffer.getvalue()


def _hill(rng: Random) -> Image.Image:
    image = Image.new("RGB", (330, 210), (rng.randint(150, 200), rng.randint(190, 215), rng.randint(215, 240)))
    pen = ImageDraw.Draw(image)
    for layer in range(4):
        base, points = 60 + 35 * layer + rng.randint(-12, 12), [(0, 210)]
        points += [(x, base + rng.randint(-22, 22)) for x in range(0, 360, 30)] + [(330, 210)]
        green = 120 - 18 * layer
        pen.polygon(points, fill=(rng.randint(70, 130), green + rng.randint(0, 30), rng.randint(40, 70)))
    for _ in range(rng.randint(18, 40)):
        x, y = rng.randint(0, 330), rng.randint(100, 205)
        r = rng.randint(3, 11)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(rng.randint(90, 170), rng.randint(70, 120), rng.randint(40, 80)))
    return image.filter(ImageFilter.GaussianBlur(1.1))


def _sketch(rng: Random) -> Image.Image:
    image = Image.new("RGB", (330, 210), "white")
    pen = ImageDraw.Draw(image)
    pen.line([(x, 180 - rng.randint(0, 24)) for x in range(0, 340, 40)], fill=(90, 90, 90), width=3)
    plot = [
        (rng.randint(70, 120), rng.randint(40, 70)),
        (rng.randint(200, 250), rng.randint(35, 75)),
        (rng.randint(210, 260), rng.randint(110, 140)),
        (rng.randint(60, 110), rng.randint(110, 140)),
    ]
    pen.polygon(plot, outline=(0, 0, 0), width=2)
    pen.line((300, 20, 300, 60), fill=(0, 0, 0), width=2)
    pen.polygon([(300, 12), (294, 26), (306, 26)], fill=(0, 0, 0))
    return image


def _card() -> Image.Image:
    image = Image.new("RGB", (190, 120), (226, 236, 240))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((4, 4, 186, 116), 8, outline=(120, 140, 150), width=2)
    pen.rectangle((126, 24, 172, 84), fill=(190, 200, 205))
    return image
