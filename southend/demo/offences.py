"""For what people are arrested in the demonstration, and what becomes of it."""

from collections.abc import Mapping, Sequence

VIOLENCE, DRUGS, ORDER = "violence-against-the-person", "drug-offences", "public-order"
WEAPONS, THEFT, DAMAGE = "possession-of-weapons", "theft", "arson-and-criminal-damage"

WORDINGS: Mapping[str, Sequence[str]] = {
    VIOLENCE: (
        "Assault occasioning actual bodily harm",
        "Common assault",
        "Assault on a constable",
    ),
    DRUGS: ("Possession of a Class B drug", "Possession of a Class A drug"),
    ORDER: ("Affray", "Threatening behaviour"),
    WEAPONS: ("Possession of a bladed article", "Possession of an offensive weapon"),
    THEFT: ("Theft from a shop", "Theft from the person"),
    DAMAGE: ("Criminal damage under £5,000",),
    "robbery": ("Robbery of personal property",),
    "burglary": ("Burglary in a dwelling", "Burglary other than in a dwelling"),
    "vehicle-offences": ("Taking a vehicle without consent", "Theft from a motor vehicle"),
    "sexual-offences": ("Sexual assault",),
    "miscellaneous-crimes": ("Perverting the course of justice",),
    "non-notifiable": ("Drunk and disorderly", "Warrant of a court"),
}
"""What officers write for each group."""

OFFENCE_SHARE: Mapping[str, int] = {
    VIOLENCE: 38,
    THEFT: 18,
    ORDER: 10,
    DRUGS: 9,
    DAMAGE: 7,
    "burglary": 4,
    WEAPONS: 4,
    "vehicle-offences": 3,
    "non-notifiable": 3,
    "robbery": 2,
    "sexual-offences": 1,
    "miscellaneous-crimes": 1,
}
DISPOSAL_SHARE: Mapping[str, int] = {
    "charged": 366,
    "charged-and-remanded": 92,
    "postal-requisition": 29,
    "simple-caution": 45,
    "conditional-caution": 30,
    "youth-caution": 12,
    "outcome-22-diversion": 20,
    "community-resolution": 103,
    "released-under-investigation": 79,
    "pre-charge-bail-conditions": 66,
    "pre-charge-bail": 30,
    "released-no-further-action": 107,
    "transferred-to-other-force": 9,
    "": 45,
}
"""The latest disposals of the district's arrests, by weight; the last has none yet."""
