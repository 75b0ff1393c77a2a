"""The form that receives police data."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 512 * 1024 * 1024


class UploadForm(forms.Form):
    """One file: a street or outcomes CSV file, or a zip archive of them."""

    file = forms.FileField(
        label="File",
        help_text="A street or outcomes CSV file of data.police.uk, or a zip archive of them.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
        widget=forms.FileInput(attrs={"class": "govuk-file-upload"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Check the size.

        Raises: ValidationError.
        """
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MOST_BYTES // 1024**2} MB. Import it by command"
            )
        return file
