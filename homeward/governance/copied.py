"""What of breaches stands in the copy of a child's file: nothing."""

from homeward.copies.parts import Part


PARTS: list[Part] = []
WHY = "What was found out when something went wrong with data: it names nobody, and those whose data it was are told"
LEFT_OUT = dict.fromkeys(
    [
        f"governance.{table}"
        for table in ("Breach", "BreachChild", "BreachWorker", "Finding", "Confirmation")
    ],
    WHY,
)
