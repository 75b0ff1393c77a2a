"""What the tests of operations stand on: codes, areas, an operation, and who writes."""

from uuid import uuid4

import pytest

from accounts.models import District, Officer
from incidents.models import Area, AreaKind, AsbQualifier, IncidentType
from operations import actions
from operations.details import OperationDetails
from operations.models import Operation
from records.codes import code_lists, load_list
from records.kind_forms import Writing
from records.models import ReturnReason
from tests.people import AT, POSTED_ON

SQUARE = {"type": "Polygon", "coordinates": [[[0.7, 51.5], [0.8, 51.5], [0.8, 51.6], [0.7, 51.5]]]}


@pytest.fixture
def codes(db: None) -> None:
    """Load the code lists that records are made of."""
    others = (IncidentType, AsbQualifier, ReturnReason)
    for model in code_lists():
        if model._meta.app_label == "operations" or model in others:
            load_list(model)


def area_of(district: District, name: str, kind: AreaKind = AreaKind.WARD) -> Area:
    """Make an area of a district."""
    return Area.objects.create(
        district=district, kind=kind, code=name.upper()[:8], name=name, geometry=SQUARE
    )


@pytest.fixture
def ward(district: District) -> Area:
    """Give a ward of the district."""
    return area_of(district, "Milton")


@pytest.fixture
def hotspot(district: District) -> Area:
    """Give a hotspot of the district."""
    return area_of(district, "Marine Parade", AreaKind.HOTSPOT)


@pytest.fixture
def twin_ward(twin_district: District) -> Area:
    """Give a ward of the other district."""
    return area_of(twin_district, "Moulsham")


@pytest.fixture
def op_union(sergeant: Officer, hotspot: Area) -> Operation:
    """Give an operation of the district, a draft."""
    return actions.log_operation(
        id=uuid4(),
        details=OperationDetails(
            name="Op Union",
            slug="union",
            objective="Safer seafront.",
            starts_on=POSTED_ON,
            areas=(hotspot,),
        ),
        by=sergeant,
        at=AT,
    )


@pytest.fixture
def writing(codes: None, officer: Officer, district: District) -> Writing:
    """Give who writes: the constable, now, for the district."""
    return Writing(by=officer, at=AT, district=district)
