"""The criteria that made an arrest necessary: check boxes, each with room for how."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.form_fields.boxes import Data, typed_text
from operations.details import Necessity
from operations.models import NecessityCriterion

LONGEST = 300


class NecessityInput(forms.Widget):
    """A check box for each criterion, and one line that unfolds when it is ticked."""

    template_name = "operations/necessity_input.html"
    kind = "group"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.criteria: list[NecessityCriterion] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """List the boxes: ticked or not, with what was written."""
        context = super().get_context(name, value, attrs)
        chosen: Mapping[str, str] = value if isinstance(value, Mapping) else {}
        stem = context["widget"]["attrs"].get("id", f"id_{name}")
        context["boxes"] = [
            {
                "id": stem if n == 0 else f"{stem}_{n}",
                "code": criterion.pk,
                "label": criterion.label,
                "ticked": criterion.pk in chosen,
                "name": how_name(name, criterion.pk),
                "how": chosen.get(criterion.pk, ""),
            }
            for n, criterion in enumerate(self.criteria)
        ]
        context["longest"] = LONGEST
        return context

    def value_from_datadict(self, data: Data, files: object, name: str) -> dict[str, str]:
        """Read the ticked codes with their lines; a line without its tick is folded away."""
        listed = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        codes = [listed] if isinstance(listed, str) else list(listed)
        return {str(code): typed_text(data, how_name(name, str(code))) for code in codes}

    def value_omitted_from_data(self, data: Data, files: object, name: str) -> bool:
        """Tell nothing from silence: unticked boxes are not sent."""
        return False


def how_name(name: str, code: str) -> str:
    """Name the line of one criterion."""
    return f"{name}-how-{code}"


class NecessityField(forms.Field):
    """The criteria chosen, each with how; cleans to necessities in the order of the list."""

    widget = NecessityInput

    def offer(self, criteria: Iterable[NecessityCriterion]) -> None:
        """Offer criteria, in their order."""
        widget: Any = self.widget
        self.criteria = list(criteria)
        widget.criteria = self.criteria

    def clean(self, value: object) -> tuple[Necessity, ...]:
        """Give the criteria chosen, or say which line is too long."""
        chosen: Mapping[str, str] = value if isinstance(value, Mapping) else {}
        if set(chosen) - {criterion.pk for criterion in self.criteria}:
            raise ValidationError("Choose the reasons from the list", code="invalid")
        for how in chosen.values():
            if len(how) > LONGEST:
                raise ValidationError(
                    f"One explanation has {len(how)} characters. Shorten it to {LONGEST}",
                    code="max_length",
                )
        return tuple(
            Necessity(criterion=criterion, explanation=chosen[criterion.pk])
            for criterion in self.criteria
            if criterion.pk in chosen
        )

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare what is ticked and written."""
        return (initial or {}) != (data or {})
