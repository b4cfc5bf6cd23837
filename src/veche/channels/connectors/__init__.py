"""The connectors we have, and the first look at a file: whose kind is it?

A connector is added by a line in CONNECTORS; it must know no Django.
"""

import logging
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from veche.channels.connectors import (
    discord,
    discourse,
    feed,
    form,
    irc,
    mail,
    mastodon,
    matrix,
    slack,
    table,
    telegram,
    vk,
    webhook,
)
from veche.channels.terms import (
    Answers,
    Connector,
    Looked,
    Question,
    Record,
    Surroundings,
    Understanding,
    recognises_nothing,
)
from veche.kit.files import Source, open_source
from veche.kit.terms import N_, Reason, Refusal

CONNECTORS: tuple[Connector, ...] = (
    table.CONNECTOR,
    telegram.CONNECTOR,
    slack.CONNECTOR,
    irc.CONNECTOR,
    mail.CONNECTOR,
    discord.CONNECTOR,
    vk.CONNECTOR,
    matrix.CONNECTOR,
    feed.CONNECTOR,
    form.CONNECTOR,
    webhook.CONNECTOR,
    mastodon.CONNECTOR,
    discourse.CONNECTOR,
)

log = logging.getLogger("veche.channels")
PEEKED = 50
_UNKNOWN = N_("Nothing we can read was found in this file.")
_LOOKED_FOR = N_("We looked for: {kind}")
_DISPUTED = N_("Two of our readers claim this file: {one} and {other}. Please tell us of it.")
_EMPTY = N_("The file is empty.")


def connector_of(key: str) -> Connector | None:
    """Answer the connector of this key, if this version of Veche has it."""
    return next((connector for connector in CONNECTORS if connector.key == key), None)


def look_at(path: Path, surroundings: Surroundings, connectors: Sequence[Connector]) -> Looked:
    """Recognise a file by its content and answer what its connector needs to know.

    Refuses what nobody recognises, naming what was looked for. Reads hostile bytes: call it apart.
    """
    if path.stat().st_size == 0:
        raise Refusal(_EMPTY)
    source = open_source(path, surroundings.file_name)
    connector = _recognise(source, connectors)
    questions = connector.questions(source, surroundings)
    return Looked(connector.key, _source_key(connector, source, questions, surroundings), questions)


def read_records(
    connector: Connector, path: Path, answers: Answers, surroundings: Surroundings
) -> Iterator[Record]:
    """Answer the records of a file in their order. Reads hostile bytes: call it apart."""
    yield from connector.read(open_source(path, surroundings.file_name), answers, surroundings)


def _recognise(source: Source, connectors: Sequence[Connector]) -> Connector:
    found = {connector: _understanding(connector, source) for connector in connectors}
    sure = [connector for connector, how in found.items() if how is Understanding.YES]
    if len(sure) > 1:
        raise Refusal(Reason(_DISPUTED, values={"one": sure[0].title, "other": sure[1].title}))
    perhaps = [connector for connector, how in found.items() if how is Understanding.MAYBE]
    if not sure + perhaps:
        readers = [connector for connector in connectors if connector.recognise is not recognises_nothing]
        looked_for = [Reason(_LOOKED_FOR, values={"kind": connector.title}) for connector in readers]
        looked_for = [Reason(_LOOKED_FOR, values={"kind": reader.title}) for reader in readers]
        raise Refusal(Reason(_UNKNOWN), *looked_for)
    return (sure + perhaps)[0]


def _understanding(connector: Connector, source: Source) -> Understanding:
    """Ask one connector; one that stumbles over another's file must not hide the right one."""
    try:
        return connector.recognise(source)
    except Refusal:
        raise
    except Exception:
        log.exception("%s stumbled while recognising", connector.key)
        return Understanding.NO


def _source_key(
    connector: Connector, source: Source, questions: tuple[Question, ...], surroundings: Surroundings
) -> str:
    """Answer what a later file of the same source is known by: the signature, or the first channel."""
    if not questions:
        return ""
    if signature := connector.signature(source):
        return signature
    guesses: Answers = {question.key: question.guess for question in questions}
    try:
        for record in islice(connector.read(source, guesses, surroundings), PEEKED):
            for sighting in record.sightings:
                return f"{sighting.place.network}/{sighting.place.key}"
    except Refusal:
        pass  # what is wrong with the file the dry run says, with the place
    return ""
