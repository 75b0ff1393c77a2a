"""Count the same incidents with DuckDB: count.py CSV DISTRICT_KEY. Prints the police figures."""

import json
import sys

import duckdb

COUNTS = """
SELECT crime_type, month >= DATE '2023-04-01' AS is_current, count(*) AS n
FROM read_csv(?, header = true, all_varchar = true,
  types = {'month': 'DATE'})
WHERE {only} GROUP BY 1, 2
"""
ASB = "anti-social-behaviour"


def counted(path: str, only: str) -> dict[str, list[int]]:
    """Count by type, this period and the one before."""
    sql = COUNTS.replace("{only}", only)
    found: dict[str, list[int]] = {}
    for kind, is_current, n in duckdb.execute(sql, [path]).fetchall():
        found.setdefault(kind, [0, 0])[0 if is_current else 1] += n
    return found


def total(counts: list[list[int]]) -> list[int]:
    """Add counts up."""
    return [sum(pair[0] for pair in counts), sum(pair[1] for pair in counts)]


def main() -> None:
    """Count what the report counts."""
    path, district = sys.argv[1], int(sys.argv[2])
    types = counted(path, f"district = '{district}'")
    figures = {f"crime.{kind}": pair for kind, pair in types.items() if kind != ASB}
    figures["crime_total"] = total(list(figures.values()))
    figures["asb_total"] = types.get(ASB, [0, 0])
    figures["unplaced"] = total(list(counted(path, "place IS NULL OR place = ''").values()))
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
