"""What of tasks stands in the copy of a child's file."""

from homeward.copies.parts import Part
from homeward.tasks.models import Task


PARTS = [
    Part(
        Task,
        "Something that had to be done",
        of="children",
        says={
            "what": "",
            "because": "Because",
            "team": "Team",
            "due": "By when",
            "done_at": "Done",
            "done_how": "How it was done",
            "done_by": "Done by",
        },
        on="opened_at",
        apart="What had to be done, day by day",
        leaves={"doing": "a code of the page on which it is done"},
    )
]
LEFT_OUT: dict[str, str] = {}
