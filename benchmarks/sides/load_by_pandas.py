"""Load police data as one does without this project: load_by_pandas.py ARCHIVE DATABASE.

Every street and outcomes file by read_csv and to_sql into one table of its kind, then four look-up
indexes. Nothing is checked, nothing found twice, and nothing can be undone.
"""

import json
import sqlite3
import sys
import time
import zipfile

import pandas as pd

INDEXES = (
    'CREATE INDEX street_by_crime ON street ("Crime ID")',
    'CREATE INDEX street_by_month ON street ("Month", "LSOA code")',
    'CREATE INDEX outcomes_by_crime ON outcomes ("Crime ID")',
    'CREATE INDEX outcomes_by_month ON outcomes ("Month")',
)


def load(archive: str, database: str) -> int:
    """Load an archive; tell how many rows that were."""
    rows = 0
    with zipfile.ZipFile(archive) as opened, sqlite3.connect(database) as connection:
        for name in sorted(opened.namelist()):
            kind = name.removesuffix(".csv").rpartition("-")[2]
            if kind in ("street", "outcomes"):
                with opened.open(name) as lines:
                    table = pd.read_csv(lines)
                rows += table.to_sql(kind, connection, if_exists="append", index=False) or 0
        for index in INDEXES:
            connection.execute(index)
    return rows


def main(archive: str, database: str) -> None:
    """Load, and print how long it took."""
    begun, worked = time.perf_counter(), time.process_time()
    rows = load(archive, database)
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    print(json.dumps({"seconds": [seconds], "processor": [processor], "rows": rows}))


if __name__ == "__main__":
    main(*sys.argv[1:])
