"""How the trail is sealed: Merkle roots chained one to the next, provable without a database.

The scheme: each entry has a digest of its canonical text; a batch of digests has a Merkle root;
a seal is the digest of the previous seal, the root and the count. An edit, a deletion, an
insertion or a change of order in a sealed batch changes its root, and so every later seal.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(values: dict[str, Any]) -> str:
    """The one text of an entry: keys in order, no spaces, so that it reads the same anywhere."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def merkle_root(leaves: Sequence[str]) -> str:
    """The root of a binary hash tree. Leaves and nodes are marked apart (RFC 6962, section 2.1),
    so that a node can never be passed off as a leaf."""
    if not leaves:
        return digest("empty")
    level = [digest("leaf:" + leaf) for leaf in leaves]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [digest("node:" + "".join(pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


def seal_digest(previous: str, root: str, count: int) -> str:
    return digest(f"seal:{previous}:{root}:{count}")


@dataclass(frozen=True)
class SealedBatch:
    """One seal with the entries that it covers, as exported."""

    number: int
    previous: str
    root: str
    count: int
    seal: str
    entries: tuple[dict[str, Any], ...]


@dataclass
class Counted:
    """Batches as they go by: a trail of years does not fit into memory."""

    batches: Iterable[SealedBatch]
    seals: int = 0
    entries: int = 0
    last: str = "none"

    def __iter__(self) -> Iterator[SealedBatch]:
        for batch in self.batches:
            yield batch
            self.seals += 1
            self.entries += batch.count
            self.last = batch.seal


@dataclass(frozen=True)
class Head:
    """A seal as it was noted outside the database: who rebuilds every seal cannot change it there."""

    number: int
    seal: str


def faults(batches: Iterable[SealedBatch], heads: Iterable[Head] = ()) -> list[str]:
    """What is wrong with an exported trail, each fault located to its batch. Empty when it holds.

    Without `heads` a trail that was cut at its end, or whose every seal was made anew, is whole in itself.
    """
    noted: dict[int, set[str]] = defaultdict(
        set
    )  # by each organisation, and none replaces another's
    for head in heads:
        noted[head.number].add(head.seal)
    found: list[str] = []
    expected, previous = 1, ""
    agreed, made_anew = 0, False
    for batch in batches:
        if batch.number != expected:
            found.append(f"Batch {expected} is missing: the next one found is {batch.number}.")
        found.extend(_faults_of(batch, previous if batch.number == expected else None))
        if batch.number in noted and noted[batch.number] == {batch.seal}:
            agreed = batch.number
        elif batch.number in noted and not made_anew:
            made_anew = True
            found.append(
                f"The seal of batch {batch.number} is not the one that was noted outside: "
                f"the trail was made anew in batch {agreed + 1} or later."
            )
        expected, previous = batch.number + 1, batch.seal
    if (last := max(noted, default=0)) >= expected:
        found.append(
            f"The trail ends before batch {expected}, and batch {last} was noted outside: it was cut off."
        )
    return found


def _faults_of(batch: SealedBatch, previous: str | None) -> Iterator[str]:
    if previous is not None and batch.previous != previous:
        yield f"Batch {batch.number} does not follow the batch before it."
    if len(batch.entries) != batch.count:
        yield f"Batch {batch.number} holds {len(batch.entries)} entries; it was sealed with {batch.count}."
    if merkle_root([digest(canonical(e)) for e in batch.entries]) != batch.root:
        yield f"Batch {batch.number} has an entry that was changed, added, removed or moved."
    if seal_digest(batch.previous, batch.root, batch.count) != batch.seal:
        yield f"The seal of batch {batch.number} does not match what it seals."
