"""The forms of the first run and of the pages that anybody may fill in."""

from veche.portal.forms.beginning import BeginForm
from veche.portal.forms.filling import WebForm
from veche.portal.forms.registering import Sheet
from veche.portal.forms.talks import TalkForm

__all__ = ["BeginForm", "Sheet", "TalkForm", "WebForm"]
