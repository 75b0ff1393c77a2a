"""Import published police data from files, folders and archives."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from accounts.models import Officer
from accounts.wording import count
from incidents import actions, processing, storage
from incidents.claims import Busy
from incidents.models import BUCKETS, UNFINISHED, BatchState, ImportBatch
from incidents.results import PLACES, Outcome, reason_of, stored
from incidents.storage import Incoming
from records.writing import Refused

PATIENCE = 600
MOST_REASONS = 10


class Command(BaseCommand):
    """Import street and outcomes files; exit with 1 when a file was refused."""

    help = "Import street and outcomes CSV files of data.police.uk: files, folders, zip archives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take paths, who imports, and how to say what became of them."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--by", metavar="COLLAR", help="who imports; else the console")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, say what became of every row, and exit with 1 when a file was refused."""
        sources = [Incoming(path.as_posix(), path) for path in options["paths"]]
        try:
            by = officer(options["by"])
            if options["dry_run"]:
                outcome = processing.try_out(lambda: storage.files_at(sources))
            else:
                outcome = self.take_in(sources, by)
        except (officers.UnknownOfficer, Refused) as error:
            raise CommandError(str(error)) from error
        self.say(outcome, as_json=options["json"])
        if outcome.refused:
            sys.exit(1)

    def take_in(self, sources: list[Incoming], by: Officer) -> Outcome:
        """Receive and process; imports that were cut short before are finished first."""
        batch = actions.receive_import(sources=sources, by=by, at=clock.now())
        return self.finish(batch, by)

    def finish(self, batch: ImportBatch, by: Officer) -> Outcome:
        """Process an import and those before it that were cut short.

        Raises: CommandError.
        """
        waiting = ImportBatch.objects.filter(state__in=UNFINISHED, pk__lte=batch.pk)
        for earlier in waiting.order_by("pk"):
            if earlier.pk != batch.pk:
                self.stderr.write(f"{earlier} was cut short and is finished first.")
            self.work_on(earlier, by)
        batch.refresh_from_db()
        if batch.state == BatchState.FAILED:
            raise CommandError(f"{batch} failed and was taken back. {batch.failure}.")
        return stored(batch)

    def work_on(self, batch: ImportBatch, by: Officer) -> None:
        """Process one import, waiting while another process is at work."""
        until = time.monotonic() + PATIENCE
        while batch.state in UNFINISHED:
            try:
                if batch.state == BatchState.UNDOING:
                    actions.undo_import(batch=batch, by=batch.undone_by or by, clock=clock.now)
                else:
                    processing.process_import(batch=batch, by=by, clock=clock.now)
            except Busy as error:
                if time.monotonic() > until:
                    raise CommandError(f"{error} Try again later.") from error
                time.sleep(1)
            batch.refresh_from_db()

    def say(self, outcome: Outcome, *, as_json: bool) -> None:
        """Print what became of every row; warnings and refusals on the error output."""
        for warning in outcome.warnings:
            self.stderr.write(f"Warning: {warning}")
        for line in doubts(outcome):
            self.stderr.write(line)
        for file in outcome.refused:
            self.stderr.write(f"Refused: {file.path}: {reason_of(file)}")
        if as_json:
            self.stdout.write(json.dumps(outcome.as_json(), indent=2))
            return
        for file in outcome.taken:
            self.stdout.write(f"{file.path}: {equation(Outcome(files=[file]))}")
        self.stdout.write(f"{len(outcome.taken)} files in all: {equation(outcome)}.")
        self.stdout.write(
            f"{count(outcome.total('vanished'), 'row')} held that they do not name (vanished), "
            f"{count(len(outcome.in_doubt), 'month')} in doubt."
        )
        for line in turned_away(outcome):
            self.stdout.write(line)
        places = {name: outcome.total(name) for name in PLACES}
        self.stdout.write(
            f"Street rows: {places['in_areas']:,} in a district, {places['outside']:,} outside "
            f"every imported area, {places['without_location']:,} without a location."
        )
        if outcome.unmatched_rows:
            self.stdout.write(
                f"{outcome.unmatched_rows:,} outcome rows held name "
                f"{outcome.unmatched_crimes:,} crimes that are not held."
            )


def officer(collar: str | None) -> Officer:
    """Find who imports.

    Raises: UnknownOfficer.
    """
    at = clock.now()
    if collar:
        return officers.by_collar(collar, at=at)
    return officers.service(officers.CONSOLE, at=at)


def doubts(outcome: Outcome) -> list[str]:
    """Name the months in doubt with their reasons, and say what is to be done about them."""
    found = outcome.in_doubt
    lines = [f"In doubt: {doubt.file.path}: {doubt}: {'. '.join(doubt.says)}." for doubt in found]
    if found and found[0].file.batch_id:
        batch = found[0].file.batch
        lines.append(
            f"No row of {'it' if len(found) == 1 else 'them'} is stored. An analyst confirms: "
            f"manage.py confirm_import {batch.pk}, or undoes {batch} on its page."
        )
    return lines


def turned_away(outcome: Outcome) -> list[str]:
    """Say how many rows were rejected and why, and which files are known not to be meant."""
    lines = [f"  rejected {n:,}: {reason}" for reason, n in outcome.reasons[:MOST_REASONS]]
    others = sum(n for _, n in outcome.reasons[MOST_REASONS:])
    if others:
        lines.append(f"  rejected {others:,}: other reasons, which --json names")
    if outcome.left_aside:
        lines.append(f"{outcome.aside_in_words}.")
    return lines


def equation(outcome: Outcome) -> str:
    """Write the equation of the import: read is the sum of the buckets."""
    parts = [f"{outcome.total(name):,} {name}" for name in BUCKETS]
    return f"{outcome.total('read'):,} read = {' + '.join(parts)}"
