"""What the pages of the areas above show of files: those that were added to what the page is about."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.files import queries
from homeward.files.models import ADDED_TO


register = template.Library()


@register.inclusion_tag("files/_added.html", takes_context=True)
def files_added_to(context: dict[str, Any], thing: Model) -> dict[str, Any]:
    """Those that the reader may see, and the way to add one."""
    request = context["request"]
    label = (thing._meta.app_label, thing._meta.object_name)
    (kind,) = [kind for kind, (area, name, _) in ADDED_TO.items() if (area, name) == label]
    files = list(queries.files_added_to(thing, request.worker, localdate())[:50])
    sees = queries.sees_one_of(thing, request.worker, localdate())
    add_url = reverse("files:add_to", args=[kind, thing.pk]) if sees else ""
    return {"files": files, "add_url": add_url}
