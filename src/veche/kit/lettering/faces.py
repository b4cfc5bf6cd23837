"""Faces: which of those the build hook brought has a letter, opened when the first is drawn."""

from __future__ import annotations

import json
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from veche.kit.lettering.clusters import clusters_of, is_picture, visible

DIST = Path(__file__).resolve().parents[1] / "static/kit/dist"
REGULAR, BOLD = 400, 700
PLAIN, PICTURES, CHINESE, JAPANESE, KOREAN = "plain", "emoji", "sc", "jp", "kr"
_KANA, _HANGUL = ((0x3040, 0x30FF), (0x31F0, 0x31FF)), ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))
# Latin, Greek, Cyrillic and signs belong to DejaVu, whatever other faces have of them.
_EUROPEAN = ((0, 0x52F), (0x1D00, 0x1FFF), (0x2000, 0x2E7F))


class Listed(NamedTuple):
    """A face as the build hook lists it: its family, the ends of its ranges of letters, where it stands."""

    family: str
    letters: array[int]
    places: dict[int, tuple[int, int]]


class Placed(NamedTuple):
    """A cluster as it is drawn, and the face that has it, if any; `is_whole`: nothing was left out."""

    cluster: str
    listed: int | None
    is_whole: bool


class Face:
    """A face that is open: what shapes by it, and what is cut from it for a PDF."""

    def __init__(self, blob: Any) -> None:
        import uharfbuzz

        self.source = uharfbuzz.Face(blob)
        self.font = uharfbuzz.Font(self.source)
        self.em: int = self.source.upem


def placed(text: str) -> Iterator[Placed]:
    """Answer the clusters of a cleaned text, each with the face that draws it."""
    order, before = _far_eastern(text), ""
    for cluster in clusters_of(text):
        one = _place(cluster, before, order)
        if one.listed is not None and not is_picture(cluster):
            before = listed_faces()[one.listed].family
        yield one


@lru_cache(maxsize=4096)
def _place(cluster: str, before: str, order: tuple[str, ...]) -> Placed:
    """Look for a face; what none has is drawn taken apart, in its plain form, or without its marks."""
    forms = [(cluster, True), *((unicodedata.normalize(form, cluster), True) for form in ("NFD", "NFKC"))]
    for drawn, is_whole in (*forms, (cluster[0], False)):
        numbers = visible(drawn)
        if not numbers:
            return Placed(drawn, None, True)
        having = frozenset.intersection(*map(faces_with, numbers))
        if having:
            best = min(having, key=lambda number: (_rank(number, drawn, before, order), number))
            return Placed(drawn, best, is_whole)
    return Placed("", None, False)


def _rank(number: int, cluster: str, before: str, order: tuple[str, ...]) -> int:
    family = listed_faces()[number].family
    if family == PICTURES:
        return 0 if is_picture(cluster) else 9
    if family == PLAIN:
        return 1 if _within(cluster[0], _EUROPEAN) else 7
    if family == before:
        return 2
    return 4 + order.index(family) if family in order else 3


@lru_cache(maxsize=4096)
def faces_with(letter: int) -> frozenset[int]:
    """Answer which faces have the letter of a number."""
    return frozenset(number for number, one in enumerate(listed_faces()) if _has(one.letters, letter))


def _has(ends: array[int], letter: int) -> bool:
    place = bisect_left(ends, letter)
    return place % 2 == 1 or (place < len(ends) and ends[place] == letter)


def _far_eastern(text: str) -> tuple[str, ...]:
    """Han is drawn as those write it whose other letters stand beside it."""
    if any(_within(letter, _KANA) for letter in text):
        return (JAPANESE, CHINESE, KOREAN)
    if any(_within(letter, _HANGUL) for letter in text):
        return (KOREAN, CHINESE, JAPANESE)
    return (CHINESE, JAPANESE, KOREAN)


def _within(letter: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(low <= ord(letter) <= high for low, high in ranges)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return names


@cache
def listed_faces() -> tuple[Listed, ...]:
    """Answer all faces with their letters; weights of one face are one."""
    found: list[Listed] = []
    for one in json.loads((DIST / _names()["letters.json"]).read_text()):
        place = (one["at"], one["size"])
        if one["weight"] == BOLD:
            found[-1].places[BOLD] = place
        else:
            found.append(Listed(one["family"], array("I", one["letters"]), {REGULAR: place}))
    return tuple(found)


def weight_of(number: int, *, bold: bool) -> int:
    """Answer the weight that there is; a large face has no bold one and is drawn thicker."""
    return BOLD if bold and BOLD in listed_faces()[number].places else REGULAR


# Han has two hundred slices, of which a list of names needs a few dozen at a time.
@lru_cache(maxsize=64)
def open_face(number: int, weight: int) -> Face:
    """Open a face; those used last stay open."""
    import uharfbuzz

    listed = listed_faces()[number]
    if listed.family == PLAIN:
        name = _names()["report-bold.ttf" if weight == BOLD else "report.ttf"]
        return Face(uharfbuzz.Blob.from_file_path(str(DIST / name)))
    at, size = listed.places[weight]
    with (DIST / _names()["letters.bin"]).open("rb") as file:
        file.seek(at)
        return Face(uharfbuzz.Blob(zlib.decompress(file.read(size))))
