"""What the demo community says in English; the same shape as in Russian."""

SLOTS: dict[str, tuple[str, ...]] = {
    "place": ("Gorky Park", "Sokolniki", "the embankment", "Bitsa", "Luzhniki", "Izmailovo"),
    "km": ("5", "7", "10", "12", "15", "21"),
    "day": ("on Tuesday", "on Wednesday", "on Thursday", "on Saturday", "on Sunday"),
    "time": ("7:00", "8:30", "9:00", "10:00", "19:00"),
    "shoes": ("Pegasus", "Ghost", "Clifton", "Cumulus", "Endorphin"),
    "race": ("the spring 10k", "the night run", "the half marathon", "the Bitsa trail"),
    "food": ("a banana", "a gel", "porridge", "toast"),
    "pace": ("5:00", "5:30", "6:00", "6:30"),
    "part": ("knee", "shin", "foot", "back"),
}

SCENES: tuple[tuple[str, ...], ...] = (
    (
        "Who is running {day} in {place}?",
        "I'm in!",
        "Me too, might be ten minutes late",
        "@Great, see you at the gate",
    ),
    (
        "Does anyone know a shop where I can try {shoes} on?",
        "The one by the station lets you run on a treadmill",
        "I order online, half a size up",
        "@Thanks, will go and try",
    ),
    ("What time do we meet {day}?", "{time} as usual", "@See you there"),
    (
        "My {part} hurts after the long run. Any advice?",
        "A week off and some ice did it for me",
        "Please see a physio, I can share a contact",
        "@Yes please",
        "Sent you a message",
    ),
    ("Is there a spare entry for {race}?", "I have one, can't make it", "@I'll take it, thank you!"),
    ("What do you eat before a long run?", "Just {food} an hour before", "Nothing at all, got used to it"),
    (
        "Can I bring a friend who doesn't speak Russian?",
        "Of course, half of us mix both",
        "We have an English group {day}",
    ),
    ("How do I sign up for {race}?", "The link is pinned, with the club's code", "@Found it, cheers"),
    ("Is the run on if it rains?", "Always, unless there's lightning", "Rain is just free cooling"),
    ("Anyone up for an easy {km} km tomorrow morning?", "Yes, at {time}?", "@Perfect"),
    (
        "Which watch would you recommend for a beginner?",
        "Any basic one with GPS, don't overspend",
        "I have an old one to give away",
        "@That would be amazing",
    ),
    ("Where are the photos from Saturday?", "In the album, ask the admins for the link", "They look great!"),
    ("Do we need volunteers for {race}?", "Yes, about ten at the water table", "Count me in", "Me too"),
    ("How fast is the middle group?", "Around {pace}, nobody gets left behind", "@Sounds right for me"),
    (
        "Could somebody explain what a tempo run is?",
        "Comfortably hard: you can say a sentence, not a story",
        "About half a minute slower than your 5k pace",
        "@Now I get it, thanks",
    ),
    ("Who could give me a lift {day}?", "Two seats free from the south side", "@I'd love one"),
)

REMARKS: tuple[str, ...] = (
    "{km} km in {place} today, sunshine all the way",
    "Good morning runners!",
    "New personal best over {km} km!",
    "Legs are gone after yesterday, worth it",
    "Coffee after the run is why I joined",
    "First run without stopping!",
    "Reminder: {day} at {time}",
    "Signed up for {race}, no way back now",
    "Ice, snow and us",
    "You lot are the best",
    "Back after a cold, easy {km} km",
    "Uploaded some pictures",
    "The {shoes} feel like clouds",
)

GREETINGS: tuple[str, ...] = (
    "Hi all! I'm {name}, new in town and looking for people to run with",
    "Hello! {name} here, a friend told me about you",
    "Hey, I'm {name}. Never ran more than 5k, is that fine?",
)
WELCOMES: tuple[str, ...] = (
    "Welcome! Come along {day} at {time}",
    "Hi and welcome, the schedule is pinned",
    "Welcome to the club!",
)
LETTERS: tuple[tuple[str, str, str], ...] = (
    (
        "Ideas for the spring season",
        "I would like to collect ideas for the spring. Which races shall we do together?",
        "I would love {race}. Could we book a group entry?",
    ),
    (
        "Minutes of the organisers' call",
        "We agreed on two group runs a week and one breakfast run a month.",
        "Thanks for writing this down. Who takes care of the breakfast place?",
    ),
    (
        "Feedback after {race}",
        "Please tell us what was good and what was not. What should we change?",
        "The water came too late on the second lap, everything else was great.",
    ),
    (
        "New meeting point",
        "From next week we meet at the east gate, the café there opens at {time}.",
        "Good choice. Is there a place to leave bags?",
    ),
    (
        "Translation of the newcomers' guide",
        "The guide is out of date. Who could help to translate the new one?",
        "I can do half of it until Sunday.",
    ),
)
