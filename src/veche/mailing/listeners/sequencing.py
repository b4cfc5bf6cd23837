"""What sequences hear from below."""

from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.ledger.models import Origin
from veche.mailing import actions
from veche.people.actions import recognise_batch


@job(N_("Bring people into sequences of letters"), bound=900)
def begin_walks(origin: int, **span: int) -> None:
    """Bring people in by a batch of facts; two queries where no sequence listens.

    Whoever is nobody yet is made known first: the job that does it may come after this one.
    """
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found is None or span["last"] < span["first"]:
        return
    facts = (span["first"], span["last"])
    if not actions.hear_facts(found.community, *facts, by=SYSTEM):
        recognise_batch(
            found.community, origin, facts=facts,
            identities=(span["first_identity"], span["last_identity"]),
            aliases=(span["first_alias"], span["last_alias"]), by=SYSTEM,
        )  # fmt: skip
        actions.hear_facts(found.community, *facts, by=SYSTEM)
