"""The forms of the first run and of the pages that anybody may fill in."""

from veche.portal.forms.beginning import BeginForm
from veche.portal.forms.filling import WebForm
from veche.portal.forms.registering import Sheet

__all__ = ["BeginForm", "Sheet", "WebForm"]
