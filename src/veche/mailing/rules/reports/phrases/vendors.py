"""Vendors: codes of their own that large servers put into what they say, by what they mean.

Sources: the public pages of their postmasters on these codes.
"""

from __future__ import annotations

import re

from veche.mailing.terms.returning import Cause

# Each pattern with a group looks the number up; one without means the cause itself.
_CODES: tuple[tuple[str, Cause], ...] = (
    # Cox and Spectrum: «AUP#CXBL», «AUP#In-1310».
    (r"aup#(?:cxcnct|cxmxrt)", Cause.RATE), (r"aup#(?:cxsndr|cxsmtp|cxdns)", Cause.SENDER),
    (r"aup#urlbl\d", Cause.SPAM), (r"aup#[-a-z]*1530", Cause.TOO_LARGE), (r"aup#[-a-z]*1090", Cause.SYSTEM),
    (r"aup#[-a-z]*(?:1[34]\d\d|15[45]\d)", Cause.RATE), (r"aup#", Cause.POLICY),
    # Orange, SFR, La Poste: «OFR_417 [417]», «LPN007_403», «OUK_…».
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_41[68]\b", Cause.UNKNOWN_USER),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_417\b", Cause.FULL),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_42[06]\b", Cause.DISABLED),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_(?:10[49]|513)\b", Cause.RATE),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_505\b", Cause.SYSTEM),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_514\b", Cause.TOO_LARGE),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_506\b", Cause.SPAM),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_(?:40[35]|415)\b", Cause.SENDER),
    (r"\b(?:lpn\w{0,4}|ofr|ouk)\w{0,4}_(?:10[1-8]|30\d|40\d|42[134]|51\d|6\d\d|999)\b", Cause.POLICY),
    # GoDaddy: «IB105».
    (r"\bib(?:007|504|510|607)\b", Cause.RATE), (r"\bib101\b", Cause.SYSTEM), (r"\bib212\b", Cause.SPAM),
    (r"\bib50[1-8]\b", Cause.SENDER), (r"\bib705\b", Cause.CONTENT), (r"\bib[1-7]\d\d\b", Cause.POLICY),
    # i.ua: «mail.i.ua/err/2».
    (r"\bi\.ua/err/2\b", Cause.UNKNOWN_USER), (r"\bi\.ua/err/3\b", Cause.DISABLED),
    (r"\bi\.ua/err/4\b", Cause.FULL), (r"\bi\.ua/err/5\b", Cause.RATE), (r"\bi\.ua/err/[16]\b",
    Cause.RELAYING),
    (r"\bi\.ua/err/8\b", Cause.SENDER), (r"\bi\.ua/err/10\b", Cause.REFUSED),
    (r"\bi\.ua/err/[79]\b", Cause.POLICY),
    # Comcast: «BL000010», «RL000003».
    (r"\brl0\d{5}\b", Cause.RATE), (r"\bbl0\d{5}\b", Cause.POLICY),
    # Yahoo and AOL: «[TSS04]», «[BL21]», «(RTR:BL)», «(HVU:B1)».
    (r"\[(?:tss|bl|ph|gl|ipts|vs)\d\d?\]", Cause.POLICY), (r"\(hvu:\w{2}\)", Cause.SPAM),
    (r"\((?:rly|rtr|dyn|con|cna|dnt|ms|fbl):\w{1,6}\)", Cause.POLICY),
    # Microsoft: «(S3140)», «OU-002», «SC-001».
    (r"\(s3\d{3}\)", Cause.POLICY), (r"\b(?:ou|sc|dy|rp)-00\d\b", Cause.POLICY),
    # Apple, T-Online, Telefónica.
    (r"\[(?:cs|hm|pr|hc)\d\d\]", Cause.POLICY),
    (r"a problem occurred.{0,60}(?:postmaster|clarify)", Cause.POLICY),
)  # fmt: skip
CODES = tuple((re.compile(pattern), cause) for pattern, cause in _CODES)


def by_vendor(words: str) -> Cause:
    """Answer what a vendor's own code means, in words of small letters; nothing where there is none."""
    return next((cause for pattern, cause in CODES if pattern.search(words)), Cause.NONE)
