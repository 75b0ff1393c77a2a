"""Forces, districts, teams, officers and their postings."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac

from accounts.clock import LONDON
from accounts.roles import OPENS, Permission, Role, Scope, Standing, standing_of

COLLAR_NUMBER = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9-]*$", "A collar number has only letters, digits and hyphens."
)


class Force(models.Model):
    """A police force, as published data names it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, help_text="As in 'Falls within', such as Essex Police.")

    class Meta:
        """Order by name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class District(models.Model):
    """A police district: the unit that is reported on and within which officers see records."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="districts")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        """Order by name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Team(models.Model):
    """A team of a district, such as the Town Centre Team."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="teams")
    slug = models.SlugField()
    name = models.CharField(max_length=80)

    class Meta:
        """One slug a district."""

        ordering = ["district__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["district", "slug"], name="team_slug_in_district"),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class NoStanding(RuntimeError):
    """Rights were asked of an officer before anyone said at which moment."""


class Officer(AbstractBaseUser):
    """Anyone who signs in, known by title and collar number; and the service accounts.

    There is no superuser: what an officer may do is read from roles.TABLE by way of postings.
    """

    collar_number = models.CharField(max_length=20, unique=True, validators=[COLLAR_NUMBER])
    title = models.CharField(max_length=40, help_text="Rank or role, such as PC or Sergeant.")
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False, help_text="Without a sign-in: clock, console.")
    is_system = models.BooleanField(
        default=False, help_text="Another program, posted like a person: by token, no sign-in."
    )
    session_epoch = models.PositiveIntegerField(
        default=0, help_text="Raised to end every session of the officer at once."
    )

    USERNAME_FIELD = "collar_number"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["title"]
    objects = BaseUserManager["Officer"]()

    class Meta:
        """Order by collar number."""

        ordering = ["collar_number"]

    def __str__(self) -> str:
        """Give title and collar number."""
        return f"{self.title} {self.collar_number}"

    def stand(self, *, at: datetime) -> Standing:
        """Read the postings that are open at a moment and keep what they allow.

        An inactive officer is allowed nothing, whatever their postings.
        """
        day = at.astimezone(LONDON).date()
        open_postings = self.postings.filter(from_on__lte=day).filter(
            models.Q(to_on__isnull=True) | models.Q(to_on__gt=day)
        )
        holds_postings = self.is_active and not self.is_service
        rows = open_postings.order_by("from_on", "id").values_list(
            "role", "team_id", "team__district_id", "team__name"
        )
        held = list(rows) if holds_postings else []
        self._standing = standing_of(
            [(role, team, district) for role, team, district, _ in held],
            is_service=self.is_active and self.is_service,
        )
        self._teams = {team: name for _, team, _, name in held}
        return self._standing

    @property
    def standing(self) -> Standing:
        """What the officer may do, as last read by `stand`."""
        standing: Standing | None = getattr(self, "_standing", None)
        if standing is None:
            raise NoStanding(f"Call stand(at=…) on {self} before asking for rights.")
        return standing

    def stand_for(self, scopes: Collection[Scope], *, at: datetime) -> Standing:
        """Read the postings that are open at a moment, and keep only what the scopes open."""
        kept = frozenset[Permission]().union(*(OPENS[scope] for scope in scopes))
        self._standing = self.stand(at=at).narrowed(kept)
        return self._standing

    @property
    def team_name(self) -> str:
        """Name the team of the officer, the first there was of several; "" of nobody's team."""
        teams: dict[int, str] = getattr(self, "_teams", {})
        return teams[min(teams)] if teams else ""

    @property
    def is_staff(self) -> bool:
        """Whether the records desk opens at all; what it shows is asked row by row."""
        return bool(self.standing.roles - {Role.ADVISORY_GROUP})

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """Answer a permission by its name from roles.TABLE; an unknown name is refused."""
        return perm in Permission.values and self.standing.allows(Permission(perm))

    def has_module_perms(self, app_label: str) -> bool:
        """Refuse: what the records desk shows is asked model by model."""
        return False

    def get_session_auth_hash(self) -> str:
        """Bind sessions to the password and to the epoch, so that either ends them."""
        text = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accounts.Officer.session", text, algorithm="sha256").hexdigest()


class Posting(models.Model):
    """One role of one officer in one team, from a day on and until the day before another."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20, choices=Role.choices)
    from_on = models.DateField(help_text="First day.")
    to_on = models.DateField(null=True, blank=True, help_text="First day no longer; empty: open.")

    class Meta:
        """A posting starts before it ends and is given once."""

        ordering = ["officer", "-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="posting_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gt=models.F("from_on")),
                name="posting_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["officer", "team", "role", "from_on"], name="posting_once"
            ),
        ]

    def __str__(self) -> str:
        """Name officer, role and team."""
        return f"{self.officer}: {self.get_role_display()}, {self.team}"


class TokenQuerySet(models.QuerySet["Token"]):
    """Read tokens within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the officer's own, and those of everyone whose account the officer keeps."""
        if officer.is_service:
            return self
        keeps = officer.standing.grants.get(Permission.KEEP_PEOPLE, frozenset())
        own = models.Q(owner=officer)
        if not keeps:
            return self.filter(own)
        theirs = models.Q(owner__postings__team__district__in=keeps)
        nobodys = models.Q(owner__postings__isnull=True)
        return self.filter(own | theirs | nobodys).distinct()

    def usable(self, at: datetime) -> Self:
        """Keep those that still open something at a moment."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class Token(models.Model):
    """A secret with which a person's script, or another system, reads and asks by the API.

    Only the digest of the secret is stored; `hint` is its first characters, to tell it by.
    """

    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60, help_text="What it is used for.")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=16)
    scopes = models.JSONField(help_text="Values of roles.Scope.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tokens_made")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(
        null=True, blank=True, help_text="Last use, to within ten minutes."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="tokens_revoked"
    )
    why_revoked = models.CharField(max_length=300, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        """It expires after it was made, and is revoked by somebody for a reason."""

        ordering = ["owner__collar_number", "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="token_expires_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | (
                    models.Q(revoked_at__isnull=False, revoked_by__isnull=False)
                    & ~models.Q(why_revoked="")
                ),
                name="token_revoked_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Give name and hint."""
        return f"{self.name} ({self.hint}…)"

    @property
    def scope_set(self) -> frozenset[Scope]:
        """What it may be used for; a scope that there no longer is opens nothing."""
        return frozenset(Scope(scope) for scope in self.scopes if scope in Scope.values)

    @property
    def scope_words(self) -> list[str]:
        """Say what it may be used for, in the order of the table."""
        return [scope.label for scope in Scope if scope in self.scope_set]

    def why_unusable(self, at: datetime) -> str:
        """Say why it opens nothing at a moment, or nothing."""
        if self.revoked_at is not None:
            return f"The token {self} was revoked on {local_day(self.revoked_at)}."
        if self.expires_at <= at:
            return f"The token {self} expired on {local_day(self.expires_at)}."
        if not self.owner.is_active or self.owner.is_service:
            return f"The account of {self.owner}, to whom the token {self} belongs, is closed."
        return ""


def local_day(at: datetime) -> str:
    """Write the day of a moment as London's calendar has it."""
    return f"{at.astimezone(LONDON):%d/%m/%Y}"
