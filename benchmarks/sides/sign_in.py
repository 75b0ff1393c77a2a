"""Sign a sergeant in who supervises the first district. Prints the key of the session as JSON."""

import json
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts import clock
from accounts.models import Officer, Posting, Team
from accounts.roles import Role


def main() -> None:
    """Make the account and its session."""
    team = Team.objects.order_by("pk")[0]
    sergeant = Officer.objects.create(collar_number="2216", title="Sergeant")
    Posting.objects.create(officer=sergeant, team=team, role=Role.SUPERVISOR, from_on=clock.today())
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(sergeant.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = sergeant.get_session_auth_hash()
    session.save()
    print(json.dumps({"session": session.session_key}))


if __name__ == "__main__":
    main()
