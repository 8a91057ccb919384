"""The package of an OFD file (GB/T 33190): its documents, and what a page of one refers to."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

Element = ElementTree.Element
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_MOST = 30_000_000  # bytes of one XML file


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as its document lists it."""

    number: str  # the ID by which annotations and seals name it
    path: str


class Package:
    """The parts of the zip by their path."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.names = {info.filename.replace("\\", "/").lstrip("/"): info for info in packed.infolist()}
        self._folded = {name.casefold(): name for name in self.names}

    def xml(self, path: str) -> Element:
        """A part without its namespaces."""
        if self.names[self.held(path) or path].file_size > _MOST:
            raise ValueError("too large")
        raw = self.content(path)
        if b"<!ENTITY" in raw:
            raise ValueError("entities")  # OFD has none: it is an attack
        root = ElementTree.fromstring(raw)
        for element in root.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2]
        return root

    def content(self, path: str) -> bytes:
        """The bytes of a part; KeyError where there is none."""
        return self._packed.read(self.names[self.held(path) or path])

    def held(self, path: str) -> str | None:
        """The part's true name: writers are careless with capitals."""
        return path if path in self.names else self._folded.get(path.casefold())

    def documents(self) -> Iterator[OfdDocument]:
        """Every document, each in its newest version."""
        entry = next((name for name in self.names if posixpath.basename(name).lower() == "ofd.xml"), "OFD.xml")
        for body in self.xml(entry).iter("DocBody"):
            current = next((item for item in body.iter("Version") if item.get("Current") == "true"), None)
            root = join(entry, (body.findtext("DocRoot") or "").strip())
            if current is not None and (newest := self._version(join(entry, current.get("BaseLoc", "")))):
                root = newest
            if self.held(root):
                seals = (body.findtext("Signatures") or "").strip()
                yield OfdDocument(self, root, join(entry, seals) if seals else None)

    def _version(self, path: str) -> str | None:
        if not self.held(path):
            return None
        root = (self.xml(path).findtext("DocRoot") or "").strip()
        return join(path, root) if root else None


@dataclass(frozen=True)
class OfdDocument:
    """One document of the package."""

    package: Package
    path: str
    signatures: str | None  # the list of its seals

    @cached_property
    def root(self) -> Element:
        """Document.xml."""
        return self.package.xml(self.path)

    def pages(self) -> list[PageEntry]:
        """In reading order."""
        listed = self.root.find("Pages")
        items = listed.iter("Page") if listed is not None else ()
        return [PageEntry(item.get("ID", ""), join(self.path, item.get("BaseLoc", ""))) for item in items if item.get("BaseLoc")]

    def size(self, page: Element) -> tuple[float, float]:
        """Width and height in millimetres."""
        for place in (page.find(".//Area/PhysicalBox"), self.root.find(".//PageArea/PhysicalBox")):
            box = numbers(place.text) if place is not None else []
            if len(box) >= 4 and box[2] > 0 and box[3] > 0:
                return box[2], box[3]
        return 210.0, 297.0

    def layers(self, page: Element) -> list[Element]:
        """The page and the templates under it; a template that is not there is left out."""
        found = [page]
        for used in page.iter("Template"):
            for item in self.root.iter("TemplatePage"):
                path = join(self.path, item.get("BaseLoc", ""))
                if item.get("ID") == used.get("TemplateID") and self.package.held(path):
                    found.insert(0, self.package.xml(path))
        return found

    @cached_property
    def units(self) -> dict[str, Element]:
        """Drawings made once and shown where a composite object names them, by the ID of their resource."""
        files = [
            join(self.path, (item.text or "").strip()) for tag in ("PublicRes", "DocumentRes") for item in self.root.iter(tag)
        ]
        held = [self.package.xml(path) for path in files if self.package.held(path)]
        return {item.get("ID", ""): item for root in held for item in root.iter("CompositeGraphicUnit")}

    @cached_property
    def media(self) -> dict[str, str]:
        """Pictures by the ID of their resource."""
        found: dict[str, str] = {}
        for tag in ("PublicRes", "DocumentRes"):
            for item in self.root.iter(tag):
                found |= self._media(join(self.path, (item.text or "").strip()))
        return found

    def page_media(self, page: Element, path: str) -> dict[str, str]:
        """Pictures that this page alone refers to, besides those of the document."""
        own: dict[str, str] = {}
        for item in page.iter("PageRes"):
            own |= self._media(join(path, (item.text or "").strip()))
        return self.media | own

    def _media(self, path: str) -> dict[str, str]:
        if not self.package.held(path):
            return {}
        root = self.package.xml(path)
        base = root.get("BaseLoc", "")
        found = {}
        for item in root.iter("MultiMedia"):
            name = (item.findtext("MediaFile") or "").strip()
            tries = (join(path, posixpath.join(base, name)), join(path, name), join(self.path, posixpath.join(base, name)))
            held = next((self.package.held(there) for there in tries if self.package.held(there)), None)
            if held is None:  # carelessly packed: the name alone tells it
                tail = posixpath.basename(name).casefold()
                held = next((there for there in self.package.names if posixpath.basename(there).casefold() == tail), None)
            if held and item.get("ID"):
                found[item.get("ID", "")] = held
        return found


def join(base: str, path: str) -> str:
    """A path written in the part `base`."""
    path = path.replace("\\", "/")
    return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(base), path))


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute."""
    return [float(item) for item in _NUMBER.findall(text or "")]


def matrix(item: Element) -> Matrix:
    """The transformation of an object."""
    given = numbers(item.get("CTM"))
    return (given[0], given[1], given[2], given[3], given[4], given[5]) if len(given) >= 6 else IDENTITY


def inner(item: Element, outer: Matrix, *, own: bool = True) -> Matrix:
    """From an object's own space to the page; `outer`: of what holds it, `own`: with the object's own transformation."""
    x, y = [*numbers(item.get("Boundary")), 0.0, 0.0][:2]
    a, b, c, d, e, f = matrix(item) if own else IDENTITY
    (e, f), (p, q, r, s, _, _) = carried((e + x, f + y), outer), outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e, f


def carried(point: tuple[float, float], place: Matrix) -> tuple[float, float]:
    """A point of an object's own space on the page."""
    (x, y), (a, b, c, d, e, f) = point, place
    return a * x + c * y + e, b * x + d * y + f
