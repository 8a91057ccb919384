"""One photograph in the files of different cases (XA-09), by its perceptual hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from pipeline.compare.links import clusters
from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen
from pipeline.records import Evidence, Finding, Page

Shot = tuple[Seen, str, int, Page]  # the case, its paper's title, the hash, the page


def shared_photographs(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-09: one finding for each photograph found in more than one file."""
    apart, bits = signal.count("bits_apart"), signal.count("hash_bits")
    shots: list[Shot] = [
        (seen, document.title, int(page.picture, 16), page)
        for seen in cases
        for document in seen.case.documents
        if document.role in signal.words("roles")
        for page in document.pages
        if page.picture
    ]
    # Two hashes that differ in at most n bits agree wholly in one of n + 1 bands: only those are compared.
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    width = bits // (apart + 1)
    for index, (_, _, fingerprint, _) in enumerate(shots):
        for band in range(apart + 1):
            buckets[band, fingerprint >> (band * width) & ((1 << width) - 1)].append(index)
    pairs = sorted(
        {
            (one, other)
            for members in buckets.values()
            for one, other in combinations(members, 2)
            if shots[one][0] is not shots[other][0] and (shots[one][2] ^ shots[other][2]).bit_count() <= apart
        }
    )
    return [_finding([shots[index] for index in sorted(linked)], signal) for linked in clusters(pairs)]


def _finding(shots: list[Shot], signal: Signal) -> Finding:
    places = "、".join(f"案卷{seen.name}《{title}》" + (f"第{page.number}页" if page.number else "") for seen, title, _, page in shots)
    evidence = [Evidence(page.source.name, page.number, 0, 0, "") for _, _, _, page in shots]
    return report(signal, [shot[0] for shot in shots], f"同一张照片出现在不同案卷中：{places}。", evidence=evidence)
