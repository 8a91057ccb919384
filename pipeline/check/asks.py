"""What a check needs from a rule's `with:`, so that a rule file can be checked on load."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.check.question import Outcome, Question

Check = Callable[[Question], Outcome]


class Asks:
    """A check and the kinds of its `with:` keys: value(s), role(s), field(s), word(s), number(s), flag, map; ? = optional."""

    def __init__(self, check: Check, **needs: str) -> None:
        """`needs` maps a key to its kind."""
        self.check = check
        self.name = check.__name__
        self.needs = needs
