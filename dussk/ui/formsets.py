"""Several rows of the same form on one page."""

from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from django.forms.formsets import BaseFormSet
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from dussk.ui.forms import Form

    Base = BaseFormSet[Form]
else:
    Base = BaseFormSet  # takes no type parameter when run


class FormSet(Base):
    """The base of formsets: `formset_factory(ChildForm, formset=ChildRows)`.

    Every row is a group with a legend ("Child 1"). By default it stands inside a page's own form, which holds the
    button and the CSRF token; `form_tag = True` gives it both.
    """

    row_label: ClassVar[str] = "Row"
    form_tag: ClassVar[bool] = False
    submit_label: ClassVar[str] = "Save"
    default_error_messages = {
        **BaseFormSet.default_error_messages,
        "missing_management_form": "Part of this page was lost on the way. Open it again and send it once more",
        "too_many_forms": "There can be at most %(num)d rows",
        "too_few_forms": "Fill in at least %(num)d rows",
    }

    @cached_property
    def helper(self) -> FormHelper:
        """How crispy-forms shows the rows."""
        helper = FormHelper()
        helper.form_tag = self.form_tag
        helper.form_class = "dussk-form"
        helper.disable_csrf = not self.form_tag
        helper.attrs = {"novalidate": True, "autocomplete": "off", "data-draft": type(self).__name__}
        return helper

    def add_fields(self, form: "Form", index: int | None) -> None:
        """Put Django's own row fields in plain words."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = f"Remove this {self.row_label.lower()}"

    def rows(self) -> list[tuple[str, Any]]:
        """Return each row's legend and form."""
        return [(f"{self.row_label} {number}", form) for number, form in enumerate(self.forms, start=1)]
