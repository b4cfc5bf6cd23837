"""What the page for scanning says by itself, where no server is asked."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from veche.events.terms.door import OUTCOME_TITLES, WELCOME


def texts() -> dict[str, str]:
    """Answer the texts of the page's scripts in the reader's language."""
    return {str(outcome): _(title) for outcome, title in OUTCOME_TITLES.items()} | {
        "in": _(WELCOME),
        "online": _("Online"),
        "offline": _("Offline: tickets are checked by the list on this phone."),
        "waiting": _("Scans not sent yet: {n}"),
        "no_list": _("The list is not on this phone yet. Stay online for a moment."),
        "list_of": _("List of {time}, tickets: {n}"),
        "ended": _("This link has ended. Ask the organiser for another."),
        "signed_out": _("Sign in again: what you scanned is kept on this phone."),
        "first": _("First at {time}"),
        "first_door": _("First at {time}, {door}"),
        "not_listed": _("Our signature is right, but the ticket is not in the list of {time}."),
        "cannot_tell": _("Not in the list of {time}. This browser cannot check the signature offline."),
        "forged": _("The signature is not ours."),
        "let_in": _("Let in"),
        "let_in_anyway": _("Let in anyway"),
        "take_back": pgettext("check-in", "Take back"),
        "nobody": _("Nobody of that name. Check the spelling, or let them in as new."),
        "came": _("{came} of {expected} came"),
        "came_at": _("inside since {time}"),
        "no_camera": _("The camera cannot be used: allow it in the browser, and open the page by https."),
        "camera_on": _("Scan with the camera"),
        "camera_off": _("Switch the camera off"),
    }
