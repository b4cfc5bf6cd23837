"""A letter of the archive and a sequence, with what their routes name."""

from typing import Any

from tests.mailing import readers

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.time import now
from veche.mailing import actions, queries
from veche.mailing.models import Delivery, Subscription, Walk
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import LetterState, Stand
from veche.mailing.urls import sequences as urls


def things_of_archive(community: Community) -> dict[str, Any]:
    """Answer a letter that stands in an archive, and the link of one who got it."""
    news = readers.newsletter(community, f"Архив {community.slug}", slug=f"archive-{community.pk}")
    letter = readers.letter(news, kind="issue", state=LetterState.SENT)
    actions.publish_letter(letter, by=SYSTEM)
    got = Delivery.objects.create(
        letter=letter, email=f"archive{community.pk}@example.org", state=Stand.SENT, due_at=now()
    )
    token = token_of(queries.link_key(), got.pk)
    return {
        "portal:letter_web.token": token, "portal:letter_web_frame.token": token,
        **{f"portal:{name}.newsletter": news.slug for name in ("issue_page", "issue_frame")},
        **{f"portal:{name}.number": 1 for name in ("issue_page", "issue_frame")},
        **{f"mailing:letter_{deed}.letter": letter.pk for deed in ("hide", "publish")},
    }  # fmt: skip


def things_of_sequences(community: Community) -> dict[str, Any]:
    """Answer a sequence, a step, somebody who walks it, and a subscriber, by the routes that name them."""
    news = readers.newsletter(community, f"Цепочка {community.slug}", slug="sequence")
    readers.subscribed(news, f"Walker{community.pk}")
    sequence = actions.begin_ready(community, news, "welcome", by=SYSTEM)
    step = sequence.steps.order_by("place").first()
    assert step is not None
    walk = Walk.objects.create(sequence=sequence, person_id=community.pk, step=step, began_at=now())
    routes = [route.name for route in urls.urlpatterns]
    subscribers = [
        f"mailing:subscriber_{deed}" for deed in ("list", "import", "file", "page", "end", "again")
    ]
    return {
        **{f"mailing:{name}.sequence": sequence.pk for name in routes},
        **{f"mailing:{name}.step": step.pk for name in routes},
        **{f"mailing:{name}.walk": walk.pk for name in routes},
        **{f"{name}.newsletter": news.pk for name in subscribers},
        **{f"{name}.subscription": Subscription.objects.get(newsletter=news).pk for name in subscribers},
    }  # fmt: skip
