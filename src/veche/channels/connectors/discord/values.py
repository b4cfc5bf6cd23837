"""Values of a JSON from outside, as what they should be or as nothing."""

from typing import Any

LARGEST_COUNT = 1 << 53
LARGEST_SNOWFLAKE = 1 << 63


def text_of(value: Any) -> str:
    """Answer a text, or an empty one for anything else."""
    return value if type(value) is str else ""


def dict_of(value: Any) -> dict[str, Any]:
    """Answer an object, or an empty one for anything else."""
    return value if type(value) is dict else {}


def dicts_of(value: Any) -> list[dict[str, Any]]:
    """Answer the objects of a list."""
    return [item for item in value if type(item) is dict] if type(value) is list else []


def snowflake_of(value: Any) -> str:
    """Answer Discord's number of something in its digits, or nothing; some tools write it as a number."""
    if type(value) is int:
        value = str(value) if 0 < value < LARGEST_SNOWFLAKE else ""
    if type(value) is not str or len(value) > 19 or not (value.isascii() and value.isdecimal()):
        return ""
    return value if value[0] != "0" and int(value) < LARGEST_SNOWFLAKE else ""


def count_of(value: Any) -> int:
    """Answer a count that the world may hold, or none."""
    return value if type(value) is int and 0 < value < LARGEST_COUNT else 0
