"""What the page of an import shows at each point of its life."""

from typing import Any

from veche.channels import queries
from veche.channels.models import Import
from veche.channels.terms import HOLDING, NETWORKS, State
from veche.kit.terms import Reason
from veche.kit.time import as_datetime
from veche.ledger.terms import KIND_WORDS

# Where an import stands, to the fragment that shows it.
FRAGMENTS = {
    State.LOOKING: "_import_moving", State.ASKING: "_import_asking", State.CHECKING: "_import_moving",
    State.READY: "_import_ready", State.TAKING: "_import_moving", State.STOPPED: "_import_stopped",
    State.DONE: "_import_done", State.REFUSED: "_import_refused", State.LEAVING: "_import_moving",
    State.LEFT: "_import_left",
}  # fmt: skip


def facts_of(found: Import) -> dict[str, Any]:
    """Answer what the page of an import needs, whatever its state."""
    data = {
        "found": found, "line": queries.line_of(found), "unit": queries.unit_of(found),
        "progress": queries.progress_of(found), "fragment": f"channels/{FRAGMENTS[found.stands]}.html",
        "faults": [Reason(**fault) for fault in found.faults], "survey": survey_of(found),
        "account": account_of(found), "is_held": found.stands in HOLDING,
    }  # fmt: skip
    if found.stands in (State.DONE, State.STOPPED):
        data |= {"channels": queries.channels_in(found), "first_seen": queries.first_seen_in(found)}
    return data


def survey_of(found: Import) -> dict[str, Any]:
    """Answer what the dry run found, with kinds as their titles and moments as times."""
    survey = dict(found.survey or {})
    if not survey:
        return {}
    survey["kinds"] = [
        (KIND_WORDS[word], count) for word, count in survey["kinds"].items() if word in KIND_WORDS
    ]
    for edge in ("first", "last"):
        survey[edge] = None if survey[edge] is None else as_datetime(survey[edge])
    survey["taken"] = survey["new"] + survey["revised"]
    survey["refusals"] = _refusals(survey["refusals"])
    survey["channels"] = [
        channel | {"icon": NETWORKS[channel["network"]].icon if channel["network"] in NETWORKS else "plug"}
        for channel in survey["channels"]
    ]
    survey["preview"] = [
        line | {"at": as_datetime(line["at"]), "kind": KIND_WORDS.get(line["kind"])}
        for line in survey.get("preview", ())
    ]
    return survey


def account_of(found: Import) -> dict[str, Any]:
    """Answer how its records ended so far, as the dry run's account is shown."""
    names = ("seen", "taken", "new", "revised", "duplicate", "refused", "masked")
    return {name: getattr(found, name) for name in names} | {"refusals": _refusals(found.refusals)}


def _refusals(kept: dict[str, Any]) -> list[tuple[str, int, list[str]]]:
    """Answer reasons with their counts and first places, the commonest first."""
    found = [(reason, noted["count"], noted["places"]) for reason, noted in kept.items()]
    return sorted(found, key=lambda line: -line[1])
