"""The forces whose files data.police.uk publishes, by the slugs of its archive. Pure.

Source: the list of forces of data.police.uk. Police Scotland publishes nothing there.
"""

from incidents.labels import plain

SHORT_NAMES = {
    "british transport police": "btp",
    "police service of northern ireland": "northern-ireland",
}
SLUGS = """
avon-and-somerset bedfordshire btp cambridgeshire cheshire city-of-london cleveland cumbria
derbyshire devon-and-cornwall dorset durham dyfed-powys essex gloucestershire
greater-manchester gwent hampshire hertfordshire humberside kent lancashire leicestershire
lincolnshire merseyside metropolitan norfolk north-wales north-yorkshire northamptonshire
northern-ireland northumbria nottinghamshire south-wales south-yorkshire staffordshire suffolk
surrey sussex thames-valley warwickshire west-mercia west-midlands west-yorkshire wiltshire
"""
PUBLISHED = frozenset(SLUGS.split())


def force_slug(name: str) -> str:
    """Make the slug of a force as the public archive names it: Essex Police is essex."""
    words = plain(name.replace("&", " and "))
    if words in SHORT_NAMES:
        return SHORT_NAMES[words]
    kept = [word for word in words.split() if word not in ("police", "constabulary", "service")]
    return "-".join(kept or words.split())[:50]
