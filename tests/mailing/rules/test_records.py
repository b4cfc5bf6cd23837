"""What the DNS says of a domain, told in words: there, missing, wrong."""

import pytest

from veche.mailing.rules.records import judge_dkim, judge_dmarc, judge_spf

OURS = "v=DKIM1; k=rsa; p=MIIBI jAN"


@pytest.mark.parametrize(
    ("records", "is_good"),
    [
        ((), False),
        (("google-site-verification=1",), False),
        (("v=spf1 include:_spf.example.org ~all",), True),
        (("v=spf1 -all", "v=spf1 ~all"), False),
        (("v=spf1 +all",), False),
    ],
)
def test_spf_is_there_once_and_does_not_let_everybody(records, is_good):
    assert judge_spf("club.example", records).is_good is is_good


@pytest.mark.parametrize(
    ("records", "is_good"),
    [((), False), (("v=DKIM1; p=",), False), (("v=DKIM1; p=OTHER",), False), (("k=rsa; p=MIIBIjAN",), True)],
)
def test_the_published_key_is_ours(records, is_good):
    assert judge_dkim("veche._domainkey.club.example", records, OURS).is_good is is_good


def test_a_policy_is_there_or_not():
    assert judge_dmarc("club.example", ["v=DMARC1; p=none"]).is_good
    assert not judge_dmarc("club.example", ["v=spf1 ~all"]).is_good
