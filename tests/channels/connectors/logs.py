"""Logs of people who never lived, in the words of every program that keeps some."""

from datetime import UTC, datetime

from tests.channels.connectors import contract

from veche.channels.connectors.irc import CONNECTOR
from veche.channels.terms import Surroundings

IRSSI = """--- Log opened Wed Oct 17 09:10:00 2012
09:10 -!- olha [olha@host.example] has joined #runners
09:10 -!- Irssi: #runners: Total of 3 nicks [1 ops, 0 halfops, 0 voices, 2 normal]
09:11 < olha> hello
09:11 <@petra> olha: welcome
09:12  * olha waves
09:12 -!- mode/#runners [+o olha] by petra
09:13 -petra:#runners- the run is at ten
09:14 -!- petra changed the topic of #runners to: Ten o'clock
--- Day changed Thu Oct 18 2012
00:05 -!- olha is now known as olha_away
00:06 < olha_away> good night
00:07 -!- mitya was kicked from #runners by petra [enough]
00:08 -!- olha_away [olha@host.example] has quit [Quit: leaving]
--- Log closed Thu Oct 18 00:10:00 2012
"""
WEECHAT = """2012-10-17 09:10:00\t-->\tolha (~olha@host.example) has joined #runners
2012-10-17 09:10:01\t--\tTopic for #runners is "Ten"
2012-10-17 09:11:00\tolha\thello
2012-10-17 09:11:30\t@petra\tolha: welcome
2012-10-17 09:12:00\t *\tolha waves
2012-10-17 09:13:00\t--\tolha is now known as olha_away
2012-10-17 09:14:00\t--\tpetra has changed topic for #runners from "Ten" to "Eleven"
2012-10-17 09:15:00\t<--\tolha_away (~olha@host.example) has quit (Quit: bye)
"""
SUPYBOT = """2012-10-17T09:10:00+0300  *** olha <olha!~u@host.example> has joined #runners
2012-10-17T09:11:00+0300  <olha> hello
2012-10-17T09:11:10+0300  <olha>
2012-10-17T09:11:20+0300  <petra> olha: welcome
2012-10-17T09:12:00+0300  * olha waves
2012-10-17T09:13:00+0300  *** olha has quit IRC
2012-10-17T09:14:00+0300  petra and a line without brackets
"""
HEXCHAT = """**** BEGIN LOGGING AT Mon Dec 31 23:50:00 2012

Dec 31 23:50:00 *\tNow talking on #runners
Dec 31 23:50:05 *\tolha (~olha@host.example) has joined
Dec 31 23:51:00 <olha>\thello
Dec 31 23:51:30 <petra>\tolha, welcome
Jan 01 00:01:00 *\tolha waves
Jan 01 00:02:00 *\tpetra sets mode +o olha
Jan 01 00:03:00 *\tolha is now known as olha_away
Jan 01 00:04:00 *\tolha_away has quit (Quit: Leaving)
**** ENDING LOGGING AT Tue Jan 01 00:10:00 2013
"""
MIRC = """Session Start: Wed Oct 17 09:10:00 2012
Session Ident: #runners
[09:10] * Now talking in #runners
[09:10] * Topic is 'Ten'
[09:10] * olha (olha@host.example) has joined #runners
[09:11] <\x0304olha\x03> \x02hello\x02
[09:11] <@petra> olha: welcome
[09:12] * olha waves
[09:13] * petra changes topic to 'Eleven'
[09:14] * mitya was kicked by petra (enough)
[09:15] * olha (olha@host.example) Quit (Ping timeout)
Session Close: Wed Oct 17 09:20:00 2012
"""
EGGDROP = """[00:00] --- Wed Oct 17 2012
[09:10] olha (~olha@host.example) joined #runners.
[09:11] <olha> hello
[09:11] <petra> olha: welcome
[09:12] Action: olha waves
[09:13] Nick change: olha -> olha_away
[09:14] Topic changed on #runners by petra!~p@host.example: Ten
[09:15] #runners: mode change '+o petra' by ChanServ!s@services
[09:16] mitya kicked from #runners by petra: enough
[09:17] olha_away (~olha@host.example) left irc: Quit: bye
[09:18] petra (~p@host.example) left #runners.
"""
ZNC = """[09:10:00] *** Joins: olha (~olha@host.example)
[09:11:00] <olha> hello
[09:11:30] <petra> olha: welcome
[09:12:00] * olha waves
[09:13:00] -petra- the run is at ten
[09:14:00] *** petra sets mode: +o olha
[09:15:00] *** petra changes topic to 'Ten'
[09:16:00] *** mitya was kicked by petra (enough)
[09:17:00] *** Parts: petra (~p@host.example) (bye)
[09:18:00] *** Quits: olha (~olha@host.example) (Quit: bye)
"""
ARCHIVE = """=== olha [n=olha@host.example]  has joined #runners
[09:11] <olha> hello
=== mode/#runners [+o petra]  by ChanServ
[09:11] <petra> olha: welcome
=== olha waves
=== olha is now known as olha_away
=== olha_away [n=olha@host.example]  has left #runners []
=== petra entered the room.
=== petra left the room (quit: Client Quit).
"""
KONVERSATION = """[Wednesday 17 October 2012] [09:10:00] Join\tolha (~u@host.example) has joined this channel.
[Wednesday 17 October 2012] [09:11:00] <olha>\thello
[Wed Oct 17 2012] [09:11:30] <petra>\tolha: welcome
[Wed Oct 17 2012] [09:12:00] *\tolha waves
[Wed Oct 17 2012] [09:12:30] Nick\tolha is now known as olha_away.
[Wed Oct 17 2012] [09:13:00] Quit\tolha_away (~u@host.example) has left this server (bye).
"""
NAMED = "#runners_20121017.log"
DIALECTS = {
    "irssi": IRSSI, "weechat": WEECHAT, "supybot": SUPYBOT, "hexchat": HEXCHAT, "mirc": MIRC,
    "eggdrop": EGGDROP, "znc": ZNC, "archive": ARCHIVE,
    "konversation": KONVERSATION,
}  # fmt: skip


def sightings(tmp_path, content, name=NAMED, **answers):
    path = contract.file(tmp_path, content, name)
    surroundings = Surroundings(time_zone="Europe/Moscow", file_name=name)
    return contract.sightings(contract.read(CONNECTOR, path, answers or None, surroundings))


def at(moment):
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%m-%d %H:%M:%S")
