"""Make the records desk the site of Django's admin."""

from typing import cast

from django.contrib import admin
from django.contrib.admin import apps


class DeskConfig(apps.AdminConfig):
    """Find the admin module of every package; only the project's own tables stay on the desk."""

    default_site = "accounts.desk.RecordsDesk"

    def ready(self) -> None:
        """Register, then take off what other packages put on Django's admin."""
        super().ready()
        for model, desk in list(admin.site._registry.items()):
            if not hasattr(desk, "sees"):
                admin.site.unregister(cast("type", model))
