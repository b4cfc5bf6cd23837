"""What people hear from below: shells that load and call."""

from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.ledger.models import Origin
from veche.people import actions
from veche.people.actions import indexing


@job(N_("Recognise people"), bound=900)
def recognise(origin: int, **span: int) -> None:
    """Give everybody in a batch of facts their person; `span` is what `ledger.terms.RECORDED` tells."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.recognise_batch(
            found.community, origin, facts=(span["first"], span["last"]),
            identities=(span["first_identity"], span["last_identity"]),
            aliases=(span["first_alias"], span["last_alias"]), by=SYSTEM,
        )  # fmt: skip


@job(N_("Let go of people of a withdrawn import"), bound=900)
def let_go(origin: int) -> None:
    """Look anew at everybody after an import was taken back; who was in nothing else goes."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.drop_told(origin, in_=found.community, by=SYSTEM)
        actions.let_go_of_lonely(found.community, by=SYSTEM)


@job(N_("Have people found by their names"), bound=900)
def index_names(origin: int, **span: int) -> None:
    """Put the new names of a batch of facts into the index; `span` is what `RECORDED` tells."""
    indexing.index_handles(span["first_identity"], span["last_identity"])
    indexing.index_renamed(origin, span["first"], span["last"])


@job(N_("Forget names of a withdrawn import"), bound=900)
def drop_names(origin: int) -> None:  # noqa: ARG001 - what is told
    """Take names out of the index whose handles are gone with an import."""
    indexing.drop_gone()
