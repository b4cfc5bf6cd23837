"""Letters as they are being written, and those who write them."""

from typing import Any

from tests import make

from veche.core.models import Community
from veche.core.terms import SYSTEM, Actor
from veche.kit.time import now
from veche.mailing.actions import general_newsletter, save_letter, start_letter
from veche.mailing.models import Letter, Sender
from veche.mailing.queries.letters import letter_of
from veche.mailing.terms import SenderKind
from veche.mailing.terms.desk import Written

TEXT = {"kind": "text", "key": "b1", "text": "Приходите в субботу."}
BUTTON = {"kind": "button", "key": "b2", "text": "Приду", "link": "https://example.org/run"}


def letter(
    community: Community | None = None, *blocks: dict[str, Any], by: Actor = SYSTEM, **more: Any
) -> Letter:
    """A letter of a community in blocks, a text and a button if none are named."""
    home = community or make.community()
    made = start_letter(home, general_newsletter(home, by=SYSTEM), more.pop("title", "Суббота"), by=by)
    written = Written(
        subject=more.pop("subject", "Бежим в субботу"),
        content={"blocks": list(blocks or (TEXT, BUTTON))},
        **more,
    )
    save_letter(made, written, version=made.version, by=by)
    found = letter_of(home, made.pk)
    assert found is not None
    return found


def fresh(one: Letter) -> Letter:
    """The letter as it stands now."""
    found = letter_of(one.community, one.pk)
    assert found is not None
    return found


def way_out(community: Community) -> Sender:
    """A way out that keeps letters on a page."""
    facts = {"title": "Исходящие", "kind": SenderKind.OUTBOX, "address": "news@example.org", "made_at": now()}
    return Sender.objects.create(community=community, **facts)
