"""The journal: who did what, when, to which row. Nothing here knows any other package."""
