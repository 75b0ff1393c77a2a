"""How a Django form becomes GOV.UK markup: one renderer, one widget call for all stock widgets."""

from typing import Final

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString


class SouthendRenderer(TemplatesSetting):
    """Render forms and field groups with the templates of `templates/components/form/`."""

    form_template_name = "components/form/form.html"
    field_template_name = "components/form/field.html"


_STOCK_ROWS: Final = "10"  # what Django gives a text area that asked for no height


# In this order, because a Select is also a ChoiceWidget and a PasswordInput an Input.
_KINDS: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
_CLASSES: Final[dict[str, str]] = {
    "select": "govuk-select",
    "checkbox": "govuk-checkboxes__input",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "text": "govuk-input",
}


def kind_of(field: forms.BoundField) -> str:
    """Name the shape a field is drawn in: a widget may state its own as `kind`."""
    widget = field.field.widget
    own = getattr(widget, "kind", "")
    if own:
        return str(own)
    return next((kind for type_, kind in _KINDS if isinstance(widget, type_)), "text")


def when_optional(field: forms.BoundField) -> str:
    """Say beside a label that a field may stay empty, or when it may not; "" where it is needed.

    A form's `needed` names what is not required of its fields but of what they are sent for, each
    with the condition under which it is asked for, "" for always.
    """
    if field.field.required:
        return ""
    needed: dict[str, str] = getattr(field.form, "needed", {})
    words = needed.get(field.name, "optional")
    return f"({words})" if words else ""


def _width_of(field: forms.BoundField) -> str:
    is_number = getattr(field.field.widget, "input_type", "") == "number"
    return "govuk-input--width-5" if is_number else ""


def render_input(field: forms.BoundField) -> SafeString:
    """Render the widget of a field with the classes of its shape, its state and its own."""
    kind = kind_of(field)
    base = _CLASSES.get(kind, "govuk-input")
    own = str(field.field.widget.attrs.get("class", ""))
    classes = [base, own or _width_of(field)]
    if field.errors and kind != "checkbox":
        classes.append(f"{base.split()[0]}--error")
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if kind == "textarea" and str(field.field.widget.attrs.get("rows")) == _STOCK_ROWS:
        attrs["rows"] = "4"
    if kind in ("text", "select", "textarea", "file", "password") and field.aria_describedby:
        attrs["aria-describedby"] = field.aria_describedby
    return field.as_widget(attrs=attrs)
