"""How many examples a slow property is asked for, so that the suite stays within its time."""

import os


def examples(wanted: int) -> int:
    """Answer half of those wanted on SQLite, a fifth on PostgreSQL: only SQL differs there.

    `EXAMPLES=2 pytest ...` asks for all of them, `EXAMPLES=20` for ten times as many.
    """
    share = 5 if os.environ.get("VECHE_TEST_DATABASE") == "postgres" else 2
    return max(5, wanted * int(os.environ.get("EXAMPLES", "1")) // share)
