"""Phrases: what servers write when they refuse a letter, by what they mean; the first that fits counts."""

from __future__ import annotations

import re

from veche.mailing.terms.returning import Cause

_SAID: tuple[tuple[Cause, tuple[str, ...]], ...] = (
    (Cause.NO_MAIL, (
        r"null ?mx", r"indicated no smtp service", r"does not accept (?:any )?(?:e?-?mail|messages)",
        r"domain (?:never|does not) (?:accepts?|receives?) (?:any )?mail",
        r"no mail (?:accepted|service) (?:here|at this)", r"(?:host|server|domain) does not accept mail",
        r"smtp (?:service )?protocol returned a permanent error.*mx",
    )),
    (Cause.POLICY, (
        r"google ?groups.{0,2000}support\.google\.com", r"support\.google\.com/\S{0,30}groups",
    )),
    (Cause.POLICY, (r"not accept(?:ing)?(?: \w+){0,3} from\b",)),
    (Cause.REFUSED, (
        r"recipient(?:'s)? preferences?",
        r"(?:recipient|user) (?:\w+ ){0,3}(?:only accepts|has blocked|does not want|refuses)",
    )),
    (Cause.UNKNOWN_USER, (
        r"recipient address rejected: access denied", r"existiert nicht", r"用户不存在|不存在的用户|宛先不明",
        r"mailbox unavailable or access denied", r"account or domain may not exist", r"user unknown",
        r"not a registered \w+ user", r"recipients? (?:are|is) invalid",
        r"unknown user", r"no such (?:user|recipient|mailbox)",
    )),
    (Cause.FULL, (
        r"mail ?box (?:is |for user |of user )?(?:over)?(?:almost )?full", r"over ?quota",
        r"quota (?:is )?(?:exceed|full|excess)", r"exceed\w* (?:\w+ ){0,4}(?:quota|storage)",
        r"(?:quota|storage|disk space|space) (?:limit )?(?:has been |was |is )?exceed",
        r"out of (?:storage|disk|quota)", r"not (?:have )?enough (?:storage|disk|space|quota)",
        r"insufficient (?:disk|quota|mailbox|storage|system storage for user|space)",
        r"(?:mail)?box(?: \w+){0,3} (?:is )?(?:over|exceeds|has exceeded|exceeded)\b",
        r"(?:user|account|mailbox|maildir|recipient|disk|inbox)(?:'s)?(?: \w+){0,3} (?:is )?(?:full|"
        r"over (?:its |their |his )?(?:quota|limit))",
        r"maildir (?:delivery failed: )?(?:\w+ )*(?:over quota|full)", r"maildir over", r"disk quota",
        r"space (?:is )?not enough", r"exceed mailbox quota",
        r"mailbox size limit", r"full mailbox", r"mailfolder is full", r"too many messages (?:in|on)",
        r"quota violation", r"no space left", r"delivery failed: over quota",
        r"ящик\w* (?:\w+ ){0,2}(?:переполнен|полон)", r"квот\w* (?:\w+ ){0,2}(?:превышен|исчерпан)",
        r"превышен\w* (?:\w+ ){0,3}(?:квот|объ[её]м)", r"dd user over quota", r"user has exhausted",
        r"account.{0,30}receiving mail.{0,20}exceeded",
    )),
    (Cause.TOO_LARGE, (
        r"(?:message|mail|data|content)(?: \w+){0,3} (?:is )?(?:too|to) (?:large|big)",
        r"size (?:exceeds|limit)",
        r"exceed\w* (?:the )?(?:max\w*|fixed|allowed|size|internal|administrative)[\w "
        r"]{0,20}(?:message )?size",
        r"exceed\w* (?:the )?(?:max\w* )?(?:message )?size",
        r"message (?:size|length) (?:exceeds|limit)", r"larger than (?:the )?(?:current|max|allow)",
        r"message too (?:large|big)", r"too large", r"max(?:imum)? message size exceeded",
        r"превышает (?:максимальн|допустим)\w* размер",
    )),
    (Cause.RATE, (
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
    )),
    (Cause.MOVED, (
        r"(?:user|mailbox|recipient|account|address)?\s*(?:has|have) (?:been )?moved",
        r"no longer (?:at this|uses this|valid.{0,20}(?:please|new))",
        r"please (?:try|use|forward).{0,30}(?:new address|instead)", r"not local.{0,20}please try",
        r"address (?:has )?changed", r"was replaced by", r"new (?:e-?mail )?address is",
        r"destination mailbox has moved",
    )),
    (Cause.SENDER, (
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
    )),
    (Cause.SPAM, (
        r"\bspam(?!haus|cop)", r"\bofr_?50\d", r"\b[us]uri?bl\b|\buribl\b", r"scored? [\d.]+ points",
        r"\bdt:spm\b", r"mail rejet", r"unsolicited", r"\bbulk ?mail", r"mail data refused",
        r"\bjunk\b", r"\bube\b|\buce\b", r"looks like (?:bulk|advert)", r"спам",
        r"considered (?:unwanted|undesirable)", r"advertis",
    )),
    (Cause.NETWORK, (
        r"name server reply", r"\bloop(?:s|ing)?\b", r"too many hops", r"hop ?count", r"lost connection",
    )),
    (Cause.DISABLED, (
        r"(?:account|mailbox|recipient|user)(?:'s)?(?: \w+){0,5}? (?:disabled|suspended|inactive"
        r"|deactivated"
        r"|locked|frozen|blocked|discontinued|closed|terminated)\b",
    )),
    (Cause.CONTENT, (
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
    )),
    (Cause.POLICY, (
        r"blacklist|black list|block ?list|blocklist|denylist", r"\b(?:dns|r)bl\b",
        r"spamhaus|spamcop|sorbs|barracuda|senderbase|cloudmark|proofpoint|senderscore|abuseat|njabl|"
        r"uceprotect|surriel|ironport|trendmicro\.com",
        r"reputation",
        r"(?:ip|host|server|address|network|connection|client)(?: \w+){0,4} (?:is |was |has been |are "
        r")?(?:block|ban|black|deny|denied|refus|reject)\w*(?: (?:because|due|by|for|from|using|at))",
        r"(?:your|sending|this|from) (?:ip|host|server|network|mail ?server|mta)\b",
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
        r"temporarily (?:blocked|rejected|denied)",
        r"connection (?:refused|rejected|denied|dropped) (?:due|by|because|from)",
        r"administrative prohibition", r"administratively (?:denied|prohibited)", r"\bblocked\b",
        r"postmaster.{0,60}(?:whitelist|unblock|delist)", r"error: 5[0-9]{2} ip",
        r"(?:tls|encryption|encrypted|starttls|ssl)", r"blocked for (?:abuse|spam)",
        r"you are not (?:allowed|permitted|authori)", r"only accept",
    )),
    (Cause.UNKNOWN_HOST, (
        r"host or domain name not found", r"unknown (?:mail )?(?:host|domain)", r"(?:host|domain) unknown",
        r"no such (?:host|domain)", r"nxdomain", r"host not found", r"couldn't find any host",
        r"find a gateway for",
        r"domain (?:name )?(?:not found|does not exist|doesn't exist)",
    )),
    (Cause.RELAYING, (
        r"relay(?:ing)?(?: access| mail| operation)? (?:\w+ ){0,3}(?:denied|not (?:permitted|allowed)|"
        r"prohibited|refused|rejected|disabled)",
        r"(?:not|unable to|cannot|won't|don't|no|denied|not permitted to|not allowed to) (?:\w+ )?relay",
        r"relay(?:ing)? (?:not|denied)", r"not a gateway", r"open relay", r"rcpthosts",
        r"insecure mail relay", r"mail server requires authentication",
    )),
    (Cause.DISABLED, (
        r"(?:account|mailbox|user|address|recipient|mail-?box|inbox|domain)(?:'s)?(?: \w+){0,6}? "
        r"(?:is |has been |was |been |are |currently |temporarily )*(?:disabled|suspended|inactive|"
        r"deactivated|locked|frozen|blocked|expired|not active|no longer active|not activated|"
        r"discontinued|closed|cancelled|canceled|terminated|on hold|archived)",
        r"(?:disabled|suspended|inactive|deactivated|locked|frozen|inactivity|expired) (?:\w+ )"
        r"?(?:account|mailbox|user|address|recipient|e-?mail)",
        r"mailbox (?:\w+ ){0,3}(?:currently |temporarily )?(?:unavailable for)",
        r"account.{0,30}(?:abandoned|dormant)",
        r"(?:ящик|аккаунт|уч[её]тн\w+ запис\w+|пользовател\w+)\s+(?:\w+ ){0,3}(?:заблокирован|"
        r"отключ[её]н|неактив)",
        r"mail receiving disabled", r"user is inactive",
        r"not accepting (?:messages|mail|e-?mail)", r"inactive user",
        r"mail delivery to this (?:user|recipient) is disabled", r"hasn't logged", r"not logged in",
    )),
    (Cause.UNKNOWN_USER, (
        r"(?:user|mailbox|mail ?box|recipient|account|address|addressee|person|alias|destination|name|"
        r"customer|inbox|e-?mail(?: account| address)?)(?:'s)?\b[^a-z]{0,5}(?:(?:[\w.()-]+[ ,:;]+)"
        r"{0,6}?)(?:unknown|not found|doesn't exist|does not exist|not exist|nonexist\w*|non-exist\w*|"
        r"no longer exists?|isn't|not (?:a )?(?:known|valid|exist|listed|recogni[sz]ed|located|"
        r"match\w*|here|available|on this|defined|registered|in)|invalid|couldn't be found|could not "
        r"be found|cannot be found|can't be found|wasn't found|was not found|not be found|no longer "
        r"(?:available|valid|in use|on|employed|with))",
        r"(?:unknown|no such|invalid|bad|nonexistent|non-existent|non existent|undefined|"
        r"unrecogni[sz]ed|unregistered|incorrect|wrong|illegal) (?:\w+ )?(?:\w+ )?(?:user|mailbox|"
        r"mail ?box|recipient|account|address|addressee|person|alias|destination|name|login|id\b|"
        r"e-?mail|local[- ]?part|customer|local|maildrop)",
        r"(?:no|not a?) (?:valid |known |such )?(?:user|mailbox|recipient|account|address|person|one|"
        r"e-?mail account|maildrop|local mailbox|valid host)s?(?: \w+){0,3} (?:here|found|by that|"
        r"with that|at this|of that|in|on|named|like|exists?)",
        r"user unknown",
        r"unrouteable address|unroutable address|unknown address|unknown local|unknown or illegal alias",
        r"(?:does not|doesn't) (?:have an? [\w.]+ account|exist|like recipient|handle mail for|match)",
        r"(?:user|recipient|mailbox)(?: address)? +not ok|recipient (?:address )?unknown",
        r"recipient rejected$",
        r"not a member of (?:the )?domain",
        r"(?:recipient|address|user) (?:cannot|could not|can't) be verified",
        r"recipient address rejected[.:]?$",
        r"(?:is|are) not (?:a )?(?:known|valid|recogni[sz]ed)", r"no mailbox", r"not our customer",
        r"cannot (?:find|locate) (?:\w+ ){0,3}(?:user|mailbox|recipient|account|addressee)",
        r"mailbox unavailable", r"mailbox not available", r"not listed in",
        r"final (?:e-?mail )?delivery (?:point|userid)",
        r"mail ?box .{0,30}unavailable", r"couldn't be found|could not be found",
        r"sorry, no (?:mailbox|user)", r"sorry, i couldn't find any", r"no user",
        r"all recipients? (?:were|was)? ?invalid",
        r"recipnotfound|\buserunknown\b|\bunknownuser\b|adr_rcpt|resolver\.adr\.(?:recip|ex)?notfound",
        r"person (?:is|was) (?:\w+ )?not",
        r"not (?:in|found in) (?:\w+ ){0,4}(?:directory|database|address book|virtual|local recipient "
        r"table)",
        r"delivery to the following recipients? fail.{0,5}$^", r"addr(?:ess)? (?:\w+ )?unknown",
        r"(?:адрес|пользовател|получател|ящик)\w*\s+(?:\w+ ){0,4}(?:не существует|не найден|"
        r"неизвестен|не зарегистрирован)",
        r"(?:нет такого|неизвестный|несуществующ\w+)\s+(?:\w+ )?(?:пользовател|получател|адрес|ящик)",
        r"unbekannt", r"n'existe pas|inconnu", r"no existe", r"non esiste",
        r"this (?:user|recipient|address|account|mailbox) (?:\w+ ){0,3}(?:not|doesn't|no longer)",
        r"not have an account", r"account (?:\w+ )?(?:deleted|removed)",
        r"message for .{0,30}would be (?:undeliverable|rejected)", r"rcpt.{0,30}(?:unknown|not exist)",
        r"left the (?:company|organi)",
    )),
    (Cause.UNKNOWN_HOST, (
        r"(?:host|domain|hostname|server|site|mail exchanger|mx)(?: name| or domain name)"
        r"?\b[^a-z]{0,5}(?:[\w.()-]+[ ,:;]+){0,5}?(?:unknown|not found|doesn't exist|does not exist|"
        r"not exist|no such|invalid|unrouteable|non-?exist\w*|lookup fail\w*|couldn't be found|could "
        r"not be found|is not configured)",
        r"(?:unknown|no such|invalid|bad|nonexistent|non-existent|unrouteable|unroutable|illegal) "
        r"(?:\w+ )?(?:\w+ )?(?:host|domain|hostname|mail server|mail domain)",
        r"nxdomain",
        r"(?:couldn't|could not|can't|cannot|unable to) (?:find|resolve|locate|get|look ?up|determine)"
        r" (?:\w+ |any ){0,4}(?:host|domain|mx|dns|mail server|exchange|address)",
        r"no (?:mx|a|dns|mail) (?:\w+ ){0,3}(?:record|found|for|host|exchanger)",
        r"all relevant mx records point to", r"name service error.{0,80}(?:not found|no data|unknown)",
        r"couldn't find any host", r"find a gateway for", r"no (?:host|domain) (?:found|by)",
        r"nodename nor servname",
        r"dns error.{0,40}(?:not found|nxdomain|no such)", r"(?:name|address) not (?:known|resolved)",
        r"lookup .{0,40}no such host", r"domain (?:name )?(?:is )?not (?:found|exist|registered)",
        r"domain is not reachable", r"non-?existent (?:\w+ )?domain", r"host not found",
        r"mx lookup fail", r"lowest.numbered mx record",
    )),
    (Cause.EXPIRED, (
        r"(?:retry|retries|delivery|queue|max\w*) (?:\w+ ){0,4}(?:time ?out|expired|exceeded|limit)",
        r"time[d]? ?out", r"too long", r"too old", r"expired",
        r"(?:couldn't|could not|can't|cannot|unable to|not) (?:be )?(?:deliver\w*|sent|send) (?:\w+ )"
        r"{0,6}(?:for|within|in|after) (?:\w+ ){0,3}(?:days?|hours?|minutes?)",
        r"retry time", r"maximum delivery attempts", r"gave up|giving up|given up",
        r"has been in (?:the )?queue",
        r"undelivered (?:for|after)", r"not been (?:\w+ )?delivered.{0,40}(?:days|hours)",
        r"connection (?:attempts? )?(?:\w+ )?(?:timed|time)",
        r"will not retry|no longer (?:try|attempt)", r"last attempt",
        r"did not respond|not responding|unreachable for",
        r"(?:for|after) (?:\w+ ){0,3}\d+(?:\.\d+)? (?:days?|hours?)", r"retry (?:limit|count)",
        r"delivery (?:attempts|temporarily suspended)", r"deferred.{0,30}(?:days|hours)",
    )),
    (Cause.NETWORK, (
        r"(?:connection|network|route|host|server|remote)(?: \w+){0,4} (?:refused|reset|closed|lost|"
        r"dropped|unreachable|is down|unavailable|failed|interrupted|aborted|broken)",
        r"(?:unreachable|no route)",
        r"(?:mail |message |routing |delivery |forwarding )?loop(?:s|ing)?\b", r"too many hops",
        r"hop ?count", r"lost connection",
        r"couldn't connect|could not connect|can't connect|cannot connect|unable to connect|failed to "
        r"connect|wasn't able to establish",
        r"name (?:server|service) (?:\w+ )*(?:error|timeout|fail|tempor)",
        r"dns (?:\w+ ){0,3}(?:error|fail|timeout|tempor)", r"cname lookup failed",
        r"received: (?:headers|lines)", r"conversation with .{0,60}(?:timed|fail)",
        r"broken pipe|i/o error", r"connect to .{0,100}: ", r"temporary lookup fail",
        r"resolution failed|resolv", r"no (?:answer|response) from", r"bad connection",
    )),
    (Cause.SYSTEM, (
        r"(?:local|internal|system|server|configuration|resources?|queue|service|software|processing|"
        r"mail system)(?: \w+){0,4} (?:error|fail\w*|problem|unavailable|temporarily|trouble|not "
        r"available|config\w*|issue)",
        r"(?:insufficient|out of) (?:system|memory|resources)", r"command (?:died|failed|output|time)",
        r"(?:can't|cannot|could not|couldn't|unable to) (?:create|open|write|execute|exec|fork|lock|"
        r"access|rename|append|read|chdir)",
        r"temporar(?:y|ily)", r"try (?:again )?later", r"mail ?filter", r"pipe to|\|/|exec", r"x-unix",
        r"maintenance", r"permission denied", r"service (?:not available|unavailable)",
        r"exited|exit status|status code", r"procmail", r"closing (?:transmission|connection)",
        r"system (?:not|is|undergo|disk|storage)", r"out of service", r"queue file",
    )),
    (Cause.PROTOCOL, (
        r"syntax error", r"command (?:not|un)", r"bad sequence", r"not implemented",
        r"unrecogni[sz]ed command", r"protocol error", r"parameter", r"handshake",
    )),
)  # fmt: skip
# These say that it was refused and nothing else.
WEAK = re.compile(r"\brejected\b|\bdenied\b|\brefused\b|not accepted|restrict")
PHRASES = tuple(
    (cause, re.compile("|".join(f"(?:{phrase})" for phrase in phrases))) for cause, phrases in _SAID
)
