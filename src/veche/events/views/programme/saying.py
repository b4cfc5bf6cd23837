"""What pages of the programme say of clashes."""

from django.utils.translation import gettext

from veche.events.terms.programme import CLASHES, Clash


def say_clash(clash: Clash) -> str:
    """Answer a clash in the reader's language."""
    who = clash.who or gettext("a hall")
    return gettext(CLASHES[clash.kind][1]).format(
        who=who, what=clash.what, other=clash.other, minutes=clash.minutes
    )
