"""The table of all mutants of the shapes: by kind, how many there are, are killed, survive. Exits 1 on a surprise."""

from __future__ import annotations

import sys

from mutants import mutants
from outcome import listed_survivors, try_out

HEAD = ("mutants by kind", "made", "killed", "listed", "not listed")


def main() -> int:
    """Run all of them and print the table."""
    outcome = try_out(mutants())
    rows = outcome.rows()
    made, killed, listed, bare = (sum(row[n] for row in rows) for n in (1, 2, 3, 4))
    for kind, *numbers in [HEAD, *rows, ("all", made, killed, listed, bare)]:
        print(f"{kind:32}" + "".join(f"{number:>12}" for number in numbers))
    print(f"\nMutation score: {killed / made:.2%} of all, {killed / (made - listed):.2%} without the listed survivors.")
    for name in sorted(outcome.survivors & set(listed_survivors())):
        print(f"survives: {name}\n          {listed_survivors()[name]}")
    for name in outcome.unlisted():
        print(f"SURVIVES, not listed in survivors.yaml: {name}")
    for name in outcome.stale():
        print(f"KILLED, though listed in survivors.yaml: {name}")
    return 1 if outcome.unlisted() or outcome.stale() else 0


if __name__ == "__main__":
    sys.exit(main())
