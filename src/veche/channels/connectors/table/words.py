"""The words by which columns and cells are known; they stand in `words/`, easy to add to."""

from functools import cache
from pathlib import Path

from veche.kit.text import fold

HERE = Path(__file__).parent / "words"


@cache
def words_in(file: str) -> dict[str, frozenset[str]]:
    """Answer the sections of a word list: «meaning:» on a line, then words between commas."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.endswith(":") and not line.startswith(" "):
            section = line[:-1]
        else:
            found.setdefault(section, []).extend(
                fold(word.strip()) for word in line.split(",") if word.strip()
            )
    return {meaning: frozenset(words) for meaning, words in found.items()}


@cache
def meanings_in(file: str) -> dict[str, str]:
    """Answer for every word of a list what it means; the first meaning counts."""
    found: dict[str, str] = {}
    for meaning, words in words_in(file).items():
        for word in words:
            found.setdefault(word, meaning)
    return found
