"""Form for uploading a speaker's photograph."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import Files, PlainForm
from toolkit.pictures import MOST_BYTES, PictureFault, PictureRefused, portrait

FAULTS = {
    PictureFault.TOO_BIG: _("The file is larger than 10 MB."),
    PictureFault.TOO_MANY_PIXELS: _("The photograph has more than 20 megapixels. Please make it smaller."),
    PictureFault.TOO_SMALL: _("The photograph is too small: at least 240 by 320 pixels are needed."),
    PictureFault.NOT_A_PICTURE: _("This is no photograph that can be read: a JPEG, PNG or WebP is needed."),
}


class PhotoForm(PlainForm):
    """Form for a photograph. A valid form has it as `portrait`: upright, three by four, without metadata."""

    photo = forms.FileField(
        label=_("File"),
        help_text=_("A JPEG, PNG or WebP of at most 20 megapixels. It is cropped to three by four."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Choose a file."), "empty": FAULTS[PictureFault.NOT_A_PICTURE]},
    )

    def __init__(self, data: QueryDict | None = None, files: Files | None = None) -> None:
        super().__init__(data)
        if files is not None:
            self.files = files
        self.portrait = b""

    def clean_photo(self) -> "UploadedFile[bytes]":
        """Make the portrait from what was sent."""
        sent: UploadedFile[bytes] = self.cleaned_data["photo"]
        try:
            self.portrait = portrait(sent.read(MOST_BYTES + 1))
        except PictureRefused as refused:
            raise ValidationError(FAULTS[refused.fault]) from None
        return sent
