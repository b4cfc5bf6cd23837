"""What `veche import` prints: bars, what was found, how it ended."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

from veche.channels.models import Import
from veche.kit.time import as_datetime


def answers_from(pairs: list[str]) -> dict[str, str]:
    """Read answers of the command line: key=value, or key=@file for what is long."""
    found = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign:
            raise CommandError(f"An answer is written KEY=VALUE, not «{pair}».")
        if value.startswith("@"):
            try:
                value = Path(value[1:]).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"The answer for {key} cannot be read: {error}") from error
        found[key] = value
    return found


def bar_of(whole: int, title: str, *, unit: str, done: int = 0) -> Any:
    """Answer a progress bar that shows rate and time left, and leaves no trace."""
    is_bytes = unit == "B"
    return tqdm(
        total=whole, initial=done, desc=title, unit=unit, unit_scale=True, leave=False, smoothing=0.1,
        unit_divisor=1024 if is_bytes else 1000, disable=None,
    )  # fmt: skip


def say_survey(found: Import, out: Any) -> None:
    """Print what the dry run found."""
    survey = found.survey or {}
    about = "" if survey["is_exact"] else "about "
    out.write(f"  people: {about}{survey['people']}, bots: {survey['bots']}")
    if survey["first"] is not None:
        days = [f"{as_datetime(survey[edge]):%Y-%m-%d}" for edge in ("first", "last")]
        out.write(f"  from {days[0]} to {days[1]}")
    for channel in survey["channels"][:10]:
        out.write(f"  in {channel['network']} “{channel['title']}”: {channel['count']}")
    for word, count in survey["kinds"].items():
        out.write(f"  {word}: {count}")
    _say("  it would be: ", survey, out)


def say_account(found: Import, out: Any) -> None:
    """Print how the records ended."""
    names = ("seen", "new", "revised", "duplicate", "refused", "masked", "refusals")
    _say("  ", {name: getattr(found, name) for name in names}, out)


def _say(start: str, account: dict[str, Any], out: Any) -> None:
    taken = account["new"] + account["revised"]
    masked = f"; secrets blotted out: {account['masked']}" if account["masked"] else ""
    out.write(
        f"{start}{taken} taken + {account['duplicate']} known + {account['refused']} refused"
        f" = {account['seen']} seen{masked}"
    )
    for reason, noted in sorted(account["refusals"].items(), key=lambda item: -item[1]["count"]):
        out.write(f"    {noted['count']} × {reason} ({', '.join(noted['places'])})")
