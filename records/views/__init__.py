"""The pages that all kinds of record share, and the bases of each kind's own."""
