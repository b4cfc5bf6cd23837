"""Checks of a letter before it leaves that need only the letter: weight, links, pictures, signs of spam.

Whether links are alive and what a domain says of its mail, others ask: that needs the network.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from veche.mailing.rules.checking.contents import (
    findings_in_blocks,
    findings_of_event,
    findings_of_look,
    findings_of_places,
)
from veche.mailing.rules.checking.links import findings_of_links
from veche.mailing.rules.checking.pictures import findings_of_pictures
from veche.mailing.rules.checking.reading import read
from veche.mailing.rules.checking.words import findings_of_subject, findings_of_weight, findings_of_words
from veche.mailing.rules.rendering import Draft, Rendered
from veche.mailing.terms.checking import Finding
from veche.mailing.terms.writing import Lent, Theme

__all__ = ["check_letter"]


def check_letter(
    draft: Draft, rendered: Rendered, theme: Theme, lent: Lent, *,
    fields: Collection[str] = (), lacks: Mapping[str, int] | None = None,
    event: Mapping[str, str] | None = None,
) -> list[Finding]:  # fmt: skip
    """Answer everything found in a letter, the gravest first.

    `fields` are the keys of people's own fields, `lacks` says how many of the audience lack which value,
    `event` what is told of the event it is about: nothing where it is about none.
    """
    seen = read(rendered.html)
    found = [
        *findings_of_subject(draft), *findings_of_places(draft, rendered, fields, lacks or {}),
        *findings_of_event(rendered, event), *findings_in_blocks(draft, lent), *findings_of_look(theme),
        *findings_of_weight(rendered),
        *findings_of_links(seen, rendered), *findings_of_pictures(seen, lent),
        *findings_of_words(rendered, seen),
    ]  # fmt: skip
    return sorted(found, key=lambda finding: -finding.severity)
