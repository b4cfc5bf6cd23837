"""How many examples a slow property is asked for, so that the suite stays within its time."""

import os


def examples(wanted: int) -> int:
    """Answer a third of those wanted on SQLite, an eighth on PostgreSQL: only SQL differs there.

    `EXAMPLES=3 pytest ...` asks for all of them, `EXAMPLES=30` for ten times as many.
    """
    share = 8 if os.environ.get("VECHE_TEST_DATABASE") == "postgres" else 3
    return max(5, wanted * int(os.environ.get("EXAMPLES", "1")) // share)
