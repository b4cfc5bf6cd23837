"""Addresses that lead inside, or nowhere good, in every spelling we know of."""

from pathlib import Path

HERE = Path(__file__).parent
UNSEEN = ["127.0.0.1\u200b", "127.0.0.1\xad", "1\u06f27.0.0.1", "loc\xadalhost", "\u0661\u0662\u0667.0.0.1"]
SPELLINGS = (HERE / "hostile_hosts.txt").read_text().split() + UNSEEN
# The port of a real listener takes the place of {port}.
ODD_URLS = (HERE / "hostile_urls.txt").read_text().replace("\\t", "\t").splitlines()
URLS = [f"http://{host}:{{port}}/" for host in SPELLINGS] + ODD_URLS
HOSTS = [host.strip("[]").replace("%25", "%") for host in SPELLINGS]
# What the resolver of the tests answers; everything else is not found.
ANSWERS = {
    "localhost": ["127.0.0.1", "::1"],
    "foo.localhost": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "inside.test": ["127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "mixed.test": ["127.0.0.1", "8.8.8.8"],
    "mixed-late.test": ["8.8.8.8", "2606:4700::1111", "127.0.0.1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "teredo.test": ["2001:0:7f00:1::"],
    "nat64.test": ["64:ff9b::7f00:1"],
    "ula.test": ["fd00::1"],
    "zone.test": ["fe80::1%lo"],
    "zero.test": ["0.0.0.0", "::"],
    "many.test": ["8.8.8.8"] * 20 + ["127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "kubernetes.default.svc": ["10.96.0.1"],
    "broken.test": ["not an address"],
    "empty.test": [],
}


def resolve(host: str) -> list[str]:
    """Answer as a hostile name server does."""
    if host not in ANSWERS:
        raise OSError(f"{host}: no such name")
    return ANSWERS[host]
