"""A letter that left with a link, by what its public links and its figures name."""

from typing import Any

from tests.mailing import readers

from veche.core.models import Community
from veche.kit.time import as_datetime, now
from veche.mailing import queries
from veche.mailing.models import Delivery, Link, Variant
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import LetterState, Stand
from veche.mailing.urls import figures as urls


def things_of_following(community: Community) -> dict[str, Any]:
    """Answer the letter and the token of somebody who got it, by the routes that name them."""
    news = readers.newsletter(community, f"Итоги {community.slug}", slug=f"figures-{community.pk}")
    at = as_datetime(now())
    letter = readers.letter(
        news, "Итоги", state=LetterState.SENT, begun_at=at, form="markdown",
        content={"source": "[Читать](https://example.org/a)"},
    )  # fmt: skip
    got = Delivery.objects.create(
        letter=letter, email=f"got{community.pk}@example.org", state=Stand.SENT, due_at=at, sent_at=at
    )
    Variant.objects.create(letter=letter, number=community.pk, subject="Другая тема")
    Link.objects.create(letter=letter, number=community.pk, address="https://example.org/a", title="Читать")
    token = token_of(queries.link_key(), got.pk)
    public = ("letter_link", "letter_open", "letter_end_posted", "letter_choice_written")
    return {
        **{f"portal:{name}.token": token for name in public}, "portal:letter_link.number": community.pk,
        "mailing:figure_map.variant": community.pk,
        **{f"mailing:{route.name}.letter": letter.pk for route in urls.urlpatterns},
    }  # fmt: skip
