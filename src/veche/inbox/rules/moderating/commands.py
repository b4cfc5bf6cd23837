"""Commands: the words with which a member reports what they answer to."""

import re

# A slash is taken by Slack, Discord and Matrix themselves: there it is an exclamation mark.
_REPORT = re.compile(
    r"\A\s*[/!](?:report|spam|жалоба|пожаловаться|спам)(?:@\w{1,64})?(?![\w/])[\s:,.—–-]*(.*)\Z",
    re.IGNORECASE | re.DOTALL,
)


def report_in(words: str) -> str | None:
    """Answer what a member says to their report, maybe nothing; None where the words are no report."""
    if words.lstrip()[:1] not in ("/", "!"):
        return None
    found = _REPORT.match(words)
    return found.group(1).strip() if found else None
