"""Exit codes, and errors in words."""

import sys
import traceback
from collections.abc import Callable
from datetime import datetime

REFUSED, BROKEN, STOPPED = 1, 70, 130


def explained(run: Callable[[], object]) -> int:
    """Run what a process is for and answer its exit code, whatever happens; errors are said in words."""
    try:
        code = run()
    except SystemExit as leaving:
        code = leaving.code
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        return REFUSED
    except Exception as error:
        return _explain(error)
    if isinstance(code, str):
        print(code, file=sys.stderr)  # noqa: T201
        return REFUSED
    return code if isinstance(code, int) else 0


def _explain(error: Exception) -> int:
    """Say in words what went wrong; the traceback goes to a file for whoever helps."""
    from django.db import DatabaseError

    from veche.kit.terms import Refusal

    if isinstance(error, Refusal):
        for reason in error.reasons:
            print(f"Refused: {reason.text.format(**reason.values)}", file=sys.stderr)  # noqa: T201
        return REFUSED
    path = _keep_traceback()
    if isinstance(error, DatabaseError):
        print(f"The database does not answer as it should: {error}", file=sys.stderr)  # noqa: T201
        print("Is it reachable, and did `veche migrate` run?", file=sys.stderr)  # noqa: T201
    else:
        line = str(error).partition("\n")[0]  # some bring a traceback of their own
        print(f"Something broke: {type(error).__name__}: {line}", file=sys.stderr)  # noqa: T201
    print(f"Details for whoever helps you: {path}", file=sys.stderr)  # noqa: T201
    return BROKEN


def _keep_traceback() -> str:
    from veche.config.environment import data_folder

    path = data_folder() / "errors.log"
    with path.open("a") as file:
        file.write(f"\n{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z} veche {' '.join(sys.argv[1:2])}\n")
        file.write(traceback.format_exc())
    return str(path)
