"""A drawn letter as JSON and back, so that all who send it send the same one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from veche.mailing.rules.rendering import Rendered
from veche.mailing.terms.placing import Choice, Place, Placeholder


def written(rendered: Rendered) -> dict[str, Any]:
    """Answer a drawn letter as JSON."""
    return {
        "subject": rendered.subject, "html": rendered.html, "plain": rendered.plain,
        "places": [dataclasses.asdict(place) for place in rendered.places],
        "weights": dict(rendered.weights),
    }  # fmt: skip


def read(found: Mapping[str, Any]) -> Rendered:
    """Answer the letter that `written` wrote."""
    return Rendered(
        found["subject"], found["html"], found["plain"], tuple(_place(one) for one in found["places"]),
        found["weights"],
    )  # fmt: skip


def _place(found: Mapping[str, Any]) -> Place:
    return Placeholder(**found) if "name" in found else Choice(**found)
