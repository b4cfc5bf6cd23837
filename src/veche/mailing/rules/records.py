"""What the DNS says of a sender's domain: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from veche.kit.terms import N_

NO_SPF = N_("{domain} has no SPF record: many servers will distrust your letters.")
MANY_SPF = N_("{domain} has {count} SPF records: there must be one.")
SPF = N_("SPF of {domain} is there: {record}")
SPF_ALL = N_("SPF of {domain} lets everybody send in your name: end it with ~all.")
NO_DKIM = N_("The signing key is not published yet: add the record {name}.")
OTHER_DKIM = N_("The record {name} holds another key than the one letters are signed with.")
DKIM = N_("The signing key is published.")
NO_DMARC = N_("{domain} has no DMARC record: large mailboxes ask for one. Begin with «v=DMARC1; p=none».")
DMARC = N_("DMARC of {domain} is there: {record}")
AWAY = N_("The DNS did not answer: look again later.")
_TAG = re.compile(r"\s*;\s*")


class Found(NamedTuple):
    """One finding of a check, in words with `{named}` values."""

    text: str
    values: Mapping[str, Any]
    is_good: bool


def judge_spf(domain: str, records: Sequence[str]) -> Found:
    """Answer what is to be said about a domain's SPF, by its TXT records."""
    own = [one for one in records if one.lower().split(" ", 1)[0] == "v=spf1"]
    if not own:
        return Found(NO_SPF, {"domain": domain}, is_good=False)
    if len(own) > 1:
        return Found(MANY_SPF, {"domain": domain, "count": len(own)}, is_good=False)
    if own[0].lower().split()[-1] in ("all", "+all"):
        return Found(SPF_ALL, {"domain": domain}, is_good=False)
    return Found(SPF, {"domain": domain, "record": own[0][:200]}, is_good=True)


def judge_dkim(name: str, records: Sequence[str], ours: str) -> Found:
    """Answer whether the key at a name is the one we sign with."""
    keys = [_tags(one).get("p", "") for one in records if "p=" in one]
    if not any(keys):
        return Found(NO_DKIM, {"name": name}, is_good=False)
    if _tags(ours).get("p") not in keys:
        return Found(OTHER_DKIM, {"name": name}, is_good=False)
    return Found(DKIM, {}, is_good=True)


def judge_dmarc(domain: str, records: Sequence[str]) -> Found:
    """Answer what is to be said about a domain's DMARC, by the records of its name and of that above it."""
    own = [one for one in records if one.lower().startswith("v=dmarc1")]
    if not own:
        return Found(NO_DMARC, {"domain": domain}, is_good=False)
    return Found(DMARC, {"domain": domain, "record": own[0][:200]}, is_good=True)


def _tags(record: str) -> dict[str, str]:
    pairs = (tag.partition("=") for tag in _TAG.split(record.strip()) if "=" in tag)
    return {name.strip().lower(): re.sub(r"\s+", "", value) for name, _, value in pairs}
