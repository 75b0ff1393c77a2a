"""What the performance report says of its own terms."""

from reports.document import Definition

DEFINITIONS = (
    Definition(
        "Recorded crime",
        "Incidents of the force's published street files in the district, by month of "
        "publication, without antisocial behaviour. This system never originates a crime count.",
        "1",
    ),
    Definition(
        "Antisocial behaviour",
        "Incidents published as antisocial behaviour. It is not a notifiable crime and is never "
        "added to recorded crime.",
        "1",
    ),
    Definition(
        "Arrests",
        "Approved arrest records by the time of arrest. By offence: the group of the most serious "
        "offence. By disposal: the latest recorded when the data was read.",
        "1",
    ),
    Definition(
        "Prosecutions",
        "Approved defendant cases by the day of the first charge or requisition. A case with a "
        "conviction on any charge is convicted.",
        "1",
    ),
    Definition(
        "Patrol minutes",
        "Minutes during which at least one officer was on patrol in an area: the union of the "
        "patrols' times, added over areas, cut at the ends of the period.",
        "1",
    ),
    Definition(
        "Officer minutes",
        "Minutes of every member of every crew, added up, cut at the ends of the period. Never "
        "to be compared with patrol minutes.",
        "1",
    ),
    Definition("Engagement events", "Approved engagement records by the day of the event.", "1"),
    Definition(
        "Good or excellent",
        "The weighted share of residents who say that the police in their local area do a good "
        "or excellent job, in the last survey wave that ended in the period.",
        "1",
    ),
)

NOTES = (
    "Records count when a supervisor who took no part in them has approved them. Others are "
    "listed by state.",
    "A month of police data that was not imported is not recorded; it is never nought.",
)
