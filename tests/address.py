"""One address of the application, and who is answered what there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from accounts.roles import Role, Scope

OFFICER, SUPERVISOR, COMMANDER = Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER
ANALYST, ADVISORY, ADMINISTRATOR = Role.ANALYST, Role.ADVISORY_GROUP, Role.ADMINISTRATOR
EVERYONE = tuple(Role)
SEES = (OFFICER, SUPERVISOR, COMMANDER, ANALYST)
READS = (SUPERVISOR, COMMANDER, ANALYST)
READS_PUBLIC = (*READS, ADVISORY)
NOT_PUBLIC = {ADVISORY: 404}
"""What the advisory group is answered at an edition that is not public: there is none."""
DESK = (*SEES, ADMINISTRATOR)
LOGS = (OFFICER, SUPERVISOR)
PLANS = (SUPERVISOR, COMMANDER)
COMPILES = (COMMANDER, ANALYST)
KEEPERS = (ADMINISTRATOR,)
SIGN_IN = 302
"""What everyone is answered who has not signed in."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """One way of asking for an address, and the answers to it.

    Where a `scope` is given, programs ask with a token that has it, and no session opens it.
    """

    name: str
    rows: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    method: str = "GET"
    sent: Mapping[str, Any] = field(default_factory=dict)
    roles: Sequence[Role] = EVERYONE
    ok: int = 200
    refused: int = 403
    also: Mapping[Role, int] = field(default_factory=dict)
    twin: int | None = None
    stranger: int = SIGN_IN
    page: bool = True
    scope: Scope | None = None

    def url(self, keys: Mapping[str, object]) -> str:
        """Make the address for the rows of the example."""
        found = {**keys, "": ""}
        return reverse(self.name, args=[*(found[row] for row in self.rows), *self.arguments])

    def answer(self, role: Role) -> int:
        """Say what an officer of the district is answered."""
        return self.also.get(role, self.ok if role in self.roles else self.refused)

    def twin_answer(self, role: Role) -> int:
        """Say what an officer of the other district is answered."""
        if self.twin is not None and role in {*self.roles, *self.also.keys() - {ADVISORY}}:
            return self.twin
        return self.answer(role)

    @property
    def is_visited(self) -> bool:
        """Whether a browser opens it as a page."""
        opens = self.stranger == 200 if self.ok != 200 else bool(self.roles)
        return self.page and self.method == "GET" and opens

    def __str__(self) -> str:
        """Name it as tests print it."""
        return " ".join([self.method, self.name, *self.rows, *self.arguments])
