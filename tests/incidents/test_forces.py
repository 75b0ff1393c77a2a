"""forces.py: the slugs by which the public archive names forces."""

import pytest

from incidents.forces import PUBLISHED, force_slug


class TestForceSlug:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Essex Police", "essex"),
            ("Devon & Cornwall Police", "devon-and-cornwall"),
            ("Dyfed-Powys Police", "dyfed-powys"),
            ("Metropolitan Police Service", "metropolitan"),
            ("City of London Police", "city-of-london"),
            ("British Transport Police", "btp"),
            ("Police Service of Northern Ireland", "northern-ireland"),
            ("Avon and Somerset Constabulary", "avon-and-somerset"),
        ],
    )
    def test_is_that_of_the_archive(self, name: str, slug: str) -> None:
        assert force_slug(name) == slug
        assert slug in PUBLISHED

    def test_is_of_no_published_force_for_a_slip(self) -> None:
        assert force_slug("Essx Police") not in PUBLISHED
