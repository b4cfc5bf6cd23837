"""What the inbox hears from below: shells that load and call."""

from collections.abc import Sequence

from veche.core.models import Community, Organisation
from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.ledger.models import Origin


@job(N_("Open conversations that want an answer"), bound=600)
def gather(origin: int, **span: int) -> None:
    """Put a batch of facts into conversations; `span` is what `ledger.terms.RECORDED` tells."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found and span["first"] and found.withdrawn_at is None:
        actions.gather_batch(found.community, origin, (span["first"], span["last"]), by=SYSTEM)


@job(N_("Let go of conversations of a withdrawn import"), bound=600)
def drop_withdrawn(origin: int) -> None:
    """Take out of conversations what is gone with an import."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.drop_withdrawn(found.community, by=SYSTEM)


@job(N_("Forget a person in conversations"), bound=600)
def forget_traces(organisation: int, person: int, identities: Sequence[int]) -> None:  # noqa: ARG001 - what is told
    """Take away what colleagues wrote about somebody who was forgotten."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found:
        actions.forget_traces(found, identities, by=SYSTEM)


@job(N_("Let conversations follow what was deleted in channels"), bound=600)
def follow_removals(origin: int, ids: Sequence[int]) -> None:
    """Let go of questions that were deleted outside, and take up those that were brought back."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.follow_removals(found.community, ids, by=SYSTEM)


@job(N_("Learn from what was answered"), bound=900)
def learn_answers(origin: int, first: int, last: int, **_: int) -> None:
    """Look at the questions that a batch of facts asks or answers."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found and last >= first:
        actions.learn_batch(first, last, in_=found.community, by=SYSTEM)


@job(N_("Unlearn the answers of a withdrawn import"), bound=900)
def unlearn_withdrawn(origin: int, **_: object) -> None:
    """Take out what a withdrawn origin had brought."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.unlearn_withdrawn(in_=found.community, by=SYSTEM)


@job(N_("Unlearn what a forgotten person said"), bound=900)
def unlearn_forgotten(organisation: int, identities: Sequence[int], **_: object) -> None:
    """Take out what a person who was forgotten by law had asked and answered."""
    for community in Community.objects.select_related("organisation").filter(organisation=organisation):
        actions.forget_answers(identities, in_=community, by=SYSTEM)


@job(N_("Look for what the rules of moderation forbid"), bound=600)
def moderate(origin: int, **span: int) -> None:
    """Have the rules look at a batch of facts, and hear what members report in it; see `gather`."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found and span["first"] and found.withdrawn_at is None:
        stretch = (span["first"], span["last"])
        actions.moderate_batch(found.community, origin, stretch, by=SYSTEM)
        actions.hear_reports(found.community, stretch, by=SYSTEM)


@job(N_("Look for what the rules of moderation forbid in edited words"), bound=600)
def moderate_edits(origin: int, first: int, last: int, recorded_at: int) -> None:
    """Have the rules look at words that were edited."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found and found.withdrawn_at is None:
        actions.moderate_edits(found.community, origin, (first, last), at=recorded_at, by=SYSTEM)


@job(N_("Let go of reports of a withdrawn import"), bound=600)
def drop_withdrawn_reports(origin: int) -> None:
    """Drop reports of what is gone with an import."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.drop_withdrawn_reports(found.community, by=SYSTEM)


@job(N_("Forget a person in reports"), bound=600)
def forget_reports(organisation: int, person: int, identities: Sequence[int]) -> None:  # noqa: ARG001 - what is told
    """Empty what was written about somebody who was forgotten."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found:
        actions.forget_reports(found, identities, by=SYSTEM)
