"""The public edition is computed from a frozen edition, and read by the advisory group alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from records.writing import Refused
from reports import actions, requests
from reports.definitions import report_named
from reports.frozen import inputs_of, reproduction
from reports.models import Edition
from reports.reading import WithoutSource
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

Compile = Callable[..., Edition]
PUBLIC = report_named("public")


@pytest.fixture
def compiled(
    log: Logbook, district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch
) -> Compile:
    """Compile a report of the year, its files empty but for their format."""
    metadata = b'{"url": "edition.csv"}'
    monkeypatch.setattr(
        actions,
        "render",
        lambda document, *, format: metadata if format == "csvw" else format.encode(),
    )
    monkeypatch.setattr(clock, "now", lambda: AT)

    def stored(definition: str, days: int = 0) -> Edition:
        return actions.compile_report(
            report=report_named(definition),
            district=district,
            period=YEAR,
            by=analyst,
            at=AT + timedelta(days=days),
        )

    return stored


class TestEvidenceNow:
    def test_is_refused_before_there_is_an_edition_to_publish(self, compiled: Compile) -> None:
        with pytest.raises(WithoutSource, match="Compile the performance report first"):
            compiled("public")

        assert not Edition.objects.exists()

    def test_reads_the_frozen_edition_and_not_the_records_of_today(
        self, compiled: Compile, log: Logbook
    ) -> None:
        for _ in range(7):
            log.arrest()
        source = compiled("performance")
        log.arrest()

        public = compiled("public")

        assert public.document.figure("arrests_total").current == 7
        assert inputs_of(public).around.source is not None
        assert source.figures_sha256[:4] in str(public.content)
        assert reproduction(PUBLIC, public).is_the_same
        assert compiled("public", 1) == public

    def test_follows_the_newest_edition_and_names_no_record(
        self, compiled: Compile, log: Logbook
    ) -> None:
        for _ in range(7):
            log.arrest()
        compiled("performance"), compiled("public")
        late = log.arrest()
        compiled("performance", 1)

        second = compiled("public", 2)

        stamp = second.document.stamp
        assert second.number == 2
        assert stamp is not None
        assert "Arrests: reported 7, now 8." in stamp.changes
        assert late.record.reference not in str(second.content)

    def test_is_refused_where_the_source_does_not_reproduce(
        self, compiled: Compile, log: Logbook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log.arrest()
        compiled("performance")
        monkeypatch.setattr(
            "reports.performance._READING_NOTES", ("Other words than those of the edition.",)
        )

        with pytest.raises(WithoutSource, match="does not give its own figures again"):
            compiled("public")


class TestAccess:
    @pytest.fixture
    def editions(self, compiled: Compile, log: Logbook) -> tuple[Edition, Edition]:
        """Give the internal edition and the public one."""
        log.arrest()
        return compiled("performance"), compiled("public")

    def test_shows_the_group_the_public_edition_and_its_files(
        self, editions: tuple[Edition, Edition], client: Client, advisor: Officer
    ) -> None:
        internal, public = editions
        client.force_login(advisor)

        home = client.get(reverse("home")).content.decode()
        listed = client.get(reverse("report-list")).content.decode()
        page = client.get(public.get_absolute_url())
        file = client.get(reverse("edition-download", args=[public.pk, "csv"]))

        assert public.get_absolute_url() in home
        assert public.get_absolute_url() in listed
        assert internal.get_absolute_url() not in listed + home
        assert (page.status_code, file.content) == (200, b"csv")
        assert client.get(internal.get_absolute_url()).status_code == 404

    def test_opens_no_number_and_no_proof_to_the_group(
        self, editions: tuple[Edition, Edition], client: Client, advisor: Officer
    ) -> None:
        _, public = editions
        client.force_login(advisor)

        page = client.get(public.get_absolute_url()).content.decode()

        assert "/figures/" not in page
        assert "Reproduce" not in page
        for name in ("edition-reproduce", "edition-compare"):
            assert client.get(reverse(name, args=[public.pk])).status_code == 403
        figure = reverse("figure-detail", args=[public.pk, "arrests_total", "current"])
        assert client.get(figure).status_code == 403

    def test_lets_the_analyst_check_it_and_opens_no_number_to_them_either(
        self, editions: tuple[Edition, Edition], client: Client, analyst: Officer
    ) -> None:
        _, public = editions
        client.force_login(analyst)
        figure = reverse("figure-detail", args=[public.pk, "arrests_total", "current"])

        assert "/figures/" not in client.get(public.get_absolute_url()).content.decode()
        assert client.get(reverse("edition-reproduce", args=[public.pk])).status_code == 200
        assert client.get(reverse("edition-compare", args=[public.pk])).status_code == 200
        assert client.get(figure).status_code == 404

    def test_says_that_there_is_none_yet(
        self, compiled: Compile, client: Client, advisor: Officer
    ) -> None:
        compiled("performance")
        client.force_login(advisor)

        for name in ("home", "report-list"):
            assert (
                "The public edition does not exist yet"
                in client.get(reverse(name)).content.decode()
            )

    def test_is_refused_to_the_group_of_another_district(
        self, editions: tuple[Edition, Edition], client: Client, twin_advisor: Officer
    ) -> None:
        internal, public = editions
        client.force_login(twin_advisor)

        assert client.get(public.get_absolute_url()).status_code == 404
        with pytest.raises(Refused):
            requests.download_edition(edition=public, format="csv", by=twin_advisor, at=AT)
        with pytest.raises(Refused):
            requests.download_edition(edition=internal, format="csv", by=twin_advisor, at=AT)
