"""When people who were asked are introduced to one another."""

from collections.abc import Sequence

from veche.events.terms.pairing import Reply


def who_agreed(answers: Sequence[Reply]) -> tuple[int, ...]:
    """Answer the places of those who are introduced now: all who want to, once nobody is waited for.

    One alone is introduced to nobody.
    """
    if any(answer is Reply.NONE for answer in answers):
        return ()
    willing = tuple(place for place, answer in enumerate(answers) if answer is Reply.YES)
    return willing if len(willing) > 1 else ()
