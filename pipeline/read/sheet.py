"""A photographed sheet of paper: found on what it lies on, seen from straight above, its curl taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.read.engine import Array

_SIDE = 480  # pixels of the picture the sheet is looked for in
_LEAST, _MOST = 0.22, 0.985  # of the picture's area
_PAPER = 2**0.5
_DEPTH = 0.06  # a deeper curl is no curl but a wrong edge

Back = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Flat:
    """The sheet alone; `back` tells where a point of it stood on the picture."""

    image: Array
    back: Back


def flat(image: Array, little: Array, longest: int) -> Flat | None:
    """The sheet on the picture (`little`: its small copy), no larger than `longest`; None where none stands out from its ground."""
    small = cv2.resize(little, None, fx=(shrink := _SIDE / max(little.shape[:2])), fy=shrink, interpolation=cv2.INTER_AREA)
    scale = _SIDE / max(image.shape[:2])
    if _all_paper(small):
        return None
    lab = cv2.cvtColor(cv2.bilateralFilter(small, 7, 40, 7), cv2.COLOR_BGR2LAB).astype(np.float32)
    for mask in _masks(small, lab):
        found = _four_sided(mask)
        if found is not None and _stands_out(lab, found[0]):
            corners, outline = found
            return _seen_from_above(image, corners / scale, outline / scale, longest)
    return None


def _all_paper(small: Array) -> bool:
    """Whether the picture's rim is as bright and pale as most of it: a scan, nothing to cut out."""
    gray = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    rim = np.concatenate([gray[:5].ravel(), gray[-5:].ravel(), gray[:, :5].ravel(), gray[:, -5:].ravel()])
    return bool((rim > 0.86 * np.percentile(gray, 80)).mean() > 0.75)


def _masks(small: Array, lab: Array) -> Iterator[Array]:
    """What may be paper, by three looks: brighter, paler, and unlike the rim in every respect."""
    bright = lab[:, :, 0].astype(np.uint8)
    yield cv2.threshold(bright, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    colour = np.clip(np.hypot(lab[:, :, 1] - 128, lab[:, :, 2] - 128) * 3, 0, 255).astype(np.uint8)
    yield cv2.threshold(colour, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    half = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    high, wide = half.shape[:2]
    label = np.full((high, wide), cv2.GC_PR_FGD, np.uint8)
    label[:3], label[-3:], label[:, :3], label[:, -3:] = (cv2.GC_PR_BGD,) * 4
    try:
        cv2.setRNGSeed(1)  # GrabCut draws lots; the same picture gives the same page
        cv2.grabCut(half, label, None, np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_MASK)  # type: ignore[call-overload]
    except cv2.error:
        return  # one colour all over
    mask = np.isin(label, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    yield cv2.resize(mask, small.shape[1::-1], interpolation=cv2.INTER_NEAREST)


def _four_sided(mask: Array) -> tuple[Array, Array] | None:
    """The largest patch as four corners (top left first, clockwise) and its outline, if it has four nearly straight sides."""
    solid = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    solid = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    outline = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(outline)
    area, round_ = cv2.contourArea(hull), cv2.arcLength(hull, True)
    if not _LEAST * mask.size <= area <= _MOST * mask.size or cv2.contourArea(outline) < 0.9 * area:
        return None
    for share in (0.015, 0.025, 0.04, 0.06):
        corners = cv2.approxPolyDP(hull, share * round_, True).reshape(-1, 2).astype(np.float32)
        if len(corners) == 4:
            break
    else:
        return None
    corners = _ordered(corners)
    sides = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(sides, axis=1)
    turns = [_crossed(sides[i - 1], sides[i]) / float(lengths[i - 1] * lengths[i]) for i in range(4)]
    even = max(lengths[0], lengths[2]) < 1.8 * min(lengths[0], lengths[2]) and max(lengths[1], lengths[3]) < 1.8 * min(
        lengths[1], lengths[3]
    )
    if min(turns) < 0.8 or not even or cv2.contourArea(corners) < 0.9 * area:
        return None
    return corners, outline.reshape(-1, 2).astype(np.float32)


def _crossed(a: Array, b: Array) -> float:
    return abs(float(a[0] * b[1] - a[1] * b[0]))


def _ordered(corners: Array) -> Array:
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    return np.asarray(np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0), np.float32)


def _stands_out(lab: Array, corners: Array) -> bool:
    """Whether paper and ground differ along three sides at least; the fourth may lie outside the picture."""
    high, wide = lab.shape[:2]
    middle, step = corners.mean(axis=0), 0.02 * max(high, wide)
    clear = outside = 0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = start + np.linspace(0.08, 0.92, 40)[:, None] * (end - start)
        out = along.mean(axis=0) - middle
        out = out / max(1e-6, float(np.linalg.norm(out))) * step
        beyond, within = along + out, along - out
        seen = ((beyond >= 0) & (beyond < [wide, high])).all(axis=1)
        if seen.mean() < 0.5:
            outside += 1
            continue
        x, y = np.clip(beyond[seen].astype(int), 0, [wide - 1, high - 1]).T
        u, v = np.clip(within[seen].astype(int), 0, [wide - 1, high - 1]).T
        clear += bool((np.abs(lab[y, x] - lab[v, u]).max(axis=1) > 14).mean() > 0.75)
    return outside <= 1 and clear + outside == 4


def _seen_from_above(image: Array, corners: Array, outline: Array, longest: int) -> Flat:
    lengths = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    wide, high = float(max(lengths[0], lengths[2])), float(max(lengths[1], lengths[3]))
    if abs(max(wide, high) / min(wide, high) / _PAPER - 1) < 0.2:  # foreshortened: an A4 sheet has its own shape
        wide, high = (wide, wide * _PAPER) if high > wide else (high * _PAPER, high)
    shrink = min(1.0, longest / max(wide, high))
    wide, high = max(32, round(wide * shrink)), max(32, round(high * shrink))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    there = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    back = np.linalg.inv(there)
    edge = cv2.perspectiveTransform(outline[None].astype(np.float32), there)[0]
    top, bottom = _curve(edge, wide, high, 0.0), _curve(edge, wide, high, float(high))

    def behind(points: Array) -> Array:
        x, y = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
        first, last = np.polyval(top, x / wide), np.polyval(bottom, x / wide)
        level = np.stack([x, first + y / high * (last - first), np.ones_like(x)])
        u, v, w = back @ level
        return np.stack([u / w, v / w], axis=1)

    # the way back is smooth: known at few points, drawn between them
    xs, ys = np.meshgrid(np.linspace(0, wide - 1, 65), np.linspace(0, high - 1, 65))
    places = behind(np.stack([xs.ravel(), ys.ravel()], axis=1)).reshape(65, 65, 2).astype(np.float32)
    across, down = np.meshgrid(np.linspace(0, 64, wide, dtype=np.float32), np.linspace(0, 64, high, dtype=np.float32))
    dense = cv2.remap(places, across, down, cv2.INTER_LINEAR)
    sheet = cv2.remap(image, dense, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[call-overload]
    return Flat(np.ascontiguousarray(sheet), behind)


def _curve(edge: Array, wide: int, high: int, at: float) -> Array:
    """How the sheet's upper or lower edge bends, as a polynomial of x from 0 to 1; straight where it cannot be told."""
    near = edge[(np.abs(edge[:, 1] - at) < _DEPTH * high) & (edge[:, 0] > 0.03 * wide) & (edge[:, 0] < 0.97 * wide)]
    straight = np.array([0.0, 0.0, 0.0, at])
    if len(near) < 40 or np.ptp(near[:, 0]) < 0.8 * wide:
        return straight
    bend = np.polyfit(near[:, 0] / wide, near[:, 1], 3)
    off = np.abs(np.polyval(bend, near[:, 0] / wide) - near[:, 1])
    return bend if np.percentile(off, 90) < 0.006 * high else straight
