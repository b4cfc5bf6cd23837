"""Servers: what is said of their server, of its domain and of the way to it."""

LOOP = (
    r"name server reply", r"\bloop(?:s|ing)?\b", r"too many hops", r"hop ?count", r"lost connection",
)  # fmt: skip
SURELY_UNKNOWN_HOST = (
    r"host or domain name not found", r"unknown (?:mail )?(?:host|domain)", r"(?:host|domain) unknown",
    r"no such (?:host|domain)", r"nxdomain", r"host not found", r"couldn't find any host",
    r"find a gateway for",
    r"domain (?:name )?(?:not found|does not exist|doesn't exist)",
    r"dns records? (?:\w+ ){0,6}(?:could )?not (?:be )?found", r"(?:recipient )?domain must exist",
    r"no matches to nameserver query", r"dns domain .{0,80}(?:does not|doesn't) exist",
    r"(?:no|without) (?:mx|such) domain",
    r"domain (?:\S+ )?(?:is )?(?:obsolete|retired|no longer (?:in use|exists?|valid))",
)  # fmt: skip
UNKNOWN_HOST = (
    r"(?:host|domain|hostname|server|site|mail exchanger|mx)(?: name| or domain name)"
    r"?\b[^a-z]{0,5}(?:[\w.()-]+[ ,:;]+){0,5}?(?:unknown|not found|doesn't exist|does not exist|"
    r"not exist|no such|invalid|unrouteable|non-?exist\w*|lookup fail\w*|couldn't be found|could "
    r"not be found|is not configured)",
    r"(?:unknown|no such|invalid|bad|nonexistent|non-existent|unrouteable|unroutable|illegal) "
    r"(?:\w+ )?(?:\w+ )?(?:host|domain|hostname|mail server|mail domain)",
    r"nxdomain",
    r"(?:couldn't|could not|can't|cannot|unable to) (?:find|resolve|locate|get|look ?up|determine)"
    r" (?:\w+ |any ){0,4}(?:host|domain|mx|dns|mail server|exchange|address)",
    r"no (?:valid |usable |working |reachable )?(?:mx|a|dns|mail) (?:\w+ ){0,3}(?:record|found|for|host"
    r"|exchanger)",
    r"all relevant mx records point to", r"name service error.{0,80}(?:not found|no data|unknown)",
    r"couldn't find any host", r"find a gateway for", r"no (?:host|domain) (?:found|by)",
    r"nodename nor servname",
    r"dns error.{0,40}(?:not found|nxdomain|no such)", r"(?:name|address) not (?:known|resolved)",
    r"lookup .{0,40}no such host", r"domain (?:name )?(?:is )?not (?:found|exist|registered)",
    r"domain is not reachable", r"non-?existent (?:\w+ )?domain", r"host not found",
    r"mx lookup fail",
)  # fmt: skip
EXPIRED = (
    r"(?:retry|retries|delivery|queue|max\w*) (?:\w+ ){0,4}(?:time ?out|expired|exceeded|limit)",
    r"time[d]? ?out", r"too long", r"too old", r"expired",
    r"(?:couldn't|could not|can't|cannot|unable to|not) (?:be )?(?:deliver\w*|sent|send) (?:\w+ )"
    r"{0,6}(?:for|within|in|after) (?:\w+ ){0,3}(?:days?|hours?|minutes?)",
    r"retry time", r"maximum delivery attempts", r"gave up|giving up(?! on \S*\d)|given up",
    r"has been in (?:the )?queue",
    r"undelivered (?:for|after)", r"not been (?:\w+ )?delivered.{0,40}(?:days|hours)",
    r"connection (?:attempts? )?(?:\w+ )?(?:timed|time)",
    r"will not retry|no longer (?:try|attempt)", r"last attempt",
    r"did not respond|not responding|unreachable for",
    r"(?:for|after) (?:\w+ ){0,3}\d+(?:\.\d+)? (?:days?|hours?)", r"retry (?:limit|count)",
    r"delivery (?:attempts|temporarily suspended)", r"deferred.{0,30}(?:days|hours)",
)  # fmt: skip
NETWORK = (
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
)  # fmt: skip
SURELY_SYSTEM = (
    r"\btemporary (?:\w+ ){0,2}(?:failure|error|problem)\b", r"\berror in processing", r"local problem",
)  # fmt: skip
SYSTEM = (
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
    r"lowest.numbered mx record", r"alias (?:expansion|loop)|expansion (?:error|fail)",
)  # fmt: skip
