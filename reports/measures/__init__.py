"""How many: the measures of a report, each read from the rows that count."""
