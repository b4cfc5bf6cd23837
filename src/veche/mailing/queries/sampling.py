"""A letter that shows a look: something of everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from veche.mailing.queries.lending import photos_of
from veche.mailing.queries.previewing import in_one_light
from veche.mailing.rules.looks import read_theme
from veche.mailing.rules.rendering import Draft, render, shown_letter
from veche.mailing.terms.writing import (
    BROWSER,
    PREFERENCES,
    UNSUBSCRIBE,
    Button,
    Divider,
    Heading,
    Lent,
    Quote,
    Text,
)

if TYPE_CHECKING:
    from veche.core.models import Community


def sample_in(community: Community, look: Mapping[str, Any]) -> str:
    """Answer the HTML of a letter in a look; refuses a look that is none."""
    theme = read_theme({name: value for name, value in look.items() if value != ""})
    blocks = (
        Heading(text=gettext("What is new"), level=1),
        Text(text=gettext("Hello! A few words, **some of them bold**, and [a link](https://example.org).")),
        Button(text=gettext("I will come"), link="https://example.org/"),
        Quote(text=gettext("I came for the talks and stayed for the people."), source=gettext("A member")),
        Divider(), Text(text=gettext("- one thing\n- another thing")),
    )  # fmt: skip
    draft = Draft(subject=gettext("What is new"), blocks=blocks, language=community.language)
    rendered = render(draft, theme, Lent(photos_of(community, [theme.header])))
    nowhere = dict.fromkeys((UNSUBSCRIBE, PREFERENCES, BROWSER), "https://example.org/")
    values = {"community": community.name, **nowhere}
    return in_one_light(shown_letter(rendered, values)[1], is_dark=bool(look.get("dark")))
