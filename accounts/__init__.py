"""People and places of work: forces, districts, teams, officers, postings, roles, and the clock."""
