"""The one guarded door to the outside. Nothing else in Veche opens a line to anybody.

`Web` reaches public addresses only, and those that whoever runs Veche allows. Libraries get what they
want from it: a client of httpx, a session of requests, a connector of aiohttp, or a plain line. The door
as the settings make it is `kit.web.making.web_for`; the rest knows no Django, so connectors may import it.
"""

from veche.kit.web.addresses import is_public
from veche.kit.web.door import BrokenOff, Resolve, Web
from veche.kit.web.waits import bound_waits

__all__ = ["BrokenOff", "Resolve", "Web", "bound_waits", "is_public"]
