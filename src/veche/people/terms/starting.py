"""What segments begin with: questions every community asks sooner or later."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from veche.kit.terms import N_

Conditions = Mapping[str, Any]


class Starter(NamedTuple):
    """Conditions to begin with, under a name."""

    title: str
    icon: str
    conditions: Conditions


def _did(kinds: list[str], times: str, number: int, days: int) -> Conditions:
    return {"about": "did", "kinds": kinds, "times": times, "number": number, "span": "last", "days": days}


_MEMBERS = ["newcomer", "active", "regular", "advocate", "drifting"]
_SPEAKING = ["messaged", "commented", "asked", "answered"]
STARTERS = (
    Starter(N_("Joined lately, not a word yet"), "user-plus", {"all": [
        {"about": "dated", "moment": "joined", "span": "last", "days": 30},
        _did(_SPEAKING, "most", 0, 365),
    ]}),
    Starter(N_("Were regular, went quiet"), "trending-down", {"all": [
        {"about": "stage", "stages": ["drifting"], "held": "any"}, _did(_SPEAKING, "least", 10, 365),
    ]}),
    Starter(N_("Come to events, silent in chats"), "calendar-check", {"all": [
        _did(["attended"], "least", 2, 180), _did(_SPEAKING, "most", 0, 30),
    ]}),
    Starter(N_("Help others"), "heart", {"any": [
        {"about": "stage", "stages": ["advocate"], "held": "any"}, _did(["answered"], "least", 3, 60),
    ]}),
    Starter(N_("Birthday within a week"), "cake", {"all": [
        {"about": "trait", "field": "birthday", "how": "anniversary", "ahead": 7},
        {"about": "stage", "stages": _MEMBERS, "held": "any"},
    ]}),
    Starter(N_("Active, but nobody talked with them"), "message-circle", {"all": [
        _did(_SPEAKING, "least", 1, 30),
        {"about": "talked", "partner": "anybody", "times": "most", "number": 0, "span": "last", "days": 90},
    ]}),
    Starter(N_("Active, and allow letters"), "mail", {"all": [
        {"about": "stage", "stages": ["active", "regular", "advocate"], "held": "any"},
        {"about": "consent", "purpose": "letters", "state": "given"},
    ]}),
)  # fmt: skip
