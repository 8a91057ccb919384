"""Pictures of a comparison as SVG text: strips with boxes, the measure against the quantity, and a calendar of filings."""

from __future__ import annotations

import html
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

_BLUE, _RED, _GREY, _BAND, _TIER = "#3b6ea5", "#c8281e", "#8a8f98", "#eef2f7", "#fbe9c6"
_LEFT, _RIGHT, _WIDTH = 56, 24, 760


@dataclass(frozen=True, slots=True)
class Dot:
    """One case: its quantity and measure, what a reader sees on pointing at it, and whether it is unlike the others."""

    x: float | None
    y: float
    title: str
    unlike: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A tier: the quantities and the measures it spans; None: without end."""

    x: tuple[float, float | None]
    y: tuple[float, float]
    title: str


def strip(dots: Sequence[Dot], unit: str, lawful: tuple[float, float] | None, tier: tuple[float, float] | None) -> str:
    """Every case of a group on one scale, with quartiles, and behind them the lawful range and the tier."""
    values = np.array([dot.y for dot in dots])
    scale = _Scale.over([*values, *(tier or ())], _LEFT, _WIDTH - _RIGHT, lawful)
    parts = [_open(_WIDTH, 118, f"{len(dots)}件，单位{unit}")]
    for span, colour, word, y in ((lawful, _BAND, "法定幅度", 12), (tier, _TIER, "裁量档次", 12)):
        if span:
            lo, hi = scale.clip(span[0]), scale.clip(span[1])
            parts.append(f'<rect x="{lo:.1f}" y="{y}" width="{max(hi - lo, 1):.1f}" height="72" fill="{colour}"><title>{word}</title></rect>')
    low, q1, middle, q3, high = (scale(value) for value in np.quantile(values, (0, 0.25, 0.5, 0.75, 1)))
    parts.append(f'<path d="M{low:.1f} 66H{high:.1f}" stroke="{_GREY}"/>')
    parts.append(f'<rect x="{q1:.1f}" y="57" width="{max(q3 - q1, 1):.1f}" height="18" fill="#fff" fill-opacity=".7" stroke="{_GREY}"/>')
    parts.append(f'<path d="M{middle:.1f} 55V77" stroke="#222" stroke-width="2"/>')
    for number, dot in enumerate(sorted(dots, key=lambda one: one.unlike)):
        # spread over the height by the golden ratio, so that equal fines do not hide each other, the same each time
        parts.append(_circle(scale(dot.y), 18 + (number * 0.618034 % 1) * 30, dot))
    return "".join([*parts, *scale.below(90, unit), "</svg>"])


def scatter(dots: Sequence[Dot], boxes: Sequence[Box], unit: str, quantity: str, lawful: tuple[float, float] | None) -> str:
    """The measure against the quantity (logarithmic), with the lawful range and the tiers drawn."""
    known = [dot for dot in dots if dot.x]
    if len(known) < 2:
        return ""
    height, floor = 260, 214
    across = _Scale.over([math.log10(dot.x or 1) for dot in known], _LEFT, _WIDTH - _RIGHT)
    up = _Scale.over([*(dot.y for dot in known), *(edge for box in boxes for edge in box.y)], floor, 14, lawful)
    parts = [_open(_WIDTH, height, f"{quantity}与处罚幅度")]
    if lawful:
        top, bottom = up.clip(lawful[1]), up.clip(lawful[0])
        shape = f'x="{_LEFT}" y="{top:.1f}" width="{_WIDTH - _LEFT - _RIGHT}" height="{bottom - top:.1f}"'
        parts.append(f'<rect {shape} fill="{_BAND}"><title>法定幅度</title></rect>')
    for box in boxes:
        left = across.clip(math.log10(box.x[0])) if box.x[0] > 0 else _LEFT
        right = across.clip(math.log10(box.x[1])) if box.x[1] else _WIDTH - _RIGHT
        if right - left > 0.5:
            top, bottom = up.clip(box.y[1]), up.clip(box.y[0])
            shape = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{max(bottom - top, 1):.1f}"'
            parts.append(f'<rect {shape} fill="{_TIER}" stroke="#d9b36a"><title>{html.escape(box.title)}</title></rect>')
    parts += [_circle(across(math.log10(dot.x or 1)), up(dot.y), dot) for dot in sorted(known, key=lambda one: one.unlike)]
    parts.append(f'<path d="M{_LEFT} 14V{floor}H{_WIDTH - _RIGHT}" fill="none" stroke="{_GREY}"/>')
    parts += [_text(_LEFT - 6, up(value) + 4, _short(value), "end") for value in up.ticks]
    parts += [_text(across(exponent), floor + 16, _short(10**exponent), "middle") for exponent in _decades(across)]
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, floor + 36, f"{quantity}（对数）", "middle"))
    parts.append(_text(4, 11, unit, "start"))
    return "".join([*parts, "</svg>"])


def calendar(days: Iterable[date], what: str) -> str:
    """One cell a day, one block a year; the darker, the more."""
    counts = Counter(days)
    years = sorted({day.year for day in counts})
    most = max(counts.values(), default=1)
    parts = [_open(_WIDTH, 96 * len(years) + 8, f"{what}日历")]
    for row, year in enumerate(years):
        top, first = 96 * row + 18, date(year, 1, 1)
        total = sum(count for day, count in counts.items() if day.year == year)
        parts.append(_text(4, top + 40, f"{year}年", "start") + _text(4, top + 56, f"{total}件", "start"))
        for number in range((date(year + 1, 1, 1) - first).days):
            day = first + timedelta(days=number)
            column, line = (number + first.weekday()) // 7, day.weekday()
            count = counts.get(day, 0)
            colour = "#f1f3f5" if not count else f"hsl(212,48%,{80 - 52 * math.sqrt(count / most):.0f}%)"
            title = f"<title>{day}：{count}件</title>" if count else ""
            parts.append(f'<rect x="{_LEFT + column * 12.7:.1f}" y="{top + line * 10}" width="11" height="9" fill="{colour}">{title}</rect>')
            if day.day == 1:
                parts.append(_text(_LEFT + column * 12.7, top - 5, f"{day.month}月", "start", 10))
    return "".join([*parts, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values to places between two edges."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    @staticmethod
    def over(values: Sequence[float], start: float, end: float, shown: tuple[float, float] | None = None) -> _Scale:
        """A scale that holds all values, and `shown` as far as that does not squeeze them."""
        low, high = float(min(values)), float(max(values))
        if shown:
            room = (high - low) or abs(high) or 1.0
            low, high = max(min(low, shown[0]), low - room), min(max(high, shown[1]), high + room)
        pad = (high - low or abs(high) or 1.0) * 0.04
        low, high = (0.0 if 0 <= low < pad else low - pad), high + pad
        raw = (high - low) / 5
        power = 10.0 ** math.floor(math.log10(raw))
        step = next((power * factor for factor in (1, 2, 5, 10) if raw <= power * factor), power * 10)
        first = math.ceil(low / step)
        return _Scale(low, high, start, end, tuple(number * step for number in range(first, int(high / step) + 1)))

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def clip(self, value: float) -> float:
        """The place of a value that may lie beyond the edge."""
        return self(min(max(value, self.low), self.high))

    def below(self, y: float, unit: str) -> list[str]:
        """An axis under the picture."""
        line = f'<path d="M{self.start:.0f} {y}H{self.end:.0f}" stroke="{_GREY}"/>'
        return [line, *(_text(self(value), y + 16, _short(value), "middle") for value in self.ticks), _text(4, y + 16, unit, "start")]


def _decades(scale: _Scale) -> list[float]:
    marks = [power + math.log10(factor) for power in range(-3, 9) for factor in (1, 2, 5)]
    return [mark for mark in marks if scale.low <= mark <= scale.high]


def _circle(x: float, y: float, dot: Dot) -> str:
    look = f'r="5" fill="{_RED}"' if dot.unlike else f'r="3.2" fill="{_BLUE}" fill-opacity=".55"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" {look}><title>{html.escape(dot.title)}</title></circle>'


def _text(x: float, y: float, text: str, anchor: str, size: int = 11) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="#555">{html.escape(text)}</text>'


def _short(value: float) -> str:
    if abs(value) >= 10000:
        return f"{value / 10000:.6g}万"
    return f"{value:.4g}"


def _open(width: int, height: int, title: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="100%" style="max-width:{width}px" role="img"'
    return f'{head} font-family="Microsoft YaHei,Noto Sans CJK SC,sans-serif"><title>{html.escape(title)}</title>'
