"""Stamps: Slack numbers messages by the microsecond they were said at, «1498401043.277604»."""

import re
from typing import Any

from veche.kit.time import Moment

_STAMP = re.compile(r"([0-9]{1,11})(?:\.([0-9]{1,9}))?")
_LIKELY = re.compile(r"[0-9]{9,11}\.[0-9]{6}")


def stamp_of(value: Any) -> str:
    """Answer a stamp as it is written, or nothing for what is none; old exports write a number."""
    if type(value) is float and 0 <= value < 1e11:
        return f"{value:.6f}"
    if type(value) is int and 0 <= value < 10**11:
        return str(value)
    return value if type(value) is str and _STAMP.fullmatch(value) else ""


def moment_of(value: Any) -> Moment | None:
    """Answer the moment of a stamp, or nothing for what is none."""
    found = _STAMP.fullmatch(stamp_of(value))
    if found is None:
        return None
    seconds, rest = found.groups()
    return Moment(int(seconds) * 1000 + int(((rest or "") + "000")[:3]))


def is_stamp(value: Any) -> bool:
    """Tell whether only Slack would write a moment so."""
    return type(value) is str and _LIKELY.fullmatch(value) is not None
