"""The arrests of Op Union that stand approved in the year to April 2024, one by one.

23 arrests: 8 for violence, 6 for drugs, 9 for other offences. 11 were charged, 3 cautioned, 3 ended
in a community resolution, 4 are on bail or under investigation, 1 in no further action, and of 1
the disposal is not yet recorded.
"""

from southend.demo.offences import DAMAGE, DRUGS, ORDER, THEFT, VIOLENCE, WEAPONS

UNION_APPROVED = (
    (2023, 5, 6, 22, 15, "Marine Parade", "41123", (VIOLENCE,), (("charged", 1),)),
    (2023, 5, 28, 19, 40, "Marine Parade", "40876", (DRUGS,), (("community-resolution", 0),)),
    (2023, 6, 10, 23, 5, "Marine Parade", "41502", (ORDER,), (("charged", 1),)),
    (2023, 6, 17, 18, 30, "Western Esplanade", "40876", (DRUGS,), (("charged", 2),)),
    (2023, 7, 8, 21, 50, "Marine Parade", "41123", (VIOLENCE, ORDER), (("charged", 1),)),
    (2023, 7, 15, 17, 20, "High Street", "41502", (THEFT,), (("simple-caution", 0),)),
    (2023, 7, 29, 24, 35, "Marine Parade", "40876", (WEAPONS,), (("charged", 1),)),
    (2023, 8, 10, 20, 10, "Marine Parade", "41123", (ORDER,), (("community-resolution", 0),)),
    (2023, 8, 12, 22, 45, "Eastern Esplanade", "41502", (VIOLENCE,), (("charged", 1),)),
    (2023, 8, 26, 19, 25, "Marine Parade", "40876", (DRUGS,), (("charged", 3),)),
    (2023, 9, 9, 21, 30, "Pier Hill", "41123", (VIOLENCE,), (("released-no-further-action", 1),)),
    (
        2023,
        10,
        28,
        22,
        20,
        "High Street",
        "41502",
        (WEAPONS,),
        (("pre-charge-bail-conditions", 0),),
    ),
    (
        2023,
        12,
        16,
        23,
        40,
        "High Street",
        "40876",
        (VIOLENCE,),
        (("released-under-investigation", 0),),
    ),
    (
        2024,
        2,
        10,
        21,
        15,
        "Marine Parade",
        "41502",
        (DRUGS,),
        (("released-under-investigation", 0),),
    ),
    (2024, 2, 24, 22, 5, "Marine Parade", "41123", (DAMAGE,), ()),
    (2024, 3, 9, 19, 55, "Marine Parade", "41123", (VIOLENCE, DAMAGE), (("charged", 1),)),
    (2024, 3, 16, 22, 10, "Pier Hill", "40876", (DAMAGE,), (("pre-charge-bail", 0),)),
    (2024, 3, 23, 20, 47, "Marine Parade", "41502", (DRUGS,), (("charged", 1),)),
    (2024, 4, 5, 21, 18, "Eastern Esplanade", "41390", (ORDER,), (("conditional-caution", 0),)),
    (
        2024,
        4,
        6,
        23,
        2,
        "Marine Parade",
        "41123",
        (VIOLENCE, ORDER, DAMAGE),
        (("charged-and-remanded", 1),),
    ),
    (2024, 4, 13, 17, 44, "Marine Parade", "7215", (THEFT,), (("simple-caution", 0),)),
    (2024, 4, 13, 18, 20, "High Street", "40876", (DRUGS,), (("community-resolution", 0),)),
    (2024, 4, 20, 22, 51, "Marine Parade", "41502", (VIOLENCE,), (("charged", 1),)),
)
"""Year, month, day, hour, minute, place, who logged, offences, disposals with days after it."""
