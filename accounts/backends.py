"""Who is behind a session, and what they may do now."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts import clock
from accounts.models import Officer


class PostingBackend(ModelBackend):
    """Read the officer and the open postings at each request.

    An inactive officer has no session: the next request of theirs is a stranger's.
    """

    def user_can_authenticate(self, user: Any) -> bool:  # noqa: ANN401 - as Django declares it
        """Let in active officers who are neither service accounts nor other programs."""
        if not isinstance(user, Officer):
            return False
        return user.is_active and not user.is_service and not user.is_system

    def get_user(self, user_id: Any) -> Officer | None:  # noqa: ANN401 - as Django declares it
        """Fetch the officer of a session with their standing."""
        officer = super().get_user(user_id)
        if not isinstance(officer, Officer):
            return None
        officer.stand(at=clock.now())
        return officer
