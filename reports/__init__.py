"""Figures, statistics, editions and every door through which rows leave the system."""
