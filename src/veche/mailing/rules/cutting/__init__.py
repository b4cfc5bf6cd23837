"""Cutting: a rendered letter becomes constant bytes and holes, once; each recipient fills only the holes.

Quoted-printable or 8bit, never base64. In base64 three octets are four signs, so a hole would shift all that
follows; in quoted-printable a soft break may stand anywhere and vanishes, so constant and value are encoded
each by itself and lines are at most 76 long whatever fills the hole. It is what every server carries and no
relay re-encodes, so a signature over it holds. It is dear for Cyrillic (six octets a letter): where the
server says 8BITMIME, 8bit is a third of that. Then lines are broken by us, values bounded, and a part whose
lines could pass 998 octets all the same goes quoted-printable by itself.

No line begins with a dot, so a filled letter needs no dot-stuffing.
"""

from veche.mailing.rules.cutting.headers import NotAnAddress, checked_address
from veche.mailing.rules.cutting.making import Cut, Frame, cut
from veche.mailing.rules.cutting.writing import Encoding

__all__ = ["Cut", "Encoding", "Frame", "NotAnAddress", "checked_address", "cut"]
