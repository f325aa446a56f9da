"""What the pages of the areas above show of files: those that were added to what the page is about."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.files import queries
from homeward.files.models import kind_of


register = template.Library()


@register.inclusion_tag("files/_added.html", takes_context=True)
def files_added_to(context: dict[str, Any], thing: Model) -> dict[str, Any]:
    """Those that the reader may see, and the way to add one."""
    request = context["request"]
    files = list(queries.files_added_to(thing, request.worker, localdate())[:50])
    sees = queries.sees_one_of(thing, request.worker, localdate())
    add_url = reverse("files:add_to", args=[kind_of(thing), thing.pk]) if sees else ""
    return {"files": files, "add_url": add_url}
