"""Reading the versions of the form."""

from django.db.models import QuerySet

from consent.agreements import rules
from consent.agreements.models import Agreement, ConsentForm, FormPart
from dussk.staff.models import Agency


def all_forms(agency: Agency) -> QuerySet[ConsentForm]:
    """Every version an agency has, by language, the latest first."""
    return ConsentForm.objects.filter(agency=agency).select_related("made_by", "published_by")


def paper_forms(agency: Agency) -> QuerySet[ConsentForm]:
    """Every version that was ever published: a paper may have been signed before there was a newer one."""
    return all_forms(agency).filter(published_at__isnull=False)


def offered_forms(agency: Agency) -> QuerySet[ConsentForm]:
    """The version she is shown today, in each language in which there is one."""
    return paper_forms(agency).filter(retired_at=None).order_by("language", "-number").distinct("language")


def newer_form(agreement: Agreement) -> ConsentForm | None:
    """The version published since, in the language of an agreement that is being filled in; None where none was."""
    form = agreement.form
    return offered_forms(form.agency).filter(language=form.language, number__gt=form.number).first()


def parts_of(form: ConsentForm) -> dict[rules.Part, FormPart]:
    """The words of a version, by part, in the order in which she is asked."""
    words = {rules.Part(row.part): row for row in FormPart.objects.filter(form=form)}
    return {part: words[part] for part in rules.Part if part in words}
