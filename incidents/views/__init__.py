"""Pages of imported police data."""
