"""Facts of a result folder out to people, and their corrections back (`anjuan annotate export`, `import`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.learn import forms
from pipeline.learn.annotated import Annotated, load, save
from pipeline.learn.proposed import proposed
from pipeline.problems import UsageError
from pipeline.store import NAME, Store


@dataclass(frozen=True, slots=True)
class Taken:
    """What came back: pages, and facts that are other than proposed."""

    texts: int
    changed: int


def give(out: Path, file: Path, form: str, *, doubtful: bool) -> int:
    """Write the facts of a result folder for people to look through; how many pages or rows."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return forms.write(_proposed(out, doubtful=doubtful).values(), file, form)


def take(out: Path, file: Path, form: str, to: Path, *, by: str, at: str) -> Taken:
    """Append what people made of them to the annotations in `to`, with who and when. A page looked at again replaces itself."""
    known = _proposed(out, doubtful=False)
    back = [replace(item, by=item.by or by, at=at) for item in forms.read(file, form, known)]
    before = load(to) if to.exists() else ()
    again = {item.id for item in back}
    save([*(item for item in before if item.id not in again), *back], to)
    return Taken(len(back), sum(_changes(item, known.get(item.id)) for item in back))


def _changes(item: Annotated, before: Annotated | None) -> int:
    old = before.facts if before else {}
    return sum(name not in item.facts or name not in old or item.facts[name]["value"] != old[name]["value"] for name in {*item.facts, *old})


def _proposed(out: Path, *, doubtful: bool) -> Mapping[str, Annotated]:
    if not (out / NAME).exists():
        raise UsageError(f"{out}：没有 {NAME}。请先用 anjuan review 评查。")
    store = Store(out / NAME)
    try:
        return {item.id: item for item in proposed(store.records(), doubtful=doubtful)}
    finally:
        store.close()
