"""The one table of addresses: every page, sending and download, and who is answered what.

Written from the rules and not from the code: a role that is not named under an address is refused.
`answers` are of officers in the district of the example's rows; `twin` is what officers in the same
roles in another district are answered where their own are let in, 404 for what is a row.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import Role
from tests.address import (
    ADMINISTRATOR,
    ANALYST,
    COMMANDER,
    DESK,
    LOGS,
    OFFICER,
    PLANS,
    READS_PUBLIC,
    SEES,
    SUPERVISOR,
    Address,
)
from tests.api_addresses import API
from tests.desk_addresses import desk
from tests.report_addresses import REPORTS, downloads

KEEPS_TOKEN = (COMMANDER, ADMINISTRATOR)
SITE = (
    Address(name="health", stranger=200, page=False),
    Address(name="account_login", ok=302, stranger=200),
    Address(name="account_login", method="POST", ok=302, stranger=200),
    Address(name="account_logout"),
    Address(name="account_logout", method="POST", ok=302),
    Address(name="account_inactive", stranger=200),
    Address(name="account_reauthenticate"),
    Address(name="account_reauthenticate", method="POST"),
    Address(name="account_change_password"),
    Address(name="account_change_password", method="POST"),
    Address(name="account"),
    Address(name="token-list"),
    Address(name="token-create", roles=READS_PUBLIC),
    Address(name="token-create", method="POST", roles=READS_PUBLIC, ok=422),
    # Everyone sees their own, and an administrator those of their people; this is the commander's.
    Address(name="token-revoke", rows=("token",), roles=KEEPS_TOKEN, refused=404, twin=404),
    Address(
        name="token-revoke",
        rows=("token",),
        method="POST",
        roles=KEEPS_TOKEN,
        ok=422,
        refused=404,
        twin=404,
    ),
    Address(name="help", stranger=200),
    Address(name="accessibility", stranger=200),
    Address(name="privacy", stranger=200),
    Address(name="home"),
)


def kinds() -> Iterator[Address]:
    """List the pages of each kind of record."""
    for kind in ("patrol", "arrest", "prosecution", "engagement", "logged-incident"):
        yield from kind_pages(kind, logs=LOGS, changes=LOGS)
    yield from kind_pages("operation", logs=PLANS, changes=PLANS)
    yield from kind_pages("survey-wave", logs=(ANALYST,), changes=(ANALYST, SUPERVISOR))


def kind_pages(kind: str, *, logs: Sequence[Role], changes: Sequence[Role]) -> Iterator[Address]:
    """List the four pages of a kind; its author and any supervisor change a record."""
    yield Address(name=f"{kind}-list", roles=SEES)
    yield Address(name=f"{kind}-create", roles=logs)
    yield Address(name=f"{kind}-create", method="POST", roles=logs, ok=422)
    yield Address(name=f"{kind}-detail", rows=(kind,), roles=SEES, twin=404)
    others = {role: 403 for role in SEES if role not in changes}
    edit = Address(name=f"{kind}-edit", rows=(kind,), roles=changes, also=others, twin=404)
    yield edit
    yield Address(
        name=edit.name, rows=edit.rows, method="POST", roles=changes, also=others, ok=422, twin=404
    )


def step(
    name: str, row: str, roles: Sequence[Role], *, sent: Mapping[str, Any], ok: int
) -> Iterator[Address]:
    """List a page that asks before a record is moved, and its sending."""
    others = {role: 403 for role in SEES if role not in roles}
    yield Address(name=name, rows=(row,), roles=roles, also=others, twin=404)
    yield Address(
        name=name,
        rows=(row,),
        method="POST",
        sent=sent,
        roles=roles,
        also=others,
        ok=ok,
        twin=404,
    )


RECORDS = (
    Address(name="find", roles=SEES),
    Address(name="log", roles=DESK[:4]),
    Address(name="my-records", roles=SEES),
    Address(name="records", roles=SEES),
    *step("record-submit", "returned", (OFFICER,), sent={}, ok=302),
    *step("record-withdraw", "draft", (OFFICER,), sent={"note": "A duplicate"}, ok=302),
    *step("record-reopen", "approved", (SUPERVISOR,), sent={}, ok=422),
    *step("record-strike", "reopened", (SUPERVISOR,), sent={}, ok=422),
    Address(name="record-retention", rows=("arrest",), roles=PLANS, twin=404),
    Address(
        name="record-retention", rows=("arrest",), method="POST", roles=PLANS, ok=422, twin=404
    ),
    Address(name="review-approve-several", roles=(SUPERVISOR,)),
    Address(name="review-approve-several", method="POST", roles=(SUPERVISOR,)),
    Address(
        name="review-approve-several",
        method="POST",
        sent={"confirm": "yes"},
        roles=(SUPERVISOR,),
        ok=302,
    ),
    Address(name="review", roles=(SUPERVISOR,)),
    Address(name="review-record", rows=("arrest",), roles=(SUPERVISOR,), twin=404),
    Address(
        name="review-approve",
        rows=("arrest",),
        method="POST",
        sent={"version": "1"},
        roles=(SUPERVISOR,),
        ok=409,
        twin=404,
    ),
    Address(
        name="review-return",
        rows=("arrest",),
        method="POST",
        roles=(SUPERVISOR,),
        ok=422,
        twin=404,
    ),
)
# What the police publish is of the whole force: every analyst reads each import, and is told on its
# page, not by its address, that the districts which brought it in undo it.
INCIDENTS = (
    Address(name="area-list", roles=DESK),
    Address(name="incident-list", roles=SEES),
    Address(name="incident-detail", rows=("incident",), roles=SEES, twin=404),
    Address(name="import-list", roles=(ANALYST,)),
    Address(name="import-create", roles=(ANALYST,)),
    Address(name="import-create", method="POST", roles=(ANALYST,), ok=422),
    Address(name="import-detail", rows=("batch",), roles=(ANALYST,)),
    Address(name="import-progress", rows=("batch",), roles=(ANALYST,), page=False),
    Address(name="import-confirm", rows=("batch",), roles=(ANALYST,)),
    Address(name="import-confirm", rows=("batch",), method="POST", roles=(ANALYST,), ok=302),
    Address(name="import-undo", rows=("batch",), roles=(ANALYST,)),
    Address(name="import-undo", rows=("batch",), method="POST", roles=(ANALYST,), ok=302),
    Address(name="import-vanished", rows=("batch",), roles=(ANALYST,)),
    Address(name="import-vanished", rows=("batch",), method="POST", roles=(ANALYST,), ok=302),
)

ADDRESSES = (*SITE, *kinds(), *RECORDS, *INCIDENTS, *REPORTS, *downloads(), *API, *desk())
WITHOUT_A_NAME = 1
"""Addresses of Django's admin that only lead on: the last of the desk and one of each table."""


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Walk the resolver and give the name of every address, "" where it has none."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else ""
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)
