"""Incidents on the records desk."""

from incidents.logged_admin import LoggedIncidentAdmin

__all__ = ["LoggedIncidentAdmin"]
