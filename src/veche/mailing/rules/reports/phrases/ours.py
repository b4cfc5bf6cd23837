"""Ours: what is said of the letter, of its sender, and of the server that brought it."""

GOOGLE_GROUPS = (
    r"google ?groups.{0,2000}support\.google\.com", r"by google ?groups",
    r"support\.google\.com/\S{0,30}groups",
)  # fmt: skip
NOT_FROM = (r"not accept(?:ing)?(?: \w+){0,3} from\b",)
# Said of the sender whatever stands beside it: «Sender verify failed: no such user».
SURELY_SENDER = (
    r"sender (?:address )?verif", r"sender address rejected",
    r"(?:postmaster|call(?:back|out)) verif\w+ fail",
)  # fmt: skip
TOO_LARGE = (
    r"(?:message|mail|data|content)(?: \w+){0,3} (?:is )?(?:too|to) (?:large|big)",
    r"size (?:exceeds|limit)",
    r"exceed\w* (?:the )?(?:max\w*|fixed|allowed|size|internal|administrative)[\w ]{0,20}(?:message )?size",
    r"exceed\w* (?:the )?(?:max\w* )?(?:message )?size",
    r"message (?:size|length) (?:exceeds|limit)", r"larger than (?:the )?(?:current|max|allow)",
    r"message too (?:large|big)", r"too large", r"max(?:imum)? message size exceeded",
    r"превышает (?:максимальн|допустим)\w* размер",
)  # fmt: skip
RATE = (
    r"rate ?-?limit",
    r"too many (?:\w+ ){0,3}(?:connections|sessions|messages|mails|emails|recipients|concurrent|"
    r"requests|errors)",
    r"exceed\w* (?:\w+ ){0,4}(?:rate|connections|messages per)",
    r"(?:sending|sent) (?:mail |messages |email )?too (?:fast|quickly|many|much|frequently)",
    r"unusual rate", r"receiving mail (?:at a rate|too quickly)", r"throttl",
    r"too (?:fast|frequent|quickly)", r"(?:frequency|volume) (?:of|limit)",
    r"daily (?:\w+ )?(?:limit|quota|user sending)",
    r"(?:limit|quota) (?:on|for) (?:the )?(?:number|outgoing)", r"connection limit", r"slow down",
    r"try again later.{0,30}too", r"user.{0,30}receiving mail too",
    r"exceed\w* (?:\w+ ){0,3}(?:max\w*|allow\w*|number) (?:of )?(?:\w+ )?(?:e?-?mails|messages|posts"
    r"|recipients|connections)",
    r"(?:message|sending|hourly|submission) (?:quota|limit|threshold) (?:\w+ )?exceed",
    r"(?:try|send)\w* slower",
    r"(?:numerous|too many|unusual) (?:attempts|bad commands|invalid)",
    r"service refused, (?:please )?try later",
)  # fmt: skip
SENDER = (
    r"\bspf\b", r"\bdkim\b", r"\bdmarc\b", r"unauthenticated (?:e-?mail|message)",
    r"sender (?:address )?(?:id )?verif",
    r"(?:sender|from)(?: address| domain|'s domain)? (?:\w+ ){0,3}(?:rejected|refused|denied|not "
    r"exist|does not exist|invalid|unknown|not found|must|not allowed|not accepted|unverified|not "
    r"verified|verify)",
    r"(?:verify|verification of|callout.{0,20}) (?:the )?(?:sender|return)",
    r"(?:invalid|unknown|bad|illegal|fake|forged) (?:\w+ )?(?:sender|return address|from)",
    r"domain of sender", r"sender'?s? (?:domain|address|e-?mail)", r"reverse ?dns", r"\brdns\b",
    r"\bptr\b", r"reverse (?:lookup|address|host|hostname|mapping)",
    r"(?:client|your) host(?:name)? (?:\w+ )?(?:rejected|cannot|not found|could not)",
    r"cannot (?:resolve|find) your",
    r"helo (?:command|name|argument|string)?\s*(?:\w+ )?(?:rejected|invalid|error|must|does|has|is)",
    r"need fully-?qualified", r"(?:invalid|bad|illegal) helo",
    r"\b(?:helo|ehlo)\b[^<>]{0,80}(?:\bnot\b|\bmust\b|invalid)", r"your (?:helo|ehlo)\b",
    r"sender (?:\S+ )?has no\b", r"sender (?:doesn't|does not|not) match",
    r"authentication (?:\w+ ){0,3}(?:fail|check|not pass|required|is required|results)",
    r"fails? (?:to pass )?(?:\w+ ){0,3}authentication",
    r"domain (?:\w+ )?(?:of|in) (?:the )?(?:from|sender)",
    r"mx (?:\w+ ){0,3}(?:for|of) (?:the )?sender", r"return(?:-| )?path (?:is )?(?:invalid|not)",
    r"mail from (?:\w+ )?(?:address )?(?:denied|must|rejected|not allowed)",
    r"not allowed to send (?:from|as)", r"(?:does not|doesn't) resolve", r"resolvable",
    r"forward.confirmed", r"fcrdns", r"dns records? (?:for|of) (?:your|sending|the sending)",
    r"no(?:t)? (?:a )?valid (?:mx|a) record", r"missing or invalid mx", r"domain signing",
    r"purported responsible", r"mail ?from\b.{0,40}mismatch", r"auth(?:entication)? failed",
    r"invalid ip for sending",
    r"\bbatv\b|backscatter|third-?party dsn|unsigned dsn|bounce address tag",
    r"mail from .{0,60}(?:not owned|refused|bad\b)",
    r"bogus (?:mail|helo|sender|from)", r"e?-?mail address (?:is )?not verified",
    r"blank from|from: ?(?:address|domain|header)", r"\bmust resolve",
    r"(?:sender|you) (?:is |are )?not (?:pre-?)?(?:approved|subscribed|a member|a subscriber"
    r"|in (?:the )?allowed|on (?:the )?\w+'?s? list)",
    r"isn't on the (?:[\w']+ )?list of senders|not (?:on|in) (?:\w+ ){0,3}(?:list of )?(?:allowed|approved"
    r"|safe|permitted)[- ]?senders?",
    r"by (?:a )?non-?member|members?-only|closed (?:mailing )?list|not subscribed to|moderat(?:ed|or)\b",
    r"duplicated? message-id",
    r"\bnot members?\b|not allowed to post|not (?:a )?members? of (?:this|the) (?:\w+ )?list",
    r"(?:fully[- ]qualified|(?<!not a )valid) (?:e-?mail|sender|from|mail from) (?:address|domain)",
    r"senderfilter", r"\bspoof", r"sender restrict",
    r"emetteur",
    r"authentif\w+|invalid credentials|credentials ?invalid|authentication (?:turned|is) on"
    r"|must (?:authenticate|log ?in|be authenticated)",
    r"mx records? for\b", r"domain (?:\S+ )?mismatch\w*",
    r"(?:verification|validation) fail\w*(?! for (?:recipient|rcpt))",
    r"requires? that you verify|unverifiable|unverifyable",
    r"not (?:allowed|permitted|authori[sz]ed) to (?:post|send|submit|connect|use)",
)  # fmt: skip
SPAM = (
    r"\bspam(?!haus|cop)", r"\bofr_?50\d", r"\b[us]uri?bl\b|\buribl\b", r"scored? [\d.]+ points",
    r"\bdt:spm\b", r"mail rejet", r"unsolicited", r"\bbulk ?mail", r"mail data refused",
    r"\bjunk\b", r"\bube\b|\buce\b", r"looks like (?:bulk|advert)", r"спам",
    r"considered (?:unwanted|undesirable)", r"advertis",
    r"anti-?spam|mass mail|recurrent pattern|bayes|\bphishing\b",
    r"(?:mail|message) content (?:denied|reject)", r"(?:dspam|rspamd|razor|pyzor|\bdcc\b)",
)  # fmt: skip
CONTENT = (
    r"\bvirus(?:es)?\b", r"malware", r"phish", r"infected",
    r"(?:message|mail|e-?mail)?\s*content (?:\w+ ){0,3}(?:reject|refus|not|denied|violat|"
    r"unacceptable|was|filter)",
    r"(?:prohibited|forbidden|blocked|banned|executable|disallowed|dangerous|not allow\w*|"
    r"potentially) (?:\w+ ){0,2}(?:attachment|file|content|extension)",
    r"attachments? (?:types?|files?|names?|blocked|not|contain|is|was|reject|remov)",
    r"(?:header|subject)s? (?:\w+ ){0,3}(?:reject|missing|invalid|not|malform|too|violat|duplicate)",
    r"(?:rfc ?-?\d{3,4}|not rfc|non-?rfc|rfc compliant|rfc-?compliant|rfc standards)", r"malformed",
    r"improper(?:ly)? (?:use|format)", r"non-?ascii",
    r"without (?:\w+:? )?(?:headers?|fields?)",
    r"missing (?:\w+ )?(?:header|date|from|to|message-id)", r"duplicate header",
    r"message (?:format|header|body)", r"bare (?:lf|cr|newline)",
    r"mime (?:error|nest|header|bound)", r"suspicious", r"content-?(?:type|transfer)",
    r"bad (?:header|url|link)", r"conversion (?:is )?(?:required|failed|not)",
    r"too many hops.{0,5}$^",
    r"improperly[- ]formatted|base64 encoding|illegal attachment|(?:containing|contains?|with) (?:images"
    r"|attachments)\b", r"header error",
    r"(?:reject|refus|block|strip|remov)\w* (?:\w+ ){0,5}attachment", r"line (?:too long|length|limit)",
    r"multiple (?:addresses|from|subject)",
    r"(?:invalid|illegal|contains?|unencoded|not support\w*) (?:\w+ ){0,2}(?:8-?bit|7-?bit|character set"
    r"|charset)",
    r"unacceptable|inappropriate|profanity|objectionable",
)  # fmt: skip
POLICY = (
    r"blacklist|black list|block ?list|blocklist|denylist", r"\b(?:dns|r)bl\b",
    r"spamhaus|spamcop|sorbs|barracuda|senderbase|cloudmark|proofpoint|senderscore|abuseat|njabl|"
    r"uceprotect|surriel|ironport|trendmicro\.com",
    r"reputation",
    r"(?:ip|host|server|address|network|connection|client)(?: \w+){0,4} (?:is |was |has been |are "
    r")?(?:block|ban|black|deny|denied|refus|reject)\w*(?: (?:because|due|by|for|from|using|at))",
    r"(?<!at )(?<!on )(?<!in )\b(?:your|sending|this|from) (?:ip|host|server|network|mail ?server)\b",
    r"\b(?:your|sending|this) mta\b",
    r"(?:block|bann|deni)ed (?:by|due|because|using|for|from|at)\b", r"(?<!not )listed (?:in|at|by|on)",
    r"dynamic (?:ip|address|host|range|pool|client)", r"dial-?up", r"residential",
    r"access (?:is )?denied(?!.{0,40}(?:unknown|invalid|not exist))",
    r"(?:not|isn't|are not|is not) (?:authori[sz]ed|permitted|allowed)(?! recipient)",
    r"unauthori[sz]ed", r"authentication required", r"polic(?:y|ies)", r"banned",
    r"(?:security|local) (?:reason|polic)", r"mail (?:\S+ )?is rejected", r"prohibited",
    r"(?:rejected|denied|refused|blocked|bounced|restricted) (?:for|by|due to|per|because of) "
    r"(?:\w+ )?(?:polic|securit|rule|admin|filter|local|reputation|restrict|system)",
    r"gr[ae]y ?list", r"temporarily deferred", r"delivery not authori",
    r"not accept(?:ing)?(?: \w+){0,3} (?:from|by) (?:your|this)", r"complain", r"abuse",
    r"(?<!server )temporarily (?:blocked|rejected|denied)",
    r"connection (?:refused|rejected|denied|dropped) (?:due|by|because|from)",
    r"administrative prohibition", r"administratively (?:denied|prohibited)", r"\bblocked\b",
    r"postmaster.{0,60}(?:whitelist|unblock|delist)", r"error: 5[0-9]{2} ip",
    r"(?:tls|encryption|encrypted|starttls|ssl)", r"blocked for (?:abuse|spam)",
    r"you are not (?:allowed|permitted|authori)", r"only accept",
    r"\bgo away\b", r"too many bounces", r"open proxy", r"\brbl\b|(?:dns)?rbl on",
    r"listed as|(?:bad|poor|low) ip\b|ip profile",
    r"use (?:the )?(?:\w+ )?(?:smtp|mail)? ?(?:server|gateway|relay) of your|through your (?:isp|provider"
    r"|own)|your isp's?\b",
    r"unwanted (?:mail|message|e-?mail)", r"organi[sz]ational settings", r"captcha", r"given low priority",
    r"forbidden",
    r"access (?:\w+ ){0,9}(?:rejected|refused|forbidden)", r"administrative(?:ly)?\b", r"quarantin",
    r"(?:refused|rejected|denied|blocked|bounced)[ .:;-]{1,4}(?:please )?see\b",
    r"(?:not|isn't) configured to (?:accept|receive)",
    r"mail from \S{0,40} ?(?:rejected|refused|denied|blocked)", r"return(?:ed)? mail (?:is )?not accepted",
    r"refused to talk to me: 4\d\d (?:4\.[37]\.\d )?(?:\S+ )?(?:service"
    r"|esmtp) (?:currently )?(?:not available|unavailable|not acc)",
    r"protocol violation", r"not handled? (?:\w+ )?mail from",
    r"(?:refus|reject|block|den[iy])\w* (?:all )?(?:mail |e-?mail |message )?from (?:your|this|the)",
)  # fmt: skip
RELAYING = (
    r"relay(?:ing)?(?: access| mail| operation)? (?:\w+ ){0,3}(?:denied|not (?:permitted|allowed)|"
    r"prohibited|refused|rejected|disabled)",
    r"(?:not|unable to|cannot|won't|don't|no|denied|not permitted to|not allowed to) (?:\w+ )?relay",
    r"relay(?:ing)? (?:not|denied)", r"not a gateway", r"open relay", r"rcpthosts",
    r"insecure mail relay", r"mail server requires authentication",
    r"\brelay(?:ing|ed)?\b.{0,40}(?:den[iy]|not |prohib|refus|disabl|reject|restrict|unable|forbid)",
    r"(?:not |n't |unable |refus\w+ |den\w+ |prohib\w+ |forbid\w+ |no )(?:\w+ ){0,5}relay",
    r"as a relay|relaying mail to|rcpthost",
    r"not (?:a )?local host",
    r"(?:don't|do not|doesn't|does not) (?:handle|host|serve|accept) mail (?:for|to)\b(?! th(?:at|is) user)",
    r"domain (?:is )?not (?:hosted|served|handled|local|allowed|configured)",
    r"not (?:a )?(?:hosted|local|served) domain",
)  # fmt: skip
PROTOCOL = (
    r"syntax error", r"command (?:not|un)", r"bad sequence", r"not implemented",
    r"unrecogni[sz]ed command", r"protocol error", r"parameter", r"handshake",
)  # fmt: skip
# Who sends a sender to a page, or names what is ours, speaks of us; asked where nothing else says more.
EXPLAINED = (
    r"\bips?\b|\b(?:sender|helo|ehlo|greylist\w*)\b"
    r"|\byour (?:account|client|configuration|domain|name|organi[sz]ation|provider|system)\b",
    r"\bden(?:ied|y)\b|\bforbidden\b",
    r"(?:see|visit|refer to|information|details|help|contact|at|:|-) {0,2}<?https?://",
)
