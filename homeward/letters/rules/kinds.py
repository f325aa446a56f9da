"""Which letters there are, what is filled in in each, and the texts that an organisation begins with.

The first texts are ours. Sources of what they say: Working Together to Safeguard Children 2023 (inform, involve and
hear families); Children Act 1989, section 26 (complaints and representations); UK GDPR, Article 13 (what is told
to those of whom data are kept). No form is laid down for these letters by law.
"""

from dataclasses import dataclass
from enum import StrEnum


class LetterKind(StrEnum):
    INVITATION = "invitation"
    DECISION = "decision"
    PLAN = "plan"

    @property
    def label(self) -> str:
        return KINDS[self].said


@dataclass(frozen=True)
class Kind:
    """One kind of letter: what it is called, what can be filled in, what must be, and the text to begin with."""

    said: str
    when: str
    places: dict[str, str]
    needed: frozenset[str]
    title: str
    text: str


EVERYWHERE = {
    "to": "the name of whoever gets it",
    "children": "the first names of the children it is about",
    "date": "the day it is written",
    "worker": "who writes it",
    "worker phone": "the telephone of who writes it, or else the number for anything else",
    "team": "the team of who writes it",
    "organisation": "your organisation",
    "duty phone": "the number for when a child is in danger",
    "help phone": "the number for anything else",
}
CLOSING = """If something in this letter is wrong, or you see it differently, tell me: [worker phone]. It is written \
down and answered. You can ask to read what we keep about you and your children, and who has read it. You can also \
complain, and we tell you how.

If a child is in danger, phone 999. Worried, day or night: [duty phone].

[worker]
[team], [organisation]"""

KINDS = {
    LetterKind.INVITATION: Kind(
        "Invitation",
        "To a meeting, a panel or a first visit",
        {
            **EVERYWHERE,
            "meeting": "what they are invited to",
            "when": "the day and time of it",
            "where": "the place of it",
        },
        frozenset({"to", "meeting", "when", "where"}),
        "Invitation to [meeting]",
        f"""Dear [to],

I would like to invite you to [meeting], about [children].

# When and where
[when]
[where]

# What it is for
We want to hear from you how things are, what you want for [children], and what would help. Nothing is decided \
about your family without you being asked.

# You can
- bring somebody with you: a friend, a relative, an advocate
- ask for another time or place, for an interpreter, or for help with getting there
- say that you do not want to come, and tell me in another way what you think

{CLOSING}""",
    ),
    LetterKind.DECISION: Kind(
        "Decision",
        "What was decided, told to the family",
        {
            **EVERYWHERE,
            "question": "what was asked",
            "decision": "what was decided",
            "reasons": "why",
            "signed by": "who decided it",
            "signed on": "the day it was decided",
        },
        frozenset({"to", "decision", "reasons", "signed by"}),
        "What was decided about [children]",
        f"""Dear [to],

I am writing to tell you what was decided about [children], and why.

# What was asked
[question]

# What was decided
[decision]

[signed by] decided it on [signed on].

# Why
[reasons]

# What you can do
- talk about it with me, or ask that the person who decided explains it to you
- write down what you think: it is kept with the decision, in your own words
- complain, or get advice from a solicitor or an advocate. I can tell you where

{CLOSING}""",
    ),
    LetterKind.PLAN: Kind(
        "Plan",
        "The plan in force, to keep",
        {
            **EVERYWHERE,
            "goals": "each goal in the family’s words, whose it is, and who does what",
            "if it goes wrong": "the crisis plan, as the plan has it",
            "starts on": "from when it holds",
            "review on": "when it is looked at again",
        },
        frozenset({"to", "goals", "if it goes wrong", "review on"}),
        "Our plan for [children]",
        f"""Dear [to],

This is the plan that we made together. It holds from [starts on], and we look at it again together on [review on].

# What we want
[goals]

# If it goes wrong
[if it goes wrong]

# You and this plan
You can say no to any part of it, at any time, and ask for a change.

{CLOSING}""",
    ),
}
# Nobody of these exists: for looking at a template before it is used.
INVENTED = {
    "to": "Pat Exampleton",
    "children": "Bo and Kim",
    "date": "2 November 2026",
    "worker": "Lou Invented",
    "worker phone": "01632 960155",
    "team": "North team",
    "organisation": "your organisation",
    "duty phone": "01632 960101",
    "help phone": "01632 960140",
    "meeting": "a family meeting",
    "when": "Thursday 12 November 2026, 4.30pm",
    "where": "Exampleton Library, upstairs",
    "question": "Should the service help this family?",
    "decision": "Yes: help begins this week.",
    "reasons": "You asked for help and came to everything.",
    "signed by": "Chris Invented, panel chair",
    "signed on": "2 November 2026",
    "goals": "# “Less shouting”\nPat and Bo\n- Lou comes on Mondays\n- Bo says when it is too loud",
    "if it goes wrong": "Phone Nan. Bo can stay with her.",
    "starts on": "2 November 2026",
    "review on": "2 December 2026",
}
