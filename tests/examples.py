"""How many examples a slow property is asked for, so that the suite stays within its time."""

import os


def examples(wanted: int) -> int:
    """Answer a fifth of those wanted on SQLite, a twelfth on PostgreSQL: only SQL differs there.

    `EXAMPLES=5 pytest ...` asks for all of them, `EXAMPLES=50` for ten times as many.
    """
    share = 12 if os.environ.get("VECHE_TEST_DATABASE") == "postgres" else 5
    return max(5, wanted * int(os.environ.get("EXAMPLES", "1")) // share)
