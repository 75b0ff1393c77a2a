"""Commands of the records package."""
