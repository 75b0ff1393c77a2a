import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections

from tests.databases import CommittedDatabase


def count(alias: str) -> int:
    return ContentType.objects.using(alias).filter(app_label="made").count()


class TestSnapshot:
    @pytest.mark.django_db
    def test_reads_what_the_test_wrote(self) -> None:
        ContentType.objects.create(app_label="made", model="here")

        assert count("snapshot") == 1


class TestCommittedDatabase:
    def test_commits_so_that_another_connection_reads_it(
        self, committed_database: CommittedDatabase
    ) -> None:
        ContentType.objects.create(app_label="made", model="here")

        assert connections["snapshot"] is not connection
        assert count("snapshot") == 1

    @pytest.mark.parametrize("turn", [1, 2])
    def test_begins_empty_each_time(self, committed_database: CommittedDatabase, turn: int) -> None:
        assert count("default") == 0

        ContentType.objects.create(app_label="made", model="here")
