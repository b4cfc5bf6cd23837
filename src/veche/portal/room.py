"""The door plate of the portal."""

from veche.kit.rooms import Room
from veche.kit.terms import N_

room = Room(title=N_("Portal"))
