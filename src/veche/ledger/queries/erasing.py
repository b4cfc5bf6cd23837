"""Who was erased by law: their facts stay, nothing of them does."""

from veche.ledger.models import Identity
from veche.ledger.terms import ERASED


def erased_identities(organisation_id: int) -> list[int]:
    """Answer the identities of an organisation that were erased."""
    found = Identity.objects.filter(organisation=organisation_id, value__startswith=ERASED)
    return list(found.order_by("pk").values_list("pk", flat=True))
