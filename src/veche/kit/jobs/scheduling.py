"""Gives every periodic job its turn, on one node only, however many there are."""

from django.db import transaction

from veche.kit import sql
from veche.kit.jobs.declaring import Periodic
from veche.kit.jobs.queueing import enqueue
from veche.kit.rooms import rooms
from veche.kit.time import SECOND, now


def enqueue_periodic() -> None:
    """Ask for each periodic job whose time has come; a second node at the same second changes nothing."""
    for room in rooms().values():
        for periodic in room.periodic:
            _take_turn(periodic)


def _take_turn(periodic: Periodic) -> None:
    name, moment = periodic.job.name, now()
    due = moment - periodic.every * SECOND
    found = sql.fetch("SELECT turned_at FROM kit_turn WHERE name = %s", (name,))
    if found and found[0][0] > due:
        return
    with transaction.atomic():
        if found:
            won = sql.execute(
                "UPDATE kit_turn SET turned_at = %s WHERE name = %s AND turned_at <= %s", (moment, name, due)
            )
        else:
            won = sql.execute(
                "INSERT INTO kit_turn (name, turned_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                (name, moment),
            )
        if won:
            enqueue(periodic.job, key="turn")
