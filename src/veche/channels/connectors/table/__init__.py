"""Tables of any shape: CSV, workbooks, JSON records; people, attendance, purchases, subscribers, messages.

A mapping says what a row is and what each column means; it is guessed by titles in Russian,
English and a little elsewhere, and by what the cells look like.
"""

from veche.channels.connectors.table.asking import questions, signature
from veche.channels.connectors.table.opening import recognise
from veche.channels.connectors.table.reading import read
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(
    key="table",
    title=N_("Table: CSV, TSV, XLSX, XLS, ODS or JSON records"),
    unit=N_("row"),
    recognise=recognise,
    read=read,
    questions=questions,
    signature=signature,
)
