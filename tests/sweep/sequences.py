"""A letter of the archive and a sequence, with what their routes name."""

from typing import Any

from tests.mailing import readers

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.time import now
from veche.mailing import queries
from veche.mailing.actions import publish_letter
from veche.mailing.models import Delivery
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import LetterState, Stand


def things_of_archive(community: Community) -> dict[str, Any]:
    """Answer a letter that stands in an archive, and the link of one who got it."""
    news = readers.newsletter(community, f"Архив {community.slug}", slug="archive")
    letter = readers.letter(news, kind="issue", state=LetterState.SENT)
    publish_letter(letter, by=SYSTEM)
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
