"""A count out of a number, and how far chance alone could have moved it."""

from dataclasses import dataclass
from math import sqrt


Z_95 = 1.959964  # of the standard normal: 95 per cent lie within


@dataclass(frozen=True)
class Proportion:
    """`count` of `base`, both whole numbers, 0 <= count <= base. ValueError otherwise."""

    count: int
    base: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.base:
            raise ValueError(f"{self.count} of {self.base} is no proportion")

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nobody to be a share of."""
        return self.count / self.base if self.base else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval, both ends between 0 and 1. Wilson's score interval, which stays honest for
        small numbers and for none (Wilson 1927, Journal of the American Statistical Association 22)."""
        if not self.base:
            return None
        share, n, z2 = self.count / self.base, self.base, Z_95**2
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        reach = Z_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
        # At the ends the formula gives 0 and 1, but for rounding.
        low = 0.0 if self.count == 0 else max(0.0, middle - reach)
        high = 1.0 if self.count == self.base else min(1.0, middle + reach)
        return low, high
