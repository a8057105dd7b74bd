"""Tags that tell of a woman: `{% load casework_clients %}`."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from casework.clients.models import Client

register = template.Library()


@register.simple_tag
def facts(her: Client) -> SafeString:
    """Write the one line that tells women of one name apart: reference, age, keyworker, how she and the service stand.

    In Python, because a page has fifty of them: included as a template they took longer than all else on it.
    """
    parts = [her.shown_reference]
    if age := her.age:
        parts.append(f"{age.in_words}, born {her.born.year}" if her.born else age.in_words)
    if her.keyworker:
        parts.append(f"keyworker <bdi>{escape(her.keyworker.name)}</bdi>")
    if status := her.status_aside:
        parts.append(escape(status))
    return SafeString(" · ".join(parts))
