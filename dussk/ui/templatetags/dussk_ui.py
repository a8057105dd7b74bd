"""Tags and filters for pages: `{% load dussk_ui %}`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString

from dussk.ui import errors_shown, when

if TYPE_CHECKING:
    from django.core.paginator import Page

register = template.Library()

TAG_COLOURS = frozenset({"grey", "green", "teal", "blue", "light-blue", "purple", "pink", "red", "orange", "yellow"})


@register.filter(name="on")
def on(value: date | datetime | None) -> str:
    """Show a date as "Sunday 22 November 2026"; nothing for no date."""
    return when.on(value, weekday=True) if value else ""


@register.filter
def on_day(value: date | datetime | None) -> str:
    """Show a date as "22 November 2026"."""
    return when.on(value) if value else ""


@register.filter
def on_short(value: date | datetime | None) -> str:
    """Show a date as "22 Nov 2026", for tables."""
    return when.on(value, short=True) if value else ""


@register.filter(name="at")
def at(value: time | datetime | None) -> str:
    """Show a time as "1:30am"; nothing for no time."""
    return when.at(value) if value is not None else ""


@register.simple_tag
def service_name() -> str:
    """Return the service's name from settings, for pages that have no context at all."""
    return str(settings.SERVICE_NAME)


@register.simple_tag
def demonstration() -> bool:
    """Say whether everyone here is invented, for pages that have no context at all."""
    return bool(settings.DEMONSTRATION)


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Write the options of a select, of values and labels; a loop in the template takes ten times as long."""
    return SafeString(
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
            for value, label in choices
        )
    )


@register.simple_tag
def any_errors(*parts: object) -> bool:
    """Say whether any of these forms has errors, for "Error:" before the page's title."""
    return any(part.is_bound and (not part.is_valid()) for part in parts if isinstance(part, BaseForm | BaseFormSet))


@register.inclusion_tag("_error_summary.html")
def error_summary(*parts: object) -> dict[str, Any]:
    """List the errors of forms and formsets, each a link to the input to mend. Nothing where there are none."""
    return {"errors": errors_shown.shown(parts)}


@register.inclusion_tag("_pagination.html", takes_context=True)
def pagination(context: Context, page: "Page[Any]", name: str = "page") -> dict[str, Any]:
    """Show links to the pages of a list, keeping the rest of the address's query."""
    query = context["request"].GET.copy()
    query.pop(name, None)
    base = f"?{query.urlencode()}&{name}=" if query else f"?{name}="
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "items": [(str(number), f"{base}{number}", number == page.number) for number in numbers],
        "previous": f"{base}{page.previous_page_number()}" if page.has_previous() else "",
        "next": f"{base}{page.next_page_number()}" if page.has_next() else "",
        "ellipsis": str(page.paginator.ELLIPSIS),
    }


@register.inclusion_tag("_tag.html")
def tag(text: str, colour: str = "grey") -> dict[str, str]:
    """Show a short status in a coloured box. The words must say it without the colour."""
    if colour not in TAG_COLOURS:
        raise template.TemplateSyntaxError(f"{colour} is not a colour of the tag")
    return {"text": text, "colour": colour}


@register.inclusion_tag("_back_link.html")
def back_link(url: str, text: str = "Back") -> dict[str, str]:
    """Show a link to where this page was reached from, above its heading."""
    return {"url": url, "text": text}


@register.inclusion_tag("_sub_navigation.html", takes_context=True)
def sub_navigation(context: Context, items: Iterable[Sequence[Any]], label: str) -> dict[str, Any]:
    """Show the pages of one thing: words and address, and True for one that is seldom asked for and stands under More.

    The one this page is at is marked, and never hidden.
    """
    request = context.get("request")
    here = request.path if request else ""
    marked = [(text, url, url == here, any(seldom)) for text, url, *seldom in items]
    return {
        "items": [item for item in marked if not item[3]],
        "more": [item for item in marked if item[3]],
        "more_open": any(item[2] for item in marked if item[3]),
        "label": label,
    }


@register.inclusion_tag("_empty.html")
def empty(text: str) -> dict[str, str]:
    """Say that a list has nothing in it, and what to do about it."""
    return {"text": text}
