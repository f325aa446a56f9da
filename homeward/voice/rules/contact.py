"""The safe way to reach a person: how, when, and never how. A wrong way can put somebody in danger."""

from homeward.access.rules import Answer, allow, refuse


SUMMARY = 300  # as long as the record of an adult has room for


def in_one_line(how: str, hours: str, never: str) -> str:
    """As every page shows it that tells how to reach somebody."""
    parts = [how.strip()]
    if hours.strip():
        parts.append(f"When: {hours.strip()}")
    if never.strip():
        parts.append(f"Never: {never.strip()}")
    return ". ".join(part.rstrip(".") for part in parts)


def may_write_safe_way(how: str, hours: str, never: str) -> Answer:
    if not how.strip():
        return refuse("the way itself is missing", "Write how this person can be reached safely.")
    if len(in_one_line(how, hours, never)) > SUMMARY:
        return refuse(
            f"together it is longer than {SUMMARY} letters, and whoever is in a hurry reads only the beginning",
            "Say it in fewer words.",
        )
    return allow("a safe way is written down by whoever was told it")
