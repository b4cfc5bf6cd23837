"""Letters that left, and what is done with them."""

from tests.mailing import readers

from veche.core.models import Community
from veche.kit.time import HOUR, as_datetime, now
from veche.ledger.models import Identity
from veche.mailing import queries
from veche.mailing.models import Delivery, Hit, Letter, LetterRules, Link, Newsletter
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import Following, LetterState, Stand

SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15"
TARGETS = (
    "https://example.org/a", "https://example.org/b?x=1&y=2", "https://example.org/c",
    "https://example.org/d",
)  # fmt: skip
SOURCE = "# Новости\n\n[Читать](https://example.org/a), [Записаться](https://example.org/b?x=1&y=2)\n"


def sent_letter(
    community: Community, *names: str, links: int = 2, news: Newsletter | None = None, **more
) -> Letter:
    """A letter that these people got an hour ago, with links to places of ours."""
    news = news or readers.newsletter(community)
    known = set(news.subscriptions.values_list("email", flat=True))
    readers.subscribed(news, *(name for name in names if readers.address_of(name) not in known))
    at = as_datetime(now() - HOUR)
    fields = {
        "state": LetterState.SENT, "begun_at": at, "prepared_at": at, "ended_at": at, "form": "markdown",
        "content": {"source": SOURCE},
    } | more  # fmt: skip
    letter = readers.letter(news, fields.pop("subject", "Бежим в субботу"), **fields)
    for name in names:
        email = readers.address_of(name)
        identity = Identity.objects.filter(kind="email", value=email).first()
        person = identity.attachment.person_id if identity and hasattr(identity, "attachment") else None
        Delivery.objects.create(
            letter=letter, email=email, domain="example.org", state=Stand.SENT, due_at=at, sent_at=at,
            identity=identity, person_id=person,
        )  # fmt: skip
    for number, target in enumerate(TARGETS[:links], 1):
        Link.objects.create(letter=letter, number=number, address=target, title=f"Ссылка {number}")
    return letter


def rules_of(community: Community, rule: Following) -> None:
    """What a community keeps of opens and clicks."""
    LetterRules.objects.update_or_create(community=community, defaults={"opens": rule, "clicks": rule})


def token(delivery: Delivery) -> str:
    """What names a delivery in the links of its letter."""
    return token_of(queries.link_key(), delivery.pk)


def hits_of(letter: Letter) -> list[tuple[int | None, int, int]]:
    """What is kept of a letter: of which delivery, which link, who asked; in order."""
    found = Hit.objects.filter(letter=letter).values_list("delivery_id", "link", "agent")
    return sorted(found, key=lambda one: (one[0] or 0, *one[1:]))
