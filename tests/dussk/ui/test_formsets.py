from typing import Any

from django import forms
from django.forms import formset_factory

from dussk.ui.forms import Form
from dussk.ui.formsets import FormSet
from tests.dussk.ui.sample import Child, Children, ChildRows, render
from tests.dussk.ui.test_markup import Page

SENT: dict[str, Any] = {
    "form-TOTAL_FORMS": "2",
    "form-INITIAL_FORMS": "0",
    "form-0-name": "Lee",
    "form-1-born_day": "1",
    "form-1-born_month": "1",
    "form-1-born_year": "99",
}


def test_rows_are_groups_with_legends() -> None:
    html = render("{% crispy rows %}", rows=ChildRows())
    page = Page(html)
    assert [legend for legend in ("Child 1", "Child 2") if legend in html] == ["Child 1", "Child 2"]
    assert html.count("dussk-row") == 2
    assert sorted(set(page.ids())) == sorted(page.ids())
    assert "alert" not in html


def test_inside_a_page_s_form_there_is_no_form_token_or_button() -> None:
    html = render("{% crispy rows %}", rows=ChildRows())
    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html
    assert "<button" not in html
    assert "form-TOTAL_FORMS" in html


def test_a_formset_of_its_own_has_one_token_and_one_button() -> None:
    alone = formset_factory(Child, formset=type("Alone", (Children,), {"form_tag": True}))
    html = render("{% crispy rows %}", rows=alone())
    assert html.count("csrfmiddlewaretoken") == 1
    assert html.count("<button") == 1


def test_the_summary_names_the_row_and_leads_to_the_input() -> None:
    rows = ChildRows(SENT)
    html = render("{% error_summary rows %}{% crispy rows %}", rows=rows)
    page = Page(html)
    links = [found["href"] for tag, found in page.elements if tag == "a"]
    assert links == ["#id_form-1-name", "#id_form-1-born_2"]
    assert "Child 2: Enter the child&#x27;s name" in html
    assert "Child 2: The year must have four numbers, like 2026" in html
    assert all(str(link).removeprefix("#") in page.ids() for link in links)


def test_what_is_wrong_with_all_rows_together_is_said() -> None:
    class Two(FormSet):
        row_label = "Name"

    class Name(Form):
        name = forms.CharField(required=False)

    rows = formset_factory(Name, formset=Two, min_num=2, validate_min=True, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "a"}
    )
    html = render("{% error_summary rows %}{% crispy rows %}", rows=rows)
    assert html.count("Fill in at least 2 rows") == 2
    assert 'href="#id_form-0-name"' in html


def test_a_lost_management_form_is_said_in_plain_words() -> None:
    assert "Part of this page was lost" in render("{% error_summary rows %}", rows=ChildRows({"x": "y"}))


def test_removing_a_row_is_asked_in_the_row_s_words() -> None:
    rows = formset_factory(Child, formset=Children, can_delete=True)()
    assert rows.forms[0].fields["DELETE"].label == "Remove this child"
    assert "Remove this child" in render("{% crispy rows %}", rows=rows)
