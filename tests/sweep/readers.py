"""A newsletter, a letter somebody got and what they said, with what public routes name."""

from typing import Any

from tests.mailing import readers

from veche.core.models import Community
from veche.kit.time import now
from veche.mailing import queries
from veche.mailing.models import Delivery, Subscription
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import Stand


def things_of_readers(community: Community) -> dict[str, Any]:
    """Answer the secrets of a reader and the address of a newsletter by the routes that name them."""
    news = readers.newsletter(community, f"Новости {community.slug}", slug=f"sweep-{community.pk}")
    readers.subscribed(news, f"Reader{community.pk}")
    row = Subscription.objects.get(newsletter=news)
    got = Delivery.objects.create(
        letter=readers.letter(news), email=row.email, state=Stand.SENT, due_at=now()
    )  # fmt: skip
    token = token_of(queries.link_key(), got.pk)
    return {
        "portal:letter_confirm.secret": queries.confirm_secret(row),
        "portal:own_letters.secret": queries.own_secret(row),
        "portal:letter_end.token": token, "portal:letter_choice.token": token,
        **{f"portal:{name}.newsletter": news.slug
           for name in ("newsletter_page", "newsletter_frame", "newsletter_feed")},
    }  # fmt: skip
