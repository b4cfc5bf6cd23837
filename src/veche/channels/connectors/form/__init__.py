"""Web forms: what people write to us on the community's page, or on any other page that shows our form.

A form is defined by the settings of its connection: title, fields, the text that is consented to. The
page itself is rendered elsewhere, from `fields_of` and `token_of`; what it is filled in with comes to
`knock`, which tells people from programs without asking them riddles.
"""

from veche.channels.connectors.form.live import LIVE
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(key="form", title=N_("Web form"), unit=N_("filled in form"), live=LIVE)
