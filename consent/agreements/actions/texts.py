"""Writing the form: a draft is made from the latest version, edited page by page, and published. Then it stands."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.contacts.actions.holding import one
from consent.agreements import queries, rules, wording
from consent.agreements.models import ConsentForm, FormPart
from consent.agreements.rules import Part
from dussk.access.asking import Worker
from dussk.staff.models import Agency

PUBLISHED = "This version is published, so its words stay as they are. Begin a new one to change them"


@transaction.atomic
def begin_forms(agency: Agency) -> None:
    """Give a new agency the first version of the form, in English. Safe to do twice."""
    if ConsentForm.objects.filter(agency=agency).exists():
        return
    form = ConsentForm.objects.create(
        agency=agency, language=wording.LANGUAGE, number=1, why=wording.WHY, published_at=timezone.now()
    )
    FormPart.objects.bulk_create(
        FormPart(form=form, part=part.value, heading=heading, words=words, explained=explained)
        for part, (heading, words, explained) in wording.standard(agency.name).items()
    )


@transaction.atomic
def begin_version(*, by: Worker, language: str, why: str) -> ConsentForm:
    """Begin a new version, with the words of the latest in that language; in a new language, of the latest there is.

    Raises:
        RefusedError: there is a draft in this language already.
    """
    versions = queries.all_forms(by.agency)
    same = versions.filter(language__iexact=language)
    known = same.values_list("language", flat=True).first() or language
    if same.filter(published_at=None).exists():
        raise RefusedError(f"There is a draft in {known} already. Publish that one first, or go on with it", "language")
    last = same.order_by("-number").first() or _latest(by.agency)
    number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    draft = {"agency": by.agency, "language": known, "number": number, "why": why, "made_by": by.staff}
    if last is not None:
        draft |= {"with_reputation": last.with_reputation, "review_months": last.review_months}
    try:
        with transaction.atomic():
            form = ConsentForm.objects.create(**draft)
    except IntegrityError as fault:  # another administrator began it in this very moment
        raise RefusedError(f"There is a draft in {known} already. Go on with that one", "language") from fault
    begun_with = _words_of(last) if last is not None else wording.standard(by.agency.name)
    FormPart.objects.bulk_create(
        FormPart(form=form, part=part.value, heading=heading, words=words, explained=explained)
        for part, (heading, words, explained) in begun_with.items()
    )
    return form


def _latest(agency: Agency) -> ConsentForm | None:
    published = queries.paper_forms(agency)
    english = published.filter(language=wording.LANGUAGE).order_by("-number").first()
    return english or published.order_by("-published_at").first()


def _words_of(form: ConsentForm) -> dict[Part, tuple[str, str, str]]:
    return {part: (row.heading, row.words, row.explained) for part, row in queries.parts_of(form).items()}


@transaction.atomic
def write_part(*, by: Worker, form: ConsentForm, part: Part, heading: str, words: str, explained: str) -> None:
    """Write a page of a draft.

    Raises:
        RefusedError: the version is published, or its list has not one line for each thing she may choose.
    """
    draft = hold_draft(by, form)
    wanted, has = _wanted(draft, part), len(rules.read_words(words).lines)
    if wanted != has:
        raise RefusedError(_lines_wrong(wanted, has), "words")
    one(FormPart.objects.filter(form=draft, part=part.value).update(heading=heading, words=words, explained=explained))


def _wanted(form: ConsentForm, part: Part) -> int:
    return rules.lines_wanted(part, with_reputation=form.with_reputation)


def _lines_wrong(wanted: int, has: int) -> str:
    if not wanted:
        return "This page has no list. Begin no line with a dash"
    return (
        f"This page needs {wanted} lines that begin with a dash, in the order in which they were, and has {has}. A tick"
        " stands for each of them"
    )


@transaction.atomic
def change_version(*, by: Worker, form: ConsentForm, why: str, review_months: int) -> None:
    """Say why there is a new version, and after how many months it is talked through again.

    Raises:
        RefusedError: the version is published.
    """
    hold_draft(by, form)
    one(ConsentForm.objects.filter(pk=form.pk).update(why=why, review_months=review_months))


@transaction.atomic
def turn_reputation(*, by: Worker, form: ConsentForm, on: bool) -> None:
    """Have a draft name ground G, or not. Its line is put at the end of the list of grounds, or taken away.

    Raises:
        RefusedError: the version is published.
    """
    draft = hold_draft(by, form)
    if draft.with_reputation == on:
        return
    row = queries.parts_of(draft)[Part.GROUNDS]
    words = rules.read_words(row.words)
    added = (wording.REPUTATION.format(agency=by.agency.name),)
    lines = words.lines + added if on else words.lines[: len(rules.grounds(with_reputation=False))]
    one(ConsentForm.objects.filter(pk=draft.pk).update(with_reputation=on))
    one(FormPart.objects.filter(pk=row.pk).update(words=rules.write_words(rules.Words(words.first, lines))))


@transaction.atomic
def publish(*, by: Worker, form: ConsentForm) -> None:
    """Publish a draft. From now on she is shown this version, and its words are never changed again.

    Whoever is in the middle of an earlier one may sign what she read.

    Raises:
        RefusedError: it is published already, or a page lacks something.
    """
    draft = hold_draft(by, form)
    parts = queries.parts_of(draft)
    for part in Part:
        has = len(rules.read_words(parts[part].words).lines) if part in parts else 0
        if part not in parts or has != _wanted(draft, part):
            raise RefusedError(
                f"The page “{wording.PARTS[part]}” is not ready: {_lines_wrong(_wanted(draft, part), has)}"
            )
    one(ConsentForm.objects.filter(pk=draft.pk).update(published_at=timezone.now(), published_by=by.staff))


@transaction.atomic
def retire(*, by: Worker, form: ConsentForm) -> None:
    """Offer a version no longer. What was signed with it stays as it was signed.

    Raises:
        RefusedError: it is not offered, or it is the last one there is.
    """
    offered = list(queries.paper_forms(by.agency).filter(retired_at=None).select_for_update(of=("self",)))
    if form.pk not in {each.pk for each in offered}:
        raise RefusedError("This version is not offered any more")
    if len(offered) == 1:
        raise RefusedError("This is the only version there is. Publish another before you stop offering this one")
    one(ConsentForm.objects.filter(pk=form.pk).update(retired_at=timezone.now()))


def hold_draft(by: Worker, form: ConsentForm) -> ConsentForm:
    """A draft, held until what is written is saved.

    Raises:
        RefusedError: it is published.
    """
    draft = ConsentForm.objects.select_for_update(of=("self",)).get(pk=form.pk, agency=by.agency)
    if draft.published_at is not None:
        raise RefusedError(PUBLISHED)
    return draft
