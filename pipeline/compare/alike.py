"""Which short texts are the same but for a few characters: a scan misreads some, a copyist changes some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_CHUNK = 512  # rows of the similarity matrix at a time, so that memory stays flat


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) of texts whose character 2- and 3-grams have a cosine of at least `least`; equal texts have 1."""
    if len(texts) < 2:
        return
    from sklearn.feature_extraction.text import HashingVectorizer  # loaded only where there are records to compare

    grams = HashingVectorizer(analyzer="char", ngram_range=(2, 3), alternate_sign=False, n_features=2**18).transform(texts)
    for start in range(0, len(texts), _CHUNK):
        block = (grams[start : start + _CHUNK] @ grams.T).tocoo()
        for row, column, likeness in zip(block.row, block.col, block.data, strict=True):
            if likeness >= least and start + row < column:
                yield int(start + row), int(column)
