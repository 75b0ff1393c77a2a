"""What every page needs of the officer who opens it, and the pages about the site itself."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import TemplateView

from accounts import clock, tokens
from accounts.models import Officer, Token
from accounts.roles import TABLE, Permission, Role, Standing
from accounts.token_forms import RevokeForm, TokenForm
from accounts.wording import listed
from accounts.writing import Refused

PLURALS: dict[Role, str] = {
    Role.OFFICER: "officers",
    Role.SUPERVISOR: "supervisors",
    Role.COMMANDER: "commanders",
    Role.ANALYST: "analysts",
    Role.ADVISORY_GROUP: "members of the Independent Advisory Group",
    Role.ADMINISTRATOR: "administrators",
}
ADMINISTRATORS = (
    "Administrators look after people, teams, areas and code lists. They do not see records, "
    "so that nobody can both grant access and use it."
)
ADVISORY_GROUP = (
    "Members of the Independent Advisory Group read the public edition, and nothing that could "
    "point to a person."
)


def officer_of(request: HttpRequest) -> Officer:
    """Give the officer who is signed in; the middleware lets nobody else through to a page.

    Raises: PermissionDenied, for a page that was opened to everyone by mistake.
    """
    officer = request.user
    if not isinstance(officer, Officer):
        raise PermissionDenied("This page needs a sign-in.")
    return officer


def url_or_nothing(name: str, *args: object) -> str:
    """Give the address of a page, or "" where the page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A page that refuses: the rule, who can, and what to do meanwhile."""

    heading: str
    rule: str
    who: str = ""
    next_url: str = ""
    next_label: str = ""
    other_url: str = ""
    other_label: str = ""
    note: str = ""


def refuse(request: HttpRequest, refusal: Refusal, *, status: int = 403) -> HttpResponse:
    """Answer with a refusal: 403 where the officer may not, 409 where someone was first."""
    return render(request, "403.html", {"refusal": refusal}, status=status)


def refusal_of(standing: Standing, permission: Permission, *, what: str) -> Refusal:
    """Say why a page does not open: the rule, who can, what to do meanwhile."""
    people = url_or_nothing("admin:accounts_officer_changelist")
    heading = f"You cannot open {what}"
    if standing.roles == {Role.ADMINISTRATOR}:
        return Refusal(
            heading=heading,
            rule=ADMINISTRATORS,
            who="If you need one record for a task, ask a commander of your district.",
            next_url=people or url_or_nothing("home"),
            next_label="Go to people and teams" if people else "Go to the home page",
            other_url=url_or_nothing("account"),
            other_label="What each role can do",
        )
    if standing.roles == {Role.ADVISORY_GROUP}:
        return Refusal(
            heading=heading,
            rule=ADVISORY_GROUP,
            next_url=url_or_nothing("home"),
            next_label="Go to the home page",
        )
    return Refusal(
        heading=heading,
        rule=f"It is for those who {lower(permission.label)}. Your roles do not include it.",
        who=f"{holders(permission)} of your district can. Ask one of them for what you need, or "
        "ask an administrator which roles you hold.",
        next_url=url_or_nothing("home"),
        next_label="Go to the home page",
        other_url=url_or_nothing("account"),
        other_label="What each role can do",
    )


def lower(words: str) -> str:
    """Begin with a small letter, as inside a sentence."""
    return words[:1].lower() + words[1:]


def holders(permission: Permission) -> str:
    """Name the roles that hold a permission: "Supervisors and commanders"."""
    words = listed([PLURALS[role] for role in Role if permission in TABLE[role]])
    return words[:1].upper() + words[1:]


class PermissionRequired(View):
    """A page that needs a permission in at least one district, and says so where it lacks.

    `also` are permissions that open it as well.

    Which rows the page shows is asked again by `visible_to`.
    """

    permission: ClassVar[Permission]
    also: ClassVar[tuple[Permission, ...]] = ()
    what: ClassVar[str] = "this page"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse with the page that gives the rule, or go on."""
        standing = officer_of(request).standing
        if not any(standing.allows(each) for each in (self.permission, *self.also)):
            return refuse(request, refusal_of(standing, self.permission, what=self.what))
        return super().dispatch(request, *args, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class Page(TemplateView):
    """A page about the site itself, which anyone may read, signed in or not."""


class Account(TemplateView):
    """The officer's own page: postings, roles, and what each role can do."""

    template_name = "accounts/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the postings, and lay the table of roles out by permission."""
        officer = officer_of(self.request)
        postings = officer.postings.select_related("team__district").order_by("-from_on", "id")
        return super().get_context_data(
            officer=officer,
            postings=postings,
            today=clock.today(),
            roles=[role.label for role in Role],
            permissions=[
                (permission.label, [permission in TABLE[role] for role in Role])
                for permission in Permission
            ],
            password_url=url_or_nothing("account_change_password"),
            **kwargs,
        )


def rows_of(found: QuerySet[Token]) -> list[dict[str, Any]]:
    """Put beside each token how it stands, those that hold first."""
    at = clock.now()
    rows = [{"token": token, "why": token.why_unusable(at)} for token in found]
    return sorted(rows, key=lambda row: bool(row["why"]))


class TokenList(TemplateView):
    """The officer's tokens of the API; for administrators also those of whom they keep."""

    template_name = "accounts/token_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the tokens within the officer's rights."""
        officer = officer_of(self.request)
        rows = Token.objects.visible_to(officer).select_related("owner", "revoked_by")
        return super().get_context_data(
            own=rows_of(rows.filter(owner=officer)),
            others=rows_of(rows.exclude(owner=officer)),
            keeps=officer.standing.allows(Permission.KEEP_PEOPLE),
            may_make=bool(officer.standing.scopes()),
            **kwargs,
        )


class TokenCreate(PermissionRequired, View):
    """Make a token of one's own; its secret is shown this once."""

    permission = Permission.SEE_REPORTS
    also = (Permission.READ_PUBLIC,)
    what = "tokens of the API"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.answer(request, TokenForm(officer=officer_of(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it and show the secret; show the form again if something is wrong."""
        officer = officer_of(request)
        form = TokenForm(request.POST, officer=officer)
        if not ratelimit.consume(request, action="reauthenticate", user=officer):
            form.add_error("password", "Too many attempts. Wait a minute and try again")
        if not form.is_valid():
            return self.answer(request, form, status=422)
        given = {name: form.cleaned_data[name] for name in ("name", "scopes", "days")}
        try:
            made = tokens.make_token(owner=officer, **given, by=officer, at=clock.now())
        except Refused as error:
            form.add_error(None, str(error))
            return self.answer(request, form, status=422)
        response = render(request, "accounts/token_made.html", {"made": made})
        response["Cache-Control"] = "no-store"
        return response

    def answer(self, request: HttpRequest, form: TokenForm, status: int = 200) -> HttpResponse:
        """Show the form as it was filled in; a password is never sent back."""
        return render(request, "accounts/token_form.html", {"form": form}, status=status)


class TokenRevoke(View):
    """Ask why, and revoke a token."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask."""
        return self.answer(request, self.token(request, pk), RevokeForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it and lead to the list."""
        token, form = self.token(request, pk), RevokeForm(request.POST)
        if not form.is_valid():
            return self.answer(request, token, form, status=422)
        by, reason = officer_of(request), form.cleaned_data["reason"]
        try:
            tokens.revoke_token(token=token, reason=reason, by=by, at=clock.now())
        except Refused as error:
            form.add_error(None, str(error))
            return self.answer(request, token, form, status=422)
        messages.success(request, f"The token {token} is revoked. It opens nothing any more.")
        return redirect("token-list")

    def token(self, request: HttpRequest, pk: int) -> Token:
        """Fetch a token within the officer's rights."""
        rows = Token.objects.visible_to(officer_of(request)).select_related("owner")
        return get_object_or_404(rows, pk=pk)

    def answer(
        self, request: HttpRequest, token: Token, form: RevokeForm, status: int = 200
    ) -> HttpResponse:
        """Show the question."""
        context = {"form": form, "token": token, "own": token.owner == officer_of(request)}
        return render(request, "accounts/token_revoke.html", context, status=status)
