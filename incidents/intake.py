"""Turn the rows of one file into keyed rows: forces found, places numbered, slips rejected."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from accounts.models import Force
from incidents import keys
from incidents.forces import PUBLISHED, force_slug
from incidents.grouping import Keyed, Slips, strays
from incidents.models import CrimeType, OutcomeType
from incidents.police_csv import (
    STREET,
    BadRow,
    ParsedFile,
    PlaceKey,
    Places,
    Row,
    Vocabulary,
    plain,
)
from records.codes import load_list, read_codes


def held_force(name: str) -> Force | None:
    """Find a force by its name or by its slug."""
    return (
        Force.objects.filter(name__iexact=name).order_by("id").first()
        or Force.objects.filter(slug=force_slug(name)).first()
    )


class Forces(dict[str, Force]):
    """Forces by the name that stands in a file; one that is not known is made."""

    def __init__(self, *, make: bool) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> Force:
        """Find a force by its name or by its slug, or make it."""
        wanted = name.strip()[:80]
        found = held_force(wanted)
        if found is None:
            found = Force(slug=force_slug(wanted), name=wanted)
            if self.make:
                found.save()
        elif self.make and found.name == found.slug:
            found.name = wanted
            found.save(update_fields=["name"])
        self[name] = found
        return found


class PlaceKeys(dict[PlaceKey, int]):
    """Keys of places, each computed once."""

    def __missing__(self, place: PlaceKey) -> int:
        """Compute the key of a place."""
        key = keys.place_key(place)
        self[place] = key
        return key


class Steps(dict[tuple[str, str], int]):
    """Steps from crimes to outcomes by month and type, each computed once."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        """Compute one."""
        self[pair] = keys.outcome_step(*pair)
        return self[pair]


def from_file(model: type[CrimeType | OutcomeType]) -> list[tuple[str, str, list[str]]]:
    """Read a code list from its file, where none is loaded yet."""
    codes = [code for code in read_codes(model) if isinstance(code, (CrimeType, OutcomeType))]
    return [(code.code, code.label, code.aliases) for code in codes]


def load_missing_codes() -> None:
    """Load the two code lists of police data where they are empty."""
    for model in (CrimeType, OutcomeType):
        if not model.objects.exists():
            load_list(model)


def vocabulary() -> Vocabulary:
    """Read the words that files may use from the code lists."""
    lists = []
    labels: dict[str, str] = {}
    for model in (CrimeType, OutcomeType):
        words: dict[str, str] = {}
        rows = model.objects.order_by("position").values_list("code", "label", "aliases")
        for code, label, aliases in list(rows) or from_file(model):
            labels[code] = label
            words |= {plain(word): code for word in (label, *aliases)}
        lists.append(words)
    return Vocabulary(crime_types=lists[0], outcomes=lists[1], labels=labels)


class Intake:
    """Key the rows of the files of one import."""

    def __init__(self, *, make_forces: bool) -> None:
        self.vocabulary = vocabulary()
        self.places = Places()
        self.place_keys = PlaceKeys()
        self.forces = Forces(make=make_forces)

    def keyed(self, parsed: ParsedFile) -> list[Keyed | BadRow]:
        """Key every good row of a file and reject those whose month or force is a slip."""
        counts = Counter(
            (row.force, row.month) for row in parsed.rows if not isinstance(row, BadRow)
        )
        slips = strays(counts, frozenset(filter(self.is_known, {force for force, _ in counts})))
        if len(self.place_keys) > Places.MOST:
            self.place_keys.clear()
        return list(self.each(parsed, slips))

    def is_known(self, force: str) -> bool:
        """Tell whether a name is that of a force that publishes, or that is held."""
        name = force.strip()[:80]
        return force_slug(name) in PUBLISHED or held_force(name) is not None

    def each(self, parsed: ParsedFile, slips: Slips) -> Iterable[Keyed | BadRow]:
        """Key the rows one by one."""
        street = parsed.kind == STREET
        occurrences: dict[str, int] = defaultdict(int)
        forces, place_keys, steps = self.forces, self.place_keys, Steps()
        for row in parsed.rows:
            if isinstance(row, BadRow):
                yield row
                continue
            if slips and (row.force, row.month) in slips:
                yield slip(row, slips[row.force, row.month])
                continue
            force = forces[row.force]
            place = None if row.place is None else place_keys[row.place]
            if not street:
                yield keyed_outcome(row, force, place, steps)
            elif row.crime_id:
                fixed = (force.pk, row.crime_id, 0)
                values = (row.month, row.crime_type, place, row.outcome or None)
                yield Keyed(row.line, keys.crime_key(force.slug, row.crime_id), fixed, values)
            else:
                text = keys.row_text(force.slug, row)
                occurrences[text] += 1
                values = (row.month, row.crime_type, place, row.outcome or None)
                fixed = (force.pk, "", occurrences[text])
                yield Keyed(row.line, keys.occurrence_key(text, occurrences[text]), fixed, values)


def keyed_outcome(row: Row, force: Force, place: int | None, steps: Steps) -> Keyed:
    """Key one row of an outcomes file."""
    crime = keys.crime_key(force.slug, row.crime_id)
    key = keys.outcome_key(crime, steps[row.month, row.outcome])
    fixed = (force.pk, row.crime_id, crime, row.month, row.outcome)
    return Keyed(row.line, key, fixed, (place, 1))


def slip(row: Row, usual: tuple[str, str]) -> BadRow:
    """Reject a row whose month or force hardly any other row of its file has."""
    if row.force != usual[0]:
        why = f"Not a known force. Nearly all other rows are of {usual[0]}"
        return BadRow(row.line, "Reported by", row.force, why)
    why = f"Nearly all other rows of {usual[0]} in the file are of {usual[1][:7]}"
    return BadRow(row.line, "Month", row.month[:7], why)
