"""Files for the tests of imports, and the way of one from upload to end through the real doors."""

import json
import os
from pathlib import Path

from veche.channels import actions
from veche.channels.models import Import
from veche.channels.queries import import_of
from veche.channels.terms import State
from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.jobs import Job, drain
from veche.kit.time import now

SHARED = Path(os.environ.get("VECHE_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared/data"))
PEOPLE = "Имя;Почта;Город\nАнна Ким;anna@example.org;Москва\nПётр;petr@example.org;Омск\nникто;;\n;;Тула\n"


def messages(count: int, *, start: int = 1, words: str = "слово") -> str:
    """A chat dumped to a table: who, when, what, numbered."""
    lines = ["author,date,text,message id"]
    for number in range(start, start + count):
        at = f"2026-03-{1 + number // 1440 % 28:02} {number // 60 % 24:02}:{number % 60:02}"
        lines.append(f"user{number % 7}@example.org,{at},{words} {number},{number}")
    return "\n".join(lines) + "\n"


def telegram(count: int, *, start: int = 1, edited: int = 0) -> str:
    """A group's export by Telegram Desktop; messages up to the number `edited` were edited since."""
    said = []
    for number in range(start, start + count):
        at = 1_772_000_000 + number * 60
        message = {"id": number, "type": "message", "date": "2026-03-01T10:00:00", "date_unixtime": str(at)}
        message |= {"from": f"Гость {number % 7}", "from_id": f"user{number % 7}", "text": f"слово {number}"}
        if number <= edited:
            message |= {"edited": "2026-03-02T10:00:00", "edited_unixtime": str(at + 9_000)}
            message["text"] = f"правка {number}"
        said.append(message)
    chat = {"name": "Болталка", "type": "private_supergroup", "id": 77, "messages": said}
    return json.dumps(chat, ensure_ascii=False, indent=1)


def upload(folder: Path, content: str | bytes, community: Community, name: str = "list.csv") -> Import:
    """A file as a person would upload it."""
    path = folder / f"upload-{len(list(folder.iterdir()))}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return actions.accept_upload(community, path, name, by=SYSTEM)


def fresh(found: Import) -> Import:
    """The import as it stands now."""
    again = import_of(found.community, found.pk)
    assert again is not None
    return again


def work() -> None:
    """Do every job that waits, now."""
    for _ in range(20):
        Job.objects.filter(state=Job.WAITING).update(due_at=now())
        if not drain():
            return


def checked(found: Import, **answers: str) -> Import:
    """Look at an upload and run it dry with the guesses, and these answers in their place."""
    work()
    found = fresh(found)
    if found.stands is State.ASKING:
        actions.answer_questions(found, answers, by=SYSTEM)
        work()
    return fresh(found)


def taken(found: Import, **answers: str) -> Import:
    """Take an upload in to its end."""
    found = checked(found, **answers)
    if found.stands is State.READY:
        actions.start_import(found, by=SYSTEM)
        work()
    return fresh(found)


def assert_accounted(found: Import) -> None:
    """taken + duplicate + refused = seen."""
    assert found.new + found.revised + found.duplicate + found.refused == found.seen
    assert sum(noted["count"] for noted in found.refusals.values()) == found.refused
