"""Archives of very many logs, with other files between them."""

import zipfile

from veche.channels.connectors.irc.logs import MEMBERS_TRIED, recognise
from veche.channels.terms import Understanding
from veche.kit.files import open_source

LOG = "[09:14] <anna> привет\n[09:15] <ivan> anna: привет!\n=== olga [n=o@example.org] has joined #runners\n"


def test_logs_are_found_though_every_second_file_is_none(tmp_path):
    path = tmp_path / "logs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2 * MEMBERS_TRIED):
            archive.writestr(f"{number:04}.annotation.txt", "1000 1000 -\n1001 1000 -\n")
            archive.writestr(f"{number:04}.raw.txt", LOG)

    assert recognise(open_source(path)) is not Understanding.NO
