"""People with addresses who read letters, and a letter for them."""

from collections.abc import Iterable

from tests import make
from tests.people.test_recognising import do_jobs

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.time import DAY, Moment, now
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle, Kind
from veche.mailing.actions import general_newsletter
from veche.mailing.models import Letter, Newsletter, Sender, Subscription
from veche.mailing.terms import SenderKind, SubscriptionState
from veche.people.actions import give_consent
from veche.people.models import Person
from veche.people.terms import Purpose, Way


def address_of(name: str) -> str:
    """The address of somebody by their name."""
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


def people_named(community: Community, *names: str, kind: Kind = Kind.MESSAGED) -> dict[str, Person]:
    """People of a community who were seen by their address, by name."""
    seen = [
        make.sighting(f"{kind.word}-{name}", handle=Handle("email", address_of(name), name), kind=kind)
        for name in names
    ]
    record_many(seen, origin=make.origin(community), by=SYSTEM)
    do_jobs()
    columns.append(community.pk)
    found = Person.objects.filter(attachments__identity__value__in=[address_of(name) for name in names])
    return {one.name: one for one in found}


def allowing(people: Iterable[Person], community: Community) -> None:
    """People who allow letters of a community."""
    for person in people:
        give_consent(
            person, Purpose.LETTERS, way=Way.FORM, given_at=Moment(now() - DAY), in_=community, by=SYSTEM
        )


def subscribed(newsletter: Newsletter, *names: str, state=SubscriptionState.ON, **more) -> None:
    """People who said something about a newsletter, by their address."""
    for name in names:
        person = Person.objects.filter(attachments__identity__value=address_of(name)).first()
        identity = person.attachments.get(identity__value=address_of(name)).identity if person else None
        Subscription.objects.create(
            newsletter=newsletter, email=address_of(name), identity=identity, state=state, changed_at=now(),
            **more,
        )  # fmt: skip


def newsletter(community: Community, title: str = "Новости", **more) -> Newsletter:
    """A newsletter people subscribe to."""
    fields = {"slug": "news", "made_at": now(), "language": "ru"} | more
    return Newsletter.objects.create(community=community, title=title, **fields)


def sender(community: Community, **more) -> Sender:
    """A way out that keeps letters on a page."""
    fields = {"title": "Почта", "kind": SenderKind.OUTBOX, "address": "news@club.example"} | more
    return Sender.objects.create(community=community, made_at=now(), **fields)


def letter(in_: Community | Newsletter, subject: str = "Привет", **more) -> Letter:
    """A letter of a newsletter, or one by itself."""
    of = in_ if isinstance(in_, Newsletter) else general_newsletter(in_, by=SYSTEM)
    fields = {"title": subject, "subject": subject, "made_at": now(), "changed_at": now()} | more
    return Letter.objects.create(community=of.community, newsletter=of, **fields)
