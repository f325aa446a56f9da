"""What the invented families and workers say. Written as good practice would have it: plain, kind, exact."""

from homeward.referrals.rules import Path, PlacementKind


# Each reason is one of referrals.rules.REASONS.
REASONS = (
    ("rows at home", "The rows are worse since August, and nobody sleeps."),
    ("a child goes missing", "Out past midnight three times this week; we do not know with whom."),
    (
        "a child is not in school",
        "Eleven days in school this term, and a move of school is being talked of.",
    ),
    (
        "a parent's mental health",
        "The illness came back in spring and the children do most of the cooking.",
    ),
    (
        "someone may be exploiting a child",
        "Older people wait at the gate; there is money nobody explains.",
    ),
    ("violence at home", "The police came twice in a month; the children were upstairs."),
    ("drink or drugs", "There has been drinking again since the job ended."),
    (
        "a child's mental health",
        "Has spoken of not wanting to be here; the doctor knows and sees them weekly.",
    ),
)
TRIED = (
    "Early help from March to June: it went well until the move.",
    "A family group conference in May. An aunt has them every other weekend.",
    "Mentoring at school, and a parenting course that was finished.",
)
GOING_WELL = (
    "Every meeting has been kept. The children laugh together.",
    "School says that mornings are better when grandmother brings them.",
    "They eat together on Sundays and do not want that to stop.",
)
FAMILY_SAYS = (
    "We want help, not a move.",
    "We have asked for this for a year. Please come when you say you will.",
    "Somebody who listens to both of us would be a start.",
)
CHILD_SAYS = (
    "I want to stay at home and I want the shouting to stop.",
    "I am fine at school. Nights are the hard part.",
    "Ask me, not about me.",
    "I want to see my friends and for mum to get better.",
    "I like it when you come on Tuesdays.",
    "Nobody told me what happens next.",
)
NOT_ASKED = (
    "Too young to be asked in words: seen playing.",
    "Was asleep: will be asked on the first visit.",
)
SAFE_CONTACT = (
    "Phone before six.",
    "Text first; do not leave a message.",
    "Only by phone, never by letter.",
)
INTERPRETERS = ("British Sign Language", "Polish", "Somali", "Urdu")
GOALS = (
    ("No shouting after nine o’clock.", "A time-out that everyone agreed; practise it on visits."),
    (
        "Back in school four days a week by half-term.",
        "Walk in together; a word with the tutor each Friday.",
    ),
    ("Tell each other where we are.", "One text by ten; no telling off for telling the truth."),
    ("A bedtime that holds.", "The same four steps each night; grandmother does Wednesdays."),
)
IF_IT_GOES_WRONG = (
    "Phone grandmother first, then the help line. If someone is hurt, 999.",
    "Go to the neighbour at number 4, then phone the help line, day or night.",
)
HAPPENED_ON_VISIT = (
    "We made the week’s plan on the fridge together. One hard moment, put right before I left.",
    "We walked the dog and talked on the way. School was better than last week.",
    "We practised the time-out. It worked on the second try and everyone noticed.",
)
NEXT = (
    "Back on Tuesday at four.",
    "Phone on Friday; meet the tutor on Monday.",
    "Bring the photographs we promised.",
)
ABOUT_ONE = (
    "Talked alone on the way to the shop, about a friend who moved away.",
    "Showed a school report, and asked that only their own file says so.",
    "Slept badly all week; an appointment with the nurse is made.",
)
SCORED = ("Better than it was.", "Some days.", "We are getting there.", "Not much has changed.")
WHY_BEGIN = "Everybody asked for much help at first, mornings and nights."
WHY_STEP_UP = "Two bad nights. We come every day until it is calm again."
WHY_STEP_DOWN = "The plan holds without us most days, and you said that you want to try."
WHERE = ("at home", "at home", "at school", "on a walk", "at grandmother’s")
COUNCIL_VIEW = (
    "The risk is real and the family is working: help at home is right now.",
    "Home is safe enough while someone visits every week.",
)
CHARITY_VIEW = (
    "We can start this week and visit three times a week at first.",
    "The goals are being met; we would go on.",
)
EVIDENCE = (
    ("Attendance is up from 40 to 85 per cent.", "school", "safer"),
    ("The police have not been called since the plan began.", "police log", "safer"),
    ("Two nights out without word this month.", "mother", "less safe"),
)
WHY_TAKE_ON = "Fits the service: the family asks for help and home can be made safe."
WHY_AGREED = "You asked for help and came to everything. We will start this week."
WHY_NOT_AGREED = "Shared care between the parents is settled now; mediation fits better."
MORE_WANTED = "Who else is in the home at night, and has the school been asked?"
ANSWERED = "Grandmother stays three nights a week. School was asked today: their letter is attached to the file."
HELP_MEANWHILE = "A family support worker of the early help team comes on Mondays"
HELPS_MEANWHILE = "Early help team"
NO_ROOM = "No key worker is free for some weeks."
LOOKED_AGAIN = "Spoke with the mother: the rows are fewer and the help meanwhile is welcome."
WHY_MOVED = "School starts again, and mornings were the worst before"
# What members of the panel thought would happen without the help: the path, the placement, the weekly cost
# and why.
EXPECTED = (
    (Path.CARE, PlacementKind.FOSTER, "to 1000", "Nights are the worst, and nobody can take them."),
    (Path.CARE, PlacementKind.CHILDRENS_HOME, "over 5000", "No foster carer near school has room."),
    (Path.HOME, None, "none", "It has been like this for two years and they are still together."),
    (Path.KIN, None, "to 500", "Grandmother would step in, as she did last year."),
)
