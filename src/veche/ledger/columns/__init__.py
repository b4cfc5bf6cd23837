"""The columnar copy of the ledger."""


def append(community_id: int) -> None:
    """Placeholder until the copy is built."""


def rebuild_month(community_id: int, month: int) -> None:
    """Placeholder until the copy is built."""


def compact() -> None:
    """Placeholder until the copy is built."""
