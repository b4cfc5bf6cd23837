"""Shapes: careful steps through JSON of others: whatever is missing or of another kind is empty."""

from __future__ import annotations

import json
from typing import Any

from veche.mailing.rules.reports.addresses import address_in
from veche.mailing.rules.reports.causes import judged
from veche.mailing.rules.reports.machine import LONGEST_KEPT
from veche.mailing.terms.returning import Cause, Returned, What

MOST_EVENTS = 5_000


def json_of(body: bytes | str) -> Any:
    """Answer what a text holds; raises `ValueError` for what is no JSON, however deep."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError("no JSON") from error


def at(value: Any, *path: str) -> Any:
    """Answer what stands at the end of a path of names, or nothing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_at(value: Any, *path: str, longest: int = LONGEST_KEPT) -> str:
    """Answer a text or a number at the end of a path, as text."""
    found = at(value, *path)
    return str(found)[:longest] if isinstance(found, str | int | float) else ""


def dicts_at(value: Any, *path: str) -> list[dict[str, Any]]:
    """Answer the objects in a list at the end of a path."""
    found = at(value, *path) if path else value
    return [one for one in found if isinstance(one, dict)][:MOST_EVENTS] if isinstance(found, list) else []


def texts_in(value: Any) -> tuple[str, ...]:
    """Answer the texts of an object's values: metadata that we gave with a letter."""
    return tuple(one for one in value.values() if isinstance(one, str)) if isinstance(value, dict) else ()


def refusal_of(address: str, said: str, status: str = "", *, what: What | None = None) -> Returned:
    """Answer a server's refusal that a provider tells of, with its verdict where the words say nothing."""
    told = judged(said, status)
    verdict = told.what
    if what is What.HARD:
        verdict = told.what if told.what is What.BLOCKED or told.cause is Cause.FULL else What.HARD
    elif what is not None:
        verdict = told.what if what is What.SOFT and told.what is What.BLOCKED else what
    kept = " ".join(said.split())[:LONGEST_KEPT]
    return Returned(verdict, address_in(address), told.cause, told.status, told.code, kept)


def plainly(what: What, address: str, feedback: str | None = None, said: str = "") -> Returned:
    """Answer what a provider tells that is no refusal of a server; a complaint of no kind is abuse."""
    if feedback is None:
        feedback = "abuse" if what is What.COMPLAINT else ""
    return Returned(what, address_in(address), diagnostic=said[:LONGEST_KEPT], feedback=feedback[:20])
