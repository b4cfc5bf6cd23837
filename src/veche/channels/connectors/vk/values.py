"""Values of a JSON from outside, as what they should be or as nothing."""

from typing import Any

LARGEST = 1 << 53


def text_of(value: Any) -> str:
    """Answer a text, or an empty one for anything else."""
    return value if type(value) is str else ""


def number_of(value: Any) -> int:
    """Answer a whole number, also one written as text; 0 for anything else."""
    if type(value) is int:
        return value if -LARGEST < value < LARGEST else 0
    if type(value) is str and len(value) < 17 and value.removeprefix("-").isdecimal() and value.isascii():
        return int(value)
    return 0


def first_number(record: dict[str, Any], *keys: str) -> int:
    """Answer the first of these numbers that a record has: VK renamed some of them over the years."""
    for key in keys:
        if key in record and (number := number_of(record[key])):
            return number
    return 0


def dict_of(value: Any) -> dict[str, Any]:
    """Answer an object, or an empty one for anything else."""
    return value if type(value) is dict else {}


def dicts_of(value: Any) -> list[dict[str, Any]]:
    """Answer the objects of a list."""
    return [item for item in value if type(item) is dict] if type(value) is list else []


def tallies_of(counts: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Answer the counts that say something."""
    return tuple((name, count) for name, count in counts if count > 0)


def counted(record: dict[str, Any], key: str) -> int:
    """Answer how many likes, views or the like there are: «likes»: {«count»: 5}."""
    value = record.get(key)
    return number_of(value.get("count")) if type(value) is dict else number_of(value)
