"""The figures that the demonstration tells, to the digit, and the moments between which it lies."""

from collections.abc import Mapping
from datetime import date, datetime

from accounts.clock import LONDON

SEED = 2024
STARTS_AT = datetime(2024, 5, 7, 9, tzinfo=LONDON)
"""What the demonstration's clock shows first."""

MONTHS = tuple(date(2022 + (4 + n) // 12, (4 + n) % 12 + 1, 1) for n in range(24))
"""May 2022 to April 2024: the year before, and the year."""
YEAR_BEGINS = MONTHS[12]
EARLIER = tuple(date(2021 + (4 + n) // 12, (4 + n) % 12 + 1, 1) for n in range(12))
"""May 2021 to April 2022: only police data, which say what is usual of each month."""

CRIME: Mapping[str, tuple[int, int]] = {
    "Violence and sexual offences": (7986, 7412),
    "Public order": (2205, 1846),
    "Criminal damage and arson": (1938, 1702),
    "Shoplifting": (1544, 1688),
    "Other theft": (1420, 1226),
    "Vehicle crime": (1391, 1214),
    "Burglary": (1009, 862),
    "Drugs": (689, 702),
    "Other crime": (584, 512),
    "Theft from the person": (371, 318),
    "Possession of weapons": (302, 289),
    "Bicycle theft": (472, 266),
    "Robbery": (297, 231),
}
"""Recorded crime by type: the year before, and the year."""

ASB = "Anti-social behaviour"
ASB_BY_MONTH = (
    (360, 352, 366, 367, 349, 331, 338, 306, 328, 304, 327, 292),
    (281, 266, 254, 239, 226, 214, 209, 188, 196, 181, 193, 182),
)
"""Antisocial behaviour by month: 4,020, then 2,629."""

CRIME_EARLIER = 1.004
"""Recorded crime of the earlier year over that of the year before."""
ASB_EARLIER = (368, 349, 360, 374, 341, 338, 329, 313, 321, 312, 318, 299)
"""Antisocial behaviour of the earlier year: 4,022."""

ASB_BY_HOTSPOT: Mapping[str, tuple[int, int]] = {
    "Marine Parade": (372, 214),
    "High Street": (301, 187),
    "York Road": (268, 161),
    "Hamlet Court Road": (171, 98),
    "Western Esplanade": (143, 101),
    "Southchurch Road": (156, 112),
}
"""The part of antisocial behaviour at the hotspots' snap points."""

WITHOUT_A_PLACE = (38, 41)
"""Crimes of the force without a location: in no district."""

SEASON = (1.05, 1.06, 1.10, 1.08, 1.02, 1.02, 0.98, 0.95, 0.93, 0.87, 0.97, 0.97)
"""How the months of a year, from May, share its crimes."""
