"""Whom a letter reaches: `make bench NAME=audience [SCALE=1]`.

A million people at SCALE=1 with an address each: nine of ten allow letters, one in fifty refused, one in a
hundred has an address that letters come back from. Asked is how many a letter to all of them reaches and why
the others are left out; then they are written down as deliveries, a few thousand a transaction. Baseline: the
same people judged one by one in Python, with every table they need in dictionaries.
"""

import time
from typing import Any

from benchmarks.filling import found_community
from benchmarks.measuring import SCALE, own_data, report, set_up_django

COUNT, BAR = int(1_000_000 * SCALE), 5.0


def main() -> None:
    """Fill, count the audience, write it down."""
    with own_data():
        set_up_django()
        from veche.core.terms import SYSTEM
        from veche.mailing.actions import general_newsletter, prepare_letter
        from veche.mailing.models import Letter
        from veche.mailing.queries import audience_of

        community, _ = found_community()
        _fill(community)
        newsletter = general_newsletter(community, by=SYSTEM)
        _refuse(community, newsletter)
        at = int(time.time() * 1000)
        letter = Letter.objects.create(
            community=community, newsletter=newsletter, title="Всем", made_at=at, changed_at=at,
            state="preparing",
        )  # fmt: skip
        start = time.perf_counter()
        audience = audience_of(letter)
        counted = time.perf_counter() - start
        naive = _one_by_one(audience)
        start = time.perf_counter()
        written = prepare_letter(letter, in_=community, by=SYSTEM)
        prepared = time.perf_counter() - start
    assert written == audience.reached, (written, audience)
    print(f"{audience.meant} people: {audience.reached} reached, left out: {dict(audience.left)}")
    print(f"counted in {counted:.2f} s, one by one {naive:.2f} s, written down in {prepared:.1f} s")
    report("audience", counted, "s", BAR, better="less", baseline="tables in dictionaries",
           ratio=naive / counted)  # fmt: skip


def _fill(community: Any) -> None:
    """Make people who allow letters straight in the tables, as an import would leave them."""
    from veche.kit import sql
    from veche.ledger.models import Origin
    from veche.mailing.models import Sender
    from veche.people.models import ConsentText

    organisation, pk = community.organisation_id, community.pk
    text = ConsentText.objects.create(
        organisation_id=organisation, purpose="letters", version=1, text="…", digest="d", made_at=1
    )
    Sender.objects.create(community_id=pk, title="Почта", kind="outbox", address="a@b.example", made_at=1)
    origin = Origin.objects.create(community=community, kind="import", title="bench", made_at=1)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {COUNT}) "
    for statement in (
        "INSERT INTO ledger_identity (id, organisation_id, kind, value, name, nature, named_at, origin_id) "
        f"{numbers} SELECT 1000 + i, {organisation}, 'email', 'reader' || i || '@example' || (i %% 50) || "
        f"'.org', 'Читатель ' || i, 0, 1, {origin.pk} FROM n",
        "INSERT INTO people_person (id, organisation_id, name, given_name, photo, face, language, anchor_id, "
        f"made_at) {numbers} SELECT 1000 + i, {organisation}, 'Читатель ' || i, '', '', '', '', 1000 + i, 1 "
        "FROM n",
        f"INSERT INTO people_attachment (identity_id, person_id, tie, since) {numbers} "
        "SELECT 1000 + i, 1000 + i, 0, 1 FROM n",
        "INSERT INTO people_consent (person_id, author, made_at, community_id, text_id, given_at, way, "
        f"proof, withdrawn_way) {numbers} SELECT 1000 + i, '', 1, {pk}, {text.pk}, 1, 'form', '', '' FROM n "
        "WHERE i %% 10 <> 0",
    ):
        sql.execute(statement, ())


def _refuse(community: Any, newsletter: Any) -> None:
    """One in fifty unsubscribed, one in a hundred cannot be reached."""
    from veche.kit import sql

    sql.execute(
        "INSERT INTO mailing_subscription (newsletter_id, email, identity_id, state, frequency, changed_at) "
        "SELECT %s, value, id, 'off', 'every', 1 FROM ledger_identity WHERE kind = 'email' AND id %% 50 = 7",
        (newsletter.pk,),
    )
    sql.execute(
        "INSERT INTO mailing_suppression (community_id, email, why, detail, at, author, ended_why, ended_by) "
        "SELECT %s, value, 'bounced', '', 1, '', '', '' FROM ledger_identity WHERE kind = 'email' AND "
        "id %% 100 = 3",
        (community.pk,),
    )


def _one_by_one(audience: Any) -> float:
    """Judge the same people with tables in dictionaries; answers the seconds it took."""
    from veche.mailing.models import Subscription, Suppression
    from veche.people.models import Attachment, Consent

    start = time.perf_counter()
    allowing = set(Consent.objects.values_list("person_id", flat=True))
    addresses: dict[int, str] = {}
    for person, kind, value in Attachment.objects.values_list(
        "person_id", "identity__kind", "identity__value"
    ):
        if kind == "email":
            addresses.setdefault(person, value)
    off = set(Subscription.objects.filter(state="off").values_list("email", flat=True))
    bounced = set(Suppression.objects.values_list("email", flat=True))
    reached = sum(
        1 for person, email in addresses.items()
        if person in allowing and email not in off and email not in bounced
    )  # fmt: skip
    assert reached == audience.reached, (reached, audience)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
