"""The ledger's door for writing: recording facts, and the two exceptions, withdrawing and redacting."""

from veche.ledger.actions.naming import rename_channel
from veche.ledger.actions.recording import open_origin, record_many
from veche.ledger.actions.redacting import redact_identities, strike_from_extra
from veche.ledger.actions.snapshots import save_snapshot
from veche.ledger.actions.withdrawing import withdraw_origin

__all__ = [
    "open_origin",
    "record_many",
    "redact_identities",
    "rename_channel",
    "save_snapshot",
    "strike_from_extra",
    "withdraw_origin",
]
