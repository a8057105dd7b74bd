"""Tags, filters, lists in pages, and the parts a page is put together from."""

from datetime import UTC, date, datetime, time

import pytest
from django.http import Http404
from django.template import TemplateSyntaxError
from django.test import RequestFactory

from dussk.staff.models import Agency
from dussk.ui.paging import Pages, page_of
from dussk.ui.when import at, local, on
from tests.dussk.ui.sample import render

SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ day|on }}", "Sunday 22 November 2026"),
        ("{{ day|on_day }}", "22 November 2026"),
        ("{{ day|on_short }}", "22 Nov 2026"),
        ("{{ summer|on }}", "Thursday 2 July 2026"),
        ("{{ summer|at }}", "12:30am"),
        ("{{ nothing|on }}{{ nothing|on_day }}{{ nothing|on_short }}{{ nothing|at }}", ""),
    ],
)
def test_dates_in_words_in_london(source: str, text: str) -> None:
    assert render(source, day=date(2026, 11, 22), summer=SUMMER, nothing=None) == text


@pytest.mark.parametrize(
    ("clock", "words"),
    [(time(1, 30), "1:30am"), (time(0), "midnight"), (time(12), "midday"), (time(12, 5), "12:05pm"), (time(21), "9pm")],
)
def test_times_in_words(clock: time, words: str) -> None:
    assert at(clock) == words


def test_the_hours_the_clocks_change() -> None:
    skipped = local(date(2026, 3, 29), time(1, 30))
    assert (on(skipped), at(skipped)) == ("29 March 2026", "2:30am")
    twice = local(date(2026, 10, 25), time(1, 30))
    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert at(local(date(2026, 11, 22), time(21))) == "9pm"


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("?page=2", 2), ("?page=3", 3), ("?page=99", 3)])
def test_pages_of_fifty(asked: str, number: int) -> None:
    page = page_of(list(range(120)), RequestFactory().get(f"/{asked}"))
    assert page.number == number
    assert len(page) == (20 if number == 3 else 50)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "number", "count", "more"),
    [("", 1, 42, True), ("?page=3", 3, 46, True), ("?page=9", 9, 50, False), ("?page=99", 25, 50, False)],
)
def test_a_long_list_is_counted_some_way_ahead(asked: str, number: int, count: int, more: object) -> None:
    made = Agency.objects.bulk_create(Agency(name=f"Agency {n:02}", short_name=f"{n}") for n in range(50))
    every = Agency.objects.filter(pk__in=[agency.pk for agency in made])
    page = page_of(every, RequestFactory().get(f"/{asked}"), size=2, long=True)
    pages = page.paginator
    assert isinstance(pages, Pages)
    assert (page.number, pages.count, pages.more) == (number, count, more)
    assert len(page) == 2


@pytest.mark.parametrize("asked", ["0", "-1", "x", "1.5", "", "٣", "1\x00", "9" * 5000])
def test_nonsense_page_numbers_are_not_found(asked: str) -> None:
    with pytest.raises(Http404):
        page_of([], RequestFactory().get("/", {"page": asked}))


def test_links_to_pages_keep_the_rest_of_the_address() -> None:
    asked = RequestFactory().get("/", {"page": "5", "kind": "van & street"})
    html = render("{% pagination page %}", page=page_of(list(range(1000)), asked), request=asked)
    assert 'href="?kind=van+%26+street&amp;page=4" rel="prev"' in html
    assert 'href="?kind=van+%26+street&amp;page=6" rel="next"' in html
    assert 'aria-label="Page 5" aria-current="page"' in html
    assert html.count("⋯") == 2


def test_a_list_of_one_page_has_no_links() -> None:
    asked = RequestFactory().get("/")
    assert render("{% pagination page %}", page=page_of([1], asked), request=asked).strip() == ""


def test_a_tag_has_one_of_the_known_colours() -> None:
    assert 'govuk-tag--green">Open' in render('{% tag "Open" "green" %}')
    with pytest.raises(TemplateSyntaxError):
        render('{% tag "Open" "mauve" %}')


def test_sub_navigation_marks_the_page_she_is_on() -> None:
    html = render('{% sub_navigation items "Her pages" %}', items=[("Summary", "/"), ("Contacts", "/c/")])
    assert 'href="/" aria-current="page">Summary' in html
    assert html.count("aria-current") == 1
    assert "More" not in html


def test_pages_that_are_seldom_asked_for_stand_under_more() -> None:
    often, seldom = ("Summary", "/summary/", False), ("Who looked", "/looked/", True)
    closed = render('{% sub_navigation items "Her pages" %}', items=[often, seldom])
    assert closed.index("Summary") < closed.index("More") < closed.index("Who looked")
    assert '<details class="dussk-more">' in closed
    opened = render('{% sub_navigation items "Her pages" %}', items=[often, ("Who looked", "/", True)])
    assert '<details class="dussk-more" open>' in opened  # the page she is at is never hidden


def test_small_parts() -> None:
    assert "Nobody yet" in render('{% empty "Nobody yet" %}')
    assert 'href="/up/"' in render('{% back_link "/up/" %}')
    rows = render('{% include "_summary_list.html" %}', rows=[("Language", "Farsi\nDari"), ("Born", "")])
    assert "Farsi<br>Dari" in rows
    assert "Not known" in rows


def test_a_table_names_its_rows_and_columns() -> None:
    html = render(
        '{% include "_table.html" with caption="Given" numbers=True %}',
        headings=["What", "How many"],
        rows=[["<b>", 3]],
    )
    assert 'scope="col" class="govuk-table__header govuk-table__header--numeric">How many' in html
    assert 'scope="row" class="govuk-table__header">&lt;b&gt;' in html
    assert 'govuk-table__cell--numeric">3' in html


def test_the_identity_bar_shows_alerts_and_escapes() -> None:
    html = render('{% include "_identity_bar.html" with reference="NL-1" %}', name="<i>", alerts=["Dog"])
    assert "&lt;i&gt;" in html
    assert "Dog" in html


def test_a_search_works_without_script_and_never_puts_a_name_in_the_address() -> None:
    html = render(
        '{% include "_typeahead.html" with typeahead="find" url="/find/" label="Find" typed=typed %}', typed='"<'
    )
    assert '<form method="post" action="/find/" hx-post="/find/"' in html
    assert "the-token" in html
    assert 'value="&quot;&lt;"' in html
    assert 'role="status"' in html


@pytest.mark.parametrize(("count", "words"), [(0, "Nobody found"), (1, "1 found"), (7, "7 found")])
def test_the_count_of_what_was_found_is_said(count: int, words: str) -> None:
    assert words in render('{% include "_typeahead_count.html" with typeahead="find" %}', count=count)


def test_options_are_escaped_and_one_is_chosen() -> None:
    html = render("{% options choices chosen %}", choices=[("a", "<b>Jo</b>"), ('"b"', "Mae")], chosen="a")
    assert html == (
        '<option value="a" selected>&lt;b&gt;Jo&lt;/b&gt;</option><option value="&quot;b&quot;">Mae</option>'
    )
