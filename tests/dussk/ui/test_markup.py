"""Each known fault of crispy-forms-gds 2.0.1 and that it is mended. The HTML is read as a browser reads it."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms

from dussk.ui.forms import CRISPY_CLASS_CONVERTERS, Form
from tests.dussk.ui.sample import GOOD, ChildRows, Contact, render


class Page(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, **wanted: str) -> list[dict[str, str | None]]:
        return [found for _, found in self.elements if all(found.get(key) == value for key, value in wanted.items())]

    def ids(self) -> list[str]:
        return [str(found["id"]) for _, found in self.elements if "id" in found]

    def one(self, element_id: str) -> tuple[str, dict[str, str | None]]:
        (found,) = [each for each in self.elements if each[1].get("id") == element_id]
        return found


def shown(data: dict[str, Any] | None = None) -> str:
    return render("{% error_summary form %}{% crispy form %}", form=Contact(data))


EMPTY: dict[str, Any] = {"seen_day": "1", "seen_month": "2", "seen_year": "26"}


@pytest.mark.parametrize("data", [None, EMPTY, GOOD])
def test_ids_are_there_once_and_every_reference_reaches_one(data: dict[str, Any] | None) -> None:
    page = Page(shown(data))
    ids = page.ids()
    assert sorted(set(ids)) == sorted(ids)
    for _, found in page.elements:
        for key in ("for", "aria-describedby", "aria-controls", "data-aria-controls", "aria-labelledby"):
            assert set((found.get(key) or "").split()) <= set(ids), (key, found)


def test_every_link_of_the_error_summary_leads_to_an_input() -> None:
    page = Page(shown(EMPTY))
    targets = [str(found["href"]).removeprefix("#") for tag, found in page.elements if tag == "a" and "href" in found]
    assert targets == ["id_name", "id_seen_2", "id_kind", "id_by", "id_count", "id_password", "id_agreed"]
    assert {page.one(target)[0] for target in targets} == {"input"}


def test_the_first_radio_button_and_tick_box_have_the_field_s_own_id() -> None:
    page = Page(shown())
    assert page.one("id_kind")[1]["value"] == "d"
    assert page.one("id_kind_2")[1]["value"] == "v"
    assert page.one("id_given")[1]["value"] == "hf"
    assert page.one("id_by")[1]["value"] == "p"


@pytest.mark.parametrize(
    ("field", "css"),
    [
        ("name", "govuk-input"),
        ("count", "govuk-input"),
        ("link", "govuk-input"),
        ("began", "govuk-input govuk-input--width-5"),
        ("worker", "govuk-select"),
        ("several", "govuk-select"),
        ("note", "govuk-textarea govuk-js-character-count"),
        ("password", "govuk-input govuk-password-input__input govuk-js-password-input-input"),
        ("agreed", "govuk-checkboxes__input"),
    ],
)
def test_every_input_is_styled(field: str, css: str) -> None:
    assert Page(shown()).one(f"id_{field}")[1]["class"] == css


@pytest.mark.parametrize("field", ["count", "password", "name"])
def test_every_input_at_fault_is_marked(field: str) -> None:
    found = Page(shown(EMPTY)).one(f"id_{field}")[1]
    assert "govuk-input--error" in str(found["class"])
    assert found["aria-invalid"] == "true"
    assert f"id_{field}_1_error" in str(found["aria-describedby"])


def test_only_the_faulty_part_of_a_date_is_marked() -> None:
    page = Page(shown(EMPTY))
    faulty = [page.one(f"id_seen_{part}")[1].get("aria-invalid") for part in range(3)]
    assert faulty == [None, None, "true"]
    assert page.one("id_seen_2")[1]["inputmode"] == "numeric"
    assert page.all(**{"for": "id_seen_2"})


def test_an_empty_date_that_may_be_empty_is_not_marked() -> None:
    rows = ChildRows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""})
    assert rows.is_valid()
    assert "govuk-input--error" not in render("{% crispy rows %}", rows=rows)


def test_nothing_is_printed_without_escaping() -> None:
    html = shown()
    assert "Name &lt;she&gt; wants" in html
    assert "asked &lt;b&gt;for&lt;/b&gt;" in html
    assert "When &amp; where" in html
    assert "<script>" not in shown({**EMPTY, "name": "<script>", "note": "</textarea><script>", "link": '"><script>'})


def test_grouped_choices_have_headings_and_a_box_each() -> None:
    html = shown({**GOOD, "given": ["hf", "n"]})
    assert "[(" not in html
    assert html.count("dussk-group") == 2
    assert [found.get("value") for found in Page(html).all(name="given") if "checked" in found] == ["hf", "n"]
    assert '<optgroup label="Ours">' in html


def test_a_conditional_question_controls_its_fields() -> None:
    page = Page(shown({**EMPTY, "by": "p"}))
    phone = page.one("id_by")[1]
    assert phone["data-aria-controls"] == "conditional_id_by"
    assert "checked" in phone
    assert "conditional_id_by" in page.ids()
    assert "data-aria-controls" not in page.one("id_by_2")[1]
    assert page.one("id_number")


def test_inline_radios_keep_both_classes_and_hints_are_tied() -> None:
    html = shown()
    assert "govuk-radios govuk-radios--inline" in html
    assert Page(html).one("id_by_2")[1]["aria-describedby"] == "id_by_2_item_hint"


def test_a_counted_note_without_help_text_counts() -> None:
    page = Page(shown())
    assert page.one("div_id_note")[1]["data-maxlength"] == "10000"
    assert page.one("id_note")[1]["aria-describedby"] == "id_note-info"


def test_the_form_tag_and_its_button() -> None:
    page = Page(shown())
    ((_, form),) = [each for each in page.elements if each[0] == "form"]
    assert form["method"] == "post"
    assert form["autocomplete"] == "off"
    assert "novalidate" in form
    assert len(page.all(name="csrfmiddlewaretoken")) == 1
    assert not any("required" in found for _, found in page.elements)


def test_answers_that_may_stay_empty_say_so() -> None:
    html = " ".join(shown().split())
    assert html.count("(optional)") == 7  # every field not required, and no tick box

    class Search(Form):
        mark_optional = False
        q = forms.CharField(label="Name", required=False)

    assert "(optional)" not in render("{% crispy form %}", form=Search())


def test_fields_alone_for_a_page_s_own_form() -> None:
    html = render("{% fields_of form %}", form=Contact())
    assert "<form" not in html
    assert '<button type="submit"' not in html
    assert 'id="id_name"' in html
    assert '<label for="id_name"' in html
    assert "Save contact" in render("{% crispy form %}", form=Contact())


def test_cancel_and_button() -> None:
    form = Contact()
    form.cancel_url = "/back/?a=1&b=2"
    html = render("{% crispy form %}", form=form)
    assert 'href="/back/?a=1&amp;b=2">Cancel' in html
    assert "Save contact" in html


def test_a_form_without_helper_is_shown_and_its_errors_listed() -> None:
    class Bare(forms.Form):
        name = forms.CharField()

    html = render("{% error_summary form %}{% crispy form %}", form=Bare({}))
    assert 'href="#id_name"' in html
    assert 'class="govuk-input govuk-input--error"' in html


def test_errors_of_the_whole_form_lead_to_its_first_field_and_hidden_ones_are_said() -> None:
    class Whole(Form):
        key = forms.IntegerField(widget=forms.HiddenInput, required=False, label="Key")
        name = forms.CharField(required=False)

        def clean(self) -> None:
            self.add_error(None, "These do not go together")

    html = " ".join(render("{% error_summary form %}", form=Whole({"key": "x"})).split())
    assert '<a href="#id_name">These do not go together</a>' in html
    assert "<li>Key must be a whole number, like 3</li>" in html


def test_no_summary_without_errors() -> None:
    assert render("{% error_summary form missing 3 %}", form=Contact()).strip() == ""
    assert render("{% error_summary form %}", form=Contact(GOOD)).strip() == ""


def test_class_converters_cover_what_crispy_forms_gds_leaves_bare() -> None:
    assert {"numberinput", "dateinput", "timeinput", "urlinput", "searchinput", "telinput", "selectmultiple"} <= set(
        CRISPY_CLASS_CONVERTERS
    )
