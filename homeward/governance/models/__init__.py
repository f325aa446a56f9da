"""What information governance keeps: breaches."""

from homeward.governance.models.breaches import (
    Breach,
    BreachChild,
    BreachWorker,
    Confirmation,
    Finding,
)


__all__ = ["Breach", "BreachChild", "BreachWorker", "Confirmation", "Finding"]
