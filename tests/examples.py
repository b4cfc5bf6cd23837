"""How many examples a slow property is asked for, so that the suite stays within its time."""

import os


def examples(wanted: int) -> int:
    """Answer as many as wanted on SQLite, a third on PostgreSQL: only questions to the ledger differ there.

    `EXAMPLES=10 pytest ...` asks for ten times as many.
    """
    share = 3 if os.environ.get("VECHE_TEST_DATABASE") == "postgres" else 1
    return max(5, wanted * int(os.environ.get("EXAMPLES", "1")) // share)
