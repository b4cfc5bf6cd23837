"""Mail: boxes of letters and archives of mailing lists.

Formats: mbox in its flavours, Pipermail, HyperKitty and LISTSERV archives, Maildir and .eml in a zip,
single letters (RFC 5322, MIME), news. Returned letters (RFC 3464), complaints (RFC 5965) and receipts
(RFC 8098) are told as what they are.
"""

from veche.channels.connectors.mail.asking import questions, recognise
from veche.channels.connectors.mail.live import LIVE
from veche.channels.connectors.mail.reading import read
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(
    key="mail",
    title=N_("Mail"),
    unit=N_("letter"),
    recognise=recognise,
    read=read,
    questions=questions,
    live=LIVE,
)
