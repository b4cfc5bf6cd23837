"""Theirs: what is said of the mailbox: it does not exist, is full, has moved, is switched off."""

TAKES_NO_MAIL = (
    r"null ?mx", r"indicated no smtp service",
    r"does not accept (?:any )?(?:e?-?mails?|messages)\b(?! (?:5\d\d|from))",
    r"domain (?:never|does not) (?:accepts?|receives?) (?:any )?mail",
    r"no mail (?:accepted|service) (?:here|at this)",
    r"(?:host|server|domain) does not accept mail\b(?! from)",
    r"smtp (?:service )?protocol returned a permanent error.*mx",
)  # fmt: skip
OWN_FILTER = (
    r"recipient(?:'s)? preferences?",
    r"(?:recipient|user) (?:\w+ ){0,3}(?:only accepts|has blocked|does not want|refuses)",
    r"(?:blocked|rejected|refused|filtered|declined|not wanted) by (?:the |this |its )?(?:recipient|user"
    r"|addressee|owner)s?\b(?!'?s? (?:domain|mail|server|system|host|email|organi))",
    r"(?:due to|by|because of) (?:the )?(?:user|recipient)(?:'s)? (?:rules?|filters?|settings?|preferences?)",
    r"only accept(?:s|ing) (?:e?-?mail|messages) from",
    r"(?:recipient|user) (?:has )?refuse[sd]? (?:to accept )?(?:your|this)",
)  # fmt: skip
SURELY_UNKNOWN = (
    r"recipient address rejected: access denied", r"existiert nicht", r"用户不存在|不存在的用户|宛先不明",
    r"mailbox unavailable or access denied", r"account or domain may not exist", r"user unknown",
    r"not a registered \w+ user", r"recipients? (?:are|is) invalid",
    r"unknown ?user", r"no ?such ?(?:user|recipient|mailbox)",
    r"userunknown|(?:user|recipient|mailbox)notfound|nomailbox",
)  # fmt: skip
FULL = (
    r"mail ?box (?:is |for user |of user )?(?:over)?(?:almost )?full", r"over[ -]?quota",
    r"quota ?(?:is )?(?:exceed|full|excess)", r"exceed\w* (?:\w+ ){0,4}(?:quota|storage)",
    r"(?:quota|storage|disk space|space) (?:limit )?(?:has been |was |is )?exceed",
    r"out of (?:storage|disk|quota)", r"not (?:have )?enough (?:storage|disk|space|quota)",
    r"insufficient (?:disk|quota|mailbox|storage|system storage for user|space)",
    r"(?:mail)?box(?: \w+){0,3} (?:is )?(?:over|exceeds|has exceeded|exceeded)\b",
    r"(?:user|account|mailbox|maildir|recipient|disk|inbox)(?:'s)?(?: \w+){0,3} (?:is )?(?:full|"
    r"over (?:its |their |his )?(?:quota|limit))",
    r"maildir (?:delivery failed: )?(?:\w+ )*(?:over quota|full)", r"maildir over", r"disk quota",
    r"space (?:is )?not enough", r"exceed mailbox quota",
    r"(?:mailbox|account|domain) size limit", r"full mailbox", r"\bfile too large", r"mailfolder is full",
    r"too many messages (?:in|on)",
    r"quota violation", r"no space left", r"delivery failed: over quota",
    r"ящик\w* (?:\w+ ){0,2}(?:переполнен|полон)", r"квот\w* (?:\w+ ){0,2}(?:превышен|исчерпан)",
    r"превышен\w* (?:\w+ ){0,3}(?:квот|объ[её]м)", r"dd user over quota", r"user has exhausted",
    r"account.{0,30}receiving mail.{0,20}exceeded",
    r"mail ?file (?:\w+ ){0,3}(?:size|full|quota)",
    r"(?:too little|lack of|run out of|running out of|no more) (?:\w+ ){0,2}"
    r"(?:space|storage|room)", r"(?:would|will) exceed (?:\w+ ){0,4}(?:quota|mailbox|storage)",
    r"mailbox (?:\w+ ){0,2}(?:limit|capacity|allocation)", r"too much (?:\w+ )?(?:mail|data)\b(?! from)",
)  # fmt: skip
MOVED = (
    r"(?:user|mailbox|recipient|account|address)?\s*(?:has|have) (?:been )?moved",
    r"no longer (?:at this|uses this|valid.{0,20}(?:please|new))",
    r"please (?:try|use|forward).{0,30}(?:new address|instead)", r"not local.{0,20}please try",
    r"address (?:has )?changed", r"was replaced by", r"new (?:e-?mail )?address is",
    r"destination mailbox has moved",
    r"(?:been|is|was) replaced (?:by|with)", r"is now known as", r"update your (?:records|address ?book)",
    r"(?:user|mailbox|address) not local; (?:please )?(?:try|will forward)",
)  # fmt: skip
SURELY_DISABLED = (
    r"(?:account|mailbox|recipient|user)(?:'s)?(?: \w+){0,5}? (?:disabled|suspended|inactive|deactivated"
    r"|locked|frozen|blocked|discontinued|closed|terminated)\b",
)  # fmt: skip
DISABLED = (
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
    r"(?:recipient|user) account is unavailable",
    r"mail delivery to this (?:user|recipient) is disabled", r"hasn't logged", r"not logged in",
)  # fmt: skip
UNKNOWN = (
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
    r"not (?:in|found in) (?:\w+ ){0,4}(?:directory|database|address book|virtual|local recipient table)",
    r"delivery to the following recipients? fail.{0,5}$^", r"addr(?:ess)? (?:\w+ )?unknown",
    r"(?:адрес|пользовател|получател|ящик)\w*\s+(?:\w+ ){0,4}(?:не существует|не найден|"
    r"неизвестен|не зарегистрирован)",
    r"(?:нет такого|неизвестный|несуществующ\w+)\s+(?:\w+ )?(?:пользовател|получател|адрес|ящик)",
    r"unbekannt", r"n'existe pas|inconnu", r"no existe", r"non esiste",
    r"this (?:user|recipient|address|account|mailbox) (?:\w+ ){0,3}(?:not|doesn't|no longer)",
    r"not have an account", r"account (?:\w+ )?(?:deleted|removed)",
    r"message for .{0,30}would be (?:undeliverable|rejected)", r"rcpt.{0,30}(?:unknown|not exist)",
    r"left the (?:company|organi)",
    r"(?:bad|invalid|unknown)[-_ ]?(?:recipient|rcpt|user|address|mailbox)\b", r"badrcptto|badrecipient",
    r"(?:not|isn't|no) (?:an? )?(?:valid|known|existing|active|local|current|registered|legitimate|working"
    r"|deliverable) "
    r"(?:\w+ )?(?:recipient|user|address|mailbox|account|customer|member|subscriber|person|e-?mail|name"
    r"|alias|resident)",
    r"(?:can't|cannot|can not|unable to|won't|will not) accept (?:mail for )?(?:\w+ )?(?:user|recipient"
    r"|mailbox|address)",
    r"(?:user|recipient|address|mailbox) (?:is )?not (?:a )?local",
    r"no(?:t one| one|body| person) (?:by|with|here|of) ",
    r"no (?:\w+ )?(?:mailbox|mail box|maildrop|account|user|recipient|address|person|entry)s? (?:\w+ ){0,4}"
    r"(?:by|with|under|of|matching|named|here|available|for|exists?|found)\b",
    r"(?:missing|no) home directory",
    r"(?:mailbox|user|account|address|recipient|e-?mail)(?:'s)? (?:is |was |has been |have been "
    r"|does )?(?:\w+ )?(?:not present|absent|gone|void|obsolete|retired|deleted|removed|purged|decommissioned"
    r"|deprovisioned)\b",
    r"no longer (?:works? (?:here|for|at)|accepts? (?:\w+ )?(?:mail|e-?mail|messages)|employed|with (?:us"
    r"|the|this)|available"
    r"|valid|a (?:customer|member|user|subscriber|valid)|in (?:use|service)|active|monitored|here|reachable)",
    r"failed to (?:find|locate|look ?up|resolve) (?:\w+ ){0,3}(?:user|recipient|mailbox|address\b)",
    r"(?:recipient|user|rcpt|mailbox|address)(?: address)? (?:\w+ )?(?:lookup|look-up|verify|verification"
    r"|validation|check)(?: from \w+)? (?:failed|failure|error)", r"cannot route to",
    r"(?:unable|not able|failed) to (?:verify|validate) (?:the )?(?:recipient|user|address)",
    r"(?:double-)?check(?:ing)? (?:that )?the (?:recipient(?:'s)?|spelling|e-?mail address|address)",
    r"not a valid recipient",
    r"rejected: account unavailable", r"\bin name directory",
    r"(?:envelope )?recipient (?:has been |is |was )denied",
    r"who (?:is|are) (?:that|this|you (?:looking|trying))", r"archived recipient",
    r"(?:not found|unknown) in (?:\w+ ){0,2}(?:ldap|directory|database)", r"(?:no such|unknown) mail drop",
    r"(?:unable to|cannot|can't|could not) (?:find|locate) (?:alias|\w+ user)",
    r"(?:mailbox|user|address|account|recipient) not exists?", r"no valid recipients?, bye",
)  # fmt: skip
