"""Looking things up: a provision on a day (`anjuan law at`), words anywhere in the law data (`anjuan law search`)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.check import load_rules
from pipeline.check.wording import cited
from pipeline.law import Law, crimes, offences
from pipeline.lawdesk import texts, wording
from pipeline.problems import UsageError
from pipeline.records import Provision

KINDS = {"provision": "条目", "offence": "违法行为", "crime": "入罪门槛", "rule": "规则", "text": "法规全文"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be searched."""

    kind: str  # a key of KINDS
    name: str
    title: str
    text: str


def at(asked: str, day: date, folder: Path | None = None) -> list[str]:
    """What a provision, named or described by words of its title, says on that day."""
    law = Law.load()
    names = named(asked)
    said: list[str] = []
    for name in names:
        said += [*_on(law, name, day, folder), ""]
    return said[:-1]


def named(asked: str) -> tuple[str, ...]:
    """The provisions with that name, that title, or with every word in the title. UsageError with the nearest ones."""
    law = Law.load()
    if asked in law.names():
        return (asked,)
    titles = {name: law.versions(name)[0].title for name in law.names()}
    if exact := tuple(name for name, title in titles.items() if title == asked):
        return exact
    if found := tuple(name for name, title in titles.items() if all(word in title for word in asked.split())):
        return found
    near = sorted(titles, key=lambda name: -_likeness(asked, name, titles[name]))[:3]
    hint = "、".join(f"{titles[name]}（{name}）" for name in near)
    raise UsageError(f"没有叫“{asked}”的条目。相近的有：{hint}。也可以用 anjuan law search 查找。")


def search(asked: str, folder: Path | None = None) -> tuple[Entry, ...]:
    """The entries that hold every word, those with all of them in the title first. UsageError on an empty question."""
    words = asked.split()
    if not words:
        raise UsageError("请写要查找的词，例如：anjuan law search 听证 期限")
    found = list(entries(folder))
    grams: dict[str, set[int]] = {}
    for number, entry in enumerate(found):
        whole = entry.name + entry.title + entry.text
        for start in range(len(whole) - 1):
            grams.setdefault(whole[start : start + 2].lower(), set()).add(number)
    hits = set(range(len(found)))
    for word in words:
        for start in range(len(word) - 1):
            hits &= grams.get(word[start : start + 2].lower(), set())
    left = [found[number] for number in sorted(hits)]
    left = [entry for entry in left if all(word.lower() in (entry.name + entry.title + entry.text).lower() for word in words)]
    return tuple(sorted(left, key=lambda entry: (not all(word in entry.title for word in words), list(KINDS).index(entry.kind))))


def entries(folder: Path | None = None) -> Iterator[Entry]:
    """Everything there is to search, the office's own texts of `folder` last."""
    law = Law.load()
    for name in law.names():
        versions = law.versions(name)
        told = (f"{version.since}起：{wording.value(version)}（{version.source}，{version.grade}级）" for version in versions)
        yield Entry("provision", name, versions[0].title, "；".join(told))
    for offence in offences():
        cites = "、".join(cited(cite) for cite in offence.penalty)
        until = f"至{offence.until}" if offence.until else ""
        said = f"{'、'.join(offence.causes)}；{cites}；{'罚款：' if offence.fine else ''}{wording.fine(offence)}；{offence.since}起{until}"
        yield Entry("offence", offence.id, offence.deed, said)
    for line in crimes.every_line():
        until = f"至{line.until}" if line.until else ""
        said = f"{cited(line.criminal_law)}；{cited(line.interpretation)}；{crime(line)}；{line.since}起{until}"
        yield Entry("crime", line.id, line.crime, said)
    for rule in load_rules():
        yield Entry("rule", rule.code, rule.title, rule.why)
    for name, place, words in texts.paragraphs(folder) if folder else ():
        yield Entry("text", name, place, words)


def crime(line: crimes.CrimeLine) -> str:
    """The thresholds of a crime in words."""
    said = []
    for threshold in line.lines:
        name, unit = crimes.NAMES.get(threshold.quantity, (threshold.quantity, ""))
        lower = f"（{threshold.circumstance}：{wording.number(threshold.possible)}{unit}）" if threshold.possible else ""
        said.append(f"{name}{wording.number(threshold.at)}{unit}以上{lower}")
    return "、".join(said) or "没有数额起点"


def _on(law: Law, name: str, day: date, folder: Path | None) -> list[str]:
    provision = law.at(name, day)
    versions = law.versions(name)
    if provision is None:
        later = [version for version in versions if version.since > day]
        why = f"{wording.day(later[0].since)}起才有" if later and len(later) == len(versions) else "已经不再有"
        return [f"{versions[0].title}（{name}）", f"  {wording.day(day)}：没有这一规定，{why}。"]
    said = [f"{provision.title}（{name}）", f"  {wording.day(day)}：{wording.value(provision)}", f"  依据：{provision.source}"]
    said.append(f"  可信度：{wording.GRADES[provision.grade]}；本条目自{wording.day(provision.since)}起" + _until(versions, provision))
    words = texts.quoted(folder, provision.citation, day) if folder else None
    return said + [f"  原文：{words}"] if words else said


def _until(versions: tuple[Provision, ...], provision: Provision) -> str:
    following = next((version for version in versions if version.since > provision.since), None)
    return f"，{wording.day(following.since)}起变为：{wording.value(following)}（{following.source}）" if following else ""


def _likeness(asked: str, name: str, title: str) -> float:
    shared = len(set(asked) & set(title)) / (len(set(asked)) or 1)
    return max(difflib.SequenceMatcher(None, asked, name).ratio(), shared)
