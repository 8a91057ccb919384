"""How the fonts here were cut from their OFL sources: python make.py SOURCES, once, by hand; nothing imports this.

SOURCES holds lxgw-wenkai/LXGWWenKai-Regular.ttf (Debian fonts-lxgw-wenkai 1.250, OFL 1.1) and the npm packages @fontsource/noto-serif-sc,
@fontsource/noto-sans-sc, @fontsource/ma-shan-zheng, @fontsource/long-cang, @fontsource/zhi-mang-xing (5.3, OFL 1.1, TrueType outlines in
woff2 pieces). Needs fonttools and brotli. A subset of a font with a reserved name may not bear it, so every subset is named "Anjuan …".
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
MARKS = "　、。·ˉ—～‖…‘’“”〔〕〈〉《》「」【】±×÷∶≤≥°℃′″¥￥§№①②③④⑤⑥⑦⑧⑨⑩〇○●◎□■△▲☆★√☑☒㎡㎥²³"
MARKS += "！＂＃％＆＇（）＊＋，－．／：；＜＝＞？＠［］｛｝﹝﹞Ｏ０１２３４５６７８９"


def gb2312() -> set[str]:
    """The 6,763 characters of GB 2312 levels 1 and 2."""
    return {bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)} - {""}


def own() -> set[str]:
    """Every character the maker's own tables use."""
    files = [*HERE.parent.glob("**/*.yaml"), *HERE.parent.glob("**/*.py")]
    return {char for file in files for char in file.read_text(encoding="utf-8")}


def cut(target: str, family: str, wanted: set[str], pieces: list[Path]) -> None:
    """One TrueType font with the wanted characters, taken from the first piece that has each."""
    outlines, advances, names, glyphs = {}, {}, {}, {}
    first = TTFont(pieces[0])
    for piece in pieces:
        font = TTFont(piece)
        shapes, cmap = font.getGlyphSet(), font.getBestCmap()
        for code, glyph in cmap.items():
            if chr(code) in wanted and code not in names:
                names[code] = f"u{code:04X}"
                pen = DecomposingRecordingPen(shapes)
                shapes[glyph].draw(pen)
                outline = TTGlyphPen(None)
                pen.replay(outline)
                glyphs[names[code]] = outline.glyph()
                advances[names[code]] = font["hmtx"][glyph][0]
    outlines[".notdef"] = TTGlyphPen(None).glyph()
    outlines.update(sorted(glyphs.items()))
    builder = FontBuilder(first["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(outlines))
    builder.setupCharacterMap(names)
    builder.setupGlyf(outlines)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (advances.get(name, 500), getattr(table[name], "xMin", 0) or 0) for name in outlines})
    builder.setupHorizontalHeader(ascent=first["hhea"].ascent, descent=first["hhea"].descent)
    builder.setupNameTable(
        {
            "familyName": family,
            "styleName": "Regular",
            "psName": family.replace(" ", "") + "-Regular",
            "licenseDescription": "SIL Open Font License 1.1",
        }
    )
    builder.setupOS2(sTypoAscender=first["hhea"].ascent, sTypoDescender=first["hhea"].descent, fsType=0)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0  # the same bytes each time
    builder.font.recalcTimestamp = False
    builder.save(HERE / target)


def main(sources: Path) -> None:
    """Cut all of them."""
    ascii_ = {chr(code) for code in range(0x20, 0x7F)} | set("²³×°·")
    latin = set(MARKS) | ascii_
    everything = gb2312() | own() | latin
    hand = own() | latin
    packages = sources / "node_modules" / "@fontsource"
    cut("kai.ttf", "Anjuan Kai", everything, [sources / "lxgw-wenkai" / "LXGWWenKai-Regular.ttf"])
    for target, family, package, wanted in (
        ("song.ttf", "Anjuan Song", "noto-serif-sc", everything),
        ("hei.ttf", "Anjuan Hei", "noto-sans-sc", everything),
        ("hand1.ttf", "Anjuan Hand One", "ma-shan-zheng", hand),
        ("hand2.ttf", "Anjuan Hand Two", "long-cang", hand),
        ("hand3.ttf", "Anjuan Hand Three", "zhi-mang-xing", hand),
    ):
        cut(target, family, wanted, sorted((packages / package / "files").glob("*-400-normal.woff2")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
