"""What several measures count by: people's days, and who is inside the community since when.

Texts of our own in DuckDB's SQL that measures put before their question; `{channels}`,
`{bucket}` and `{distinct}` are filled by `asking`.
"""

from veche.ledger.terms import SPOKEN, Activity, Count, Kind

JOINED, LEFT, REACTED = Kind.JOINED.number, Kind.LEFT.number, Kind.REACTED.number
COMMENTED, REPOSTED, PUBLISHED = Kind.COMMENTED.number, Kind.REPOSTED.number, Kind.PUBLISHED.number
BOUGHT, REFUNDED = Kind.BOUGHT.number, Kind.REFUNDED.number
RATED = Kind.RATED.number
SENT, OPENED, CLICKED = Kind.SENT.number, Kind.OPENED.number, Kind.CLICKED.number
BOUNCED, UNSUBSCRIBED, REGISTERED = Kind.BOUNCED.number, Kind.UNSUBSCRIBED.number, Kind.REGISTERED.number
SEEN = f"kind IN ({', '.join(str(kind.number) for kind in Kind if kind.activity is Activity.PASSIVE)})"
WORDS = f"kind IN ({', '.join(map(str, sorted(SPOKEN)))})"
_FIRST_BIT = "bit_count(({0} & (-{0})) - 1)"

# people: the days of own activity of a person in a month, as a mask, over all their identities.
# stretches: the days of the period in a month that belong to a bucket.
ACTIVE_DAYS = """
people AS (
    SELECT person_id AS person, month, bit_or(own) AS days
    FROM months JOIN persons ON identity_id = identity
    WHERE month BETWEEN $first_month AND $last_month AND {channels}
    GROUP BY person_id, month
),
stretches AS (
    SELECT month, {bucket} AS bucket, bit_or(mask) AS mask
    FROM calendar_days WHERE day BETWEEN $first AND $last GROUP BY month, {bucket}
)"""

# Everybody with own activity on days of the period; asked with the whole period as one bucket.
ACTIVE_PEOPLE = f"""
    WITH {ACTIVE_DAYS}
    SELECT DISTINCT person FROM people JOIN stretches USING (month) WHERE days & mask <> 0"""

# Who did what the part counts in the period.
DOERS = """
    SELECT DISTINCT person_id AS person
    FROM (SELECT DISTINCT identity FROM interactions
          WHERE {part} AND day BETWEEN $first AND $last AND {channels})
    JOIN persons ON identity_id = identity"""

# What the part counts, done in the period by people.
DEEDS = """
    SELECT id, moment, person_id AS person FROM interactions JOIN persons ON identity_id = identity
    WHERE {part} AND day BETWEEN $first AND $last AND {channels}"""

# newcomers: the first day of somebody in the community, of their joining, of their first word.
NEWCOMERS = """
newcomers AS (
    SELECT person_id AS person, min(entered) AS entered, min(joined) AS joined, min(spoken) AS spoken
    FROM entries JOIN persons ON identity_id = identity WHERE {channels} GROUP BY person_id
)"""

# changes: the days somebody came in (1) or went (-1). An identity is in a channel from the day it
# joined or first said a word there, until a day whose last move is leaving; joining or a word on a
# later day brings it back. A person is in the community while any of their identities is in any
# channel. Who has been in a channel that they never left since before they left another is never
# out: only the rest (movers) is looked at channel by channel.
MEMBERSHIP = f"""
outs AS MATERIALIZED (
    SELECT parted.identity, parted.channel, parted.day, parted.month
    FROM (SELECT identity, channel, day, max(month) AS month, max(moment) AS moment FROM moves
          WHERE kind = {LEFT} AND day <= $last AND {{channels}} GROUP BY identity, channel, day) AS parted
    ANTI JOIN (SELECT identity, channel, day, moment FROM moves WHERE kind = {JOINED}) AS back
      ON back.identity = parted.identity AND back.channel = parted.channel AND back.day = parted.day
     AND back.moment >= parted.moment
),
leavings AS (SELECT identity, channel, min(day) AS day FROM outs GROUP BY identity, channel),
lives AS MATERIALIZED (
    SELECT person_id AS person, min(entered) AS entered, min(leavings.day) AS leaves,
           min(CASE WHEN leavings.day IS NULL THEN entered END) AS stays
    FROM (SELECT identity, channel, entered FROM entries WHERE {{channels}}) AS channels
    JOIN persons ON identity_id = channels.identity
    LEFT JOIN leavings ON leavings.identity = channels.identity AND leavings.channel = channels.channel
    GROUP BY person_id
),
movers AS (SELECT person FROM lives WHERE leaves IS NOT NULL AND (stays IS NULL OR stays > leaves)),
firsts AS MATERIALIZED (
    SELECT person_id AS person, identity, channel, min(entered) AS entered
    FROM entries JOIN persons ON identity_id = identity SEMI JOIN movers ON movers.person = person_id
    WHERE {{channels}} GROUP BY person_id, identity, channel
),
seen AS (
    SELECT identity, channel, month, start, joined | spoken AS days
    FROM months WHERE joined | spoken <> 0 AND month <= $last_month AND {{channels}}
),
returns AS (
    SELECT firsts.person, firsts.identity, firsts.channel, outs.day, min(
        CASE WHEN seen.month = outs.month
             THEN outs.day + 1 + {_FIRST_BIT.format("(seen.days >> (outs.day - seen.start + 1))")}
             ELSE seen.start + {_FIRST_BIT.format("seen.days")} END
    ) AS back
    FROM outs JOIN firsts ON firsts.identity = outs.identity AND firsts.channel = outs.channel
    LEFT JOIN seen
      ON seen.identity = outs.identity AND seen.channel = outs.channel AND seen.month >= outs.month
     AND (seen.month > outs.month OR seen.days >> (outs.day - seen.start + 1) <> 0)
    WHERE outs.day >= firsts.entered
    GROUP BY firsts.person, firsts.identity, firsts.channel, outs.day
),
aways AS MATERIALIZED (
    SELECT person, min(day) AS day, back FROM returns GROUP BY person, identity, channel, back
),
steps AS (
    SELECT person, entered AS day, 1 AS step FROM firsts
    UNION ALL SELECT person, day, -1 FROM aways
    UNION ALL SELECT person, back, 1 FROM aways WHERE back IS NOT NULL
),
held AS (
    SELECT person, day, sum(step) AS step, sum(sum(step)) OVER (PARTITION BY person ORDER BY day) AS channels
    FROM steps GROUP BY person, day
),
changes AS (
    SELECT person, entered AS day, 1 AS change FROM lives WHERE leaves IS NULL OR stays <= leaves
    UNION ALL
    SELECT person, day, CASE WHEN channels > 0 THEN 1 ELSE -1 END FROM held
    WHERE (channels > 0 AND channels = step) OR (channels = 0 AND step < 0)
)"""

# By day: by how many people the community grew, how many came in, how many went.
CHANGED_DAYS = f"""
    WITH {MEMBERSHIP}
    SELECT day, sum(change)::BIGINT AS net, count(*) FILTER (WHERE change = 1) AS came,
           count(*) FILTER (WHERE change = -1) AS departed
    FROM changes WHERE day <= $last GROUP BY day"""

# states: what somebody is in a stretch of time: new (1), staying (2), back again (3), lost (4). Stretches
# are whole; all that was before the one before the first is one. Of one that goes on nobody is lost yet.
CAME = """
everyday AS (
    SELECT person_id AS person, month, bit_or(own) AS days FROM months JOIN persons ON identity_id = identity
    WHERE month <= $through_month AND {channels} GROUP BY person_id, month
),
stretches AS (
    SELECT month, CASE WHEN day < $before THEN $first_stretch - 2 ELSE {stretch} END AS bucket,
           bit_or(mask) AS mask
    FROM calendar_days WHERE day <= $through
    GROUP BY month, CASE WHEN day < $before THEN $first_stretch - 2 ELSE {stretch} END
),
came AS (SELECT {distinct} person, bucket FROM everyday JOIN stretches USING (month) WHERE days & mask <> 0),
beside AS (
    SELECT person, bucket, lag(bucket) OVER (PARTITION BY person ORDER BY bucket) AS earlier,
           lead(bucket) OVER (PARTITION BY person ORDER BY bucket) AS later
    FROM came
),
states AS (
    SELECT person, bucket,
           CASE WHEN earlier IS NULL THEN 1 WHEN earlier = bucket - 1 THEN 2 ELSE 3 END AS state
    FROM beside WHERE bucket >= $first_stretch
    UNION ALL
    SELECT person, bucket + 1 AS bucket, 4 AS state FROM beside
    WHERE (later IS NULL OR later > bucket + 1) AND bucket >= $first_stretch - 1
      AND bucket < $last_stretch AND bucket + 1 < $today_stretch
)"""

VIEWS, REACTIONS = int(Count.VIEWS), int(Count.REACTIONS)
COMMENTS, REPOSTS, MARK = int(Count.COMMENTS), int(Count.REPOSTS), int(Count.MARK)
# responses: how people responded to what was said in the period, a row for each post that was answered
# or counted. Reactions with and without names add up; of comments and reposts the outside states all,
# so the larger of what it states and what we know is taken. `{said}` says of which kinds the posts are.
RESPONSES = f"""
stated AS (
    SELECT id, name, max(count) AS count FROM tallies
    WHERE {{said}} AND day BETWEEN $first AND $last AND {{channels}} GROUP BY id, name
),
named AS (
    SELECT parent AS id, count(*) FILTER (WHERE kind = {REACTED}) AS reactions,
           count(*) FILTER (WHERE kind = {REPOSTED}) AS reposts,
           count(*) FILTER (WHERE kind NOT IN ({REACTED}, {REPOSTED})) AS comments
    FROM replies JOIN persons ON identity_id = identity
    WHERE parent_{{said}} AND parent_day BETWEEN $first AND $last AND {{channels}} GROUP BY parent
),
counted AS (
    SELECT id, max(count) FILTER (WHERE name = {VIEWS}) AS views,
           coalesce(max(count) FILTER (WHERE name = {REACTIONS}), 0) AS reactions,
           coalesce(max(count) FILTER (WHERE name = {COMMENTS}), 0) AS comments,
           coalesce(max(count) FILTER (WHERE name = {REPOSTS}), 0) AS reposts
    FROM stated GROUP BY id
),
responses AS (
    SELECT coalesce(counted.id, named.id) AS id, counted.views,
           coalesce(counted.reactions, 0) + coalesce(named.reactions, 0) AS reactions,
           greatest(coalesce(counted.comments, 0), coalesce(named.comments, 0)) AS comments,
           greatest(coalesce(counted.reposts, 0), coalesce(named.reposts, 0)) AS reposts
    FROM counted FULL JOIN named ON named.id = counted.id
)"""
# Who answered a post or reacted to it in the period; `{said}` as above.
RESPONDERS = """
    SELECT DISTINCT person_id AS person FROM replies JOIN persons ON identity_id = identity
    WHERE parent_{said} AND parent_day BETWEEN $first AND $last AND {channels}"""

# firsts: the first answer to each question of somebody outside the team: who asked, who answered, after
# how many hours. Of answers in the same moment that of the team is the first.
FIRST_ANSWERS = """
firsts AS (
    SELECT parent, asker.person_id AS asker, answerer.person_id AS answerer, answerer.is_team,
           (answers.moment - parent_moment) / 3600000.0 AS wait
    FROM answers
    JOIN everybody AS answerer ON answerer.identity_id = answers.identity
    JOIN persons AS asker ON asker.identity_id = answers.parent_identity
    WHERE answerer.person_id <> asker.person_id AND NOT asker.is_team
      AND answers.moment >= parent_moment AND parent_day BETWEEN $first AND $last AND {channels}
    QUALIFY row_number() OVER (
        PARTITION BY parent ORDER BY answers.moment, answerer.is_team DESC, answerer.person_id) = 1
)"""

# judged: promises to people that were kept or not on days of the period, as the inbox lays them beside
# the copy. `{promised}` says of what: a first answer (1), the end of a matter (2).
JUDGED = """
judged AS (
    SELECT promises.id, promises.moment, promises.day, is_kept, is_open, person_id AS person
    FROM promises JOIN persons ON identity_id = promises.identity
    WHERE NOT is_team AND promised = {promised} AND promises.day BETWEEN $first AND $last AND {channels}
)"""
# How many of them were kept: of a hundred, in number, of how many.
KEPT_OF_HUNDRED = f"""
    WITH {JUDGED}
    SELECT {{bucket}} AS bucket, 100.0 * count(*) FILTER (WHERE is_kept) / count(*) AS share,
           count(*) FILTER (WHERE is_kept) AS kept, count(*) AS promised
    FROM judged JOIN calendar_days USING (day) GROUP BY {{bucket}}"""
# Who waited for them, and what they had asked.
WHO_WAITED = f"""
    WITH {JUDGED}
    SELECT DISTINCT person FROM judged WHERE {{part}}"""
WHAT_WAITED = f"""
    WITH {JUDGED}
    SELECT id, moment, person FROM judged WHERE {{part}}"""

_WEEK = 7 * 24 * 3_600_000
# letters: what was sent to people about a letter on days of the period and did not come back, with what they
# did with it. Facts of one letter have one subject, of one recipient one identity.
LETTERS = f"""
sent AS (
    SELECT id, moment, day, identity, subject, person_id AS person
    FROM interactions JOIN persons ON identity_id = identity
    WHERE kind = {SENT} AND subject <> 0 AND day BETWEEN $first AND $last AND {{channels}}
),
did AS (
    SELECT identity AS whose, subject AS about, max(CASE WHEN kind = {BOUNCED} THEN 1 ELSE 0 END) AS bounced,
           max(CASE WHEN kind <> {BOUNCED} THEN 1 ELSE 0 END) AS opened,
           max(CASE WHEN kind = {CLICKED} THEN 1 ELSE 0 END) AS clicked
    FROM interactions WHERE kind IN ({BOUNCED}, {OPENED}, {CLICKED}) AND subject <> 0 AND day >= $first
    GROUP BY identity, subject
),
followed AS (SELECT DISTINCT about FROM did WHERE opened = 1),
ended AS (
    SELECT identity AS whose, moment AS at FROM interactions WHERE kind = {UNSUBSCRIBED} AND day >= $first
),
gone AS (
    SELECT DISTINCT sent.id AS letter FROM sent JOIN ended ON ended.whose = sent.identity
    WHERE ended.at > sent.moment AND ended.at <= sent.moment + {_WEEK}
),
letters AS (
    SELECT sent.id, sent.moment, sent.day, sent.person, coalesce(did.opened, 0) AS opened,
           coalesce(did.clicked, 0) AS clicked,
           CASE WHEN followed.about IS NULL THEN 0 ELSE 1 END AS is_followed,
           CASE WHEN gone.letter IS NULL THEN 0 ELSE 1 END AS gone
    FROM sent LEFT JOIN did ON did.whose = sent.identity AND did.about = sent.subject
    LEFT JOIN followed ON followed.about = sent.subject LEFT JOIN gone ON gone.letter = sent.id
    WHERE coalesce(did.bounced, 0) = 0
)"""
# came: clicks in letters on days of the period, and whether their person registered or bought within a week.
AFTER_CLICKS = f"""
clicks AS (
    SELECT id, moment, day, person_id AS person FROM interactions JOIN persons ON identity_id = identity
    WHERE kind = {CLICKED} AND subject <> 0 AND day BETWEEN $first AND $last AND {{channels}}
),
deeds AS (
    SELECT person_id AS whose, kind AS what, moment AS at
    FROM interactions JOIN persons ON identity_id = identity
    WHERE kind IN ({REGISTERED}, {BOUGHT}) AND day >= $first
),
after AS (
    SELECT clicks.id AS click, max(CASE WHEN deeds.what = {REGISTERED} THEN 1 ELSE 0 END) AS registered,
           max(CASE WHEN deeds.what = {BOUGHT} THEN 1 ELSE 0 END) AS bought
    FROM clicks JOIN deeds ON deeds.whose = clicks.person
    WHERE deeds.at > clicks.moment AND deeds.at <= clicks.moment + {_WEEK} GROUP BY clicks.id
),
came AS (
    SELECT clicks.id, clicks.moment, clicks.day, clicks.person, coalesce(after.registered, 0) AS registered,
           coalesce(after.bought, 0) AS bought
    FROM clicks LEFT JOIN after ON after.click = clicks.id
)"""
