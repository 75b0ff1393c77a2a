"""The one menu of each role."""

import pytest

from accounts.menus import ENTRIES, MENUS, menu_of
from accounts.roles import Role, standing_of


def labels(*roles: Role, page: str = "", **counts: int) -> list[str]:
    """List the entries for an officer with these roles."""
    standing = standing_of([(role, 1, 1) for role in roles])
    return [item.label for item in menu_of(standing, page=page, counts=counts)]


class TestMenuOf:
    @pytest.mark.parametrize(
        ("role", "expected"),
        [
            (Role.OFFICER, ["Home", "Log", "My records", "Operations"]),
            (
                Role.SUPERVISOR,
                ["Home", "Log", "Records", "Review", "Operations", "Reports"],
            ),
            (Role.ADVISORY_GROUP, ["Home", "Reports"]),
            (Role.ADMINISTRATOR, ["Home", "Areas", "People", "Teams", "Code lists"]),
        ],
    )
    def test_is_that_of_the_role(self, role: Role, expected: list[str]) -> None:
        assert labels(role) == expected

    def test_adds_up_the_roles(self) -> None:
        both = labels(Role.COMMANDER, Role.SUPERVISOR)

        assert set(both) == set(labels(Role.COMMANDER)) | set(labels(Role.SUPERVISOR))

    @pytest.mark.parametrize(
        ("page", "label"),
        [
            ("arrest-detail", "Records"),
            ("arrest-create", "Log"),
            ("operation-detail", "Operations"),
            ("review-record", "Review"),
            ("review-approve-several", "Review"),
            ("edition-detail", "Reports"),
            ("account", None),
        ],
    )
    def test_marks_one_entry_as_current(self, page: str, label: str | None) -> None:
        standing = standing_of([(Role.SUPERVISOR, 1, 1)])

        items = menu_of(standing, page=page, counts={})

        assert [item.label for item in items if item.current] == ([label] if label else [])

    def test_counts_what_waits_and_never_says_nought(self) -> None:
        standing = standing_of([(Role.SUPERVISOR, 1, 1)])

        def count(n: int) -> int | None:
            items = menu_of(standing, page="", counts={"review": n})
            return next(item.count for item in items if item.label == "Review")

        assert count(12) == 12
        assert count(0) is None

    def test_knows_every_entry_of_every_role(self) -> None:
        assert set().union(*MENUS.values()) == set(ENTRIES)
