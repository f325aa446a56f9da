"""What my teams have to do, and saying how it was done."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.files import taken_away
from homeward.access.taking import take
from homeward.drafts import keeping, lists
from homeward.tasks import actions, queries, rules
from homeward.tasks.forms import FinishForm, TasksForm
from homeward.tasks.models import Task
from homeward.trail import actions as trail


PAGE = 50


def list_(request: HttpRequest) -> HttpResponse:
    """What my teams have to do, narrowed as the worker chooses; with `?as=` what is still to do as a file."""
    if request.method == "POST":
        return lists.remembered(request, TasksForm)
    narrowing = lists.narrowed(request, TasksForm)
    tasks = queries.narrowed(queries.tasks_of(request.worker, localdate()), narrowing.chosen)
    if "as" in request.GET:
        every = list(tasks.filter(done_at=None))
        name = "the list of tasks"
        table = queries.tasks_table(every)
        return taken_away(request, [table], name=name, children=_children(every))
    page = Paginator(tasks, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    trail.looked("read the list of tasks", by=request.user, children=_children(shown))
    context = {
        "page": page,
        "narrowing": narrowing,
        "hidden": rules.HIDDEN,
        "open": [task for task in shown if task.done_at is None],
        "done": [task for task in shown if task.done_at is not None],
    }
    return render(request, "tasks/list.html", context)


def finish(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(queries.tasks_of(request.worker, localdate()), pk=pk)
    form = keeping.form_for(request, FinishForm)
    done, status = take(
        request,
        form,
        lambda typed: actions.finish_task(task, how=typed["how"], by=request.user),
    )
    if done:
        messages.success(request, "Done. It stays in the list below what is still to do.")
        return redirect("tasks:list")
    if status != 200:
        task.refresh_from_db()
    trail.looked("read a task", by=request.user, children=_children([task]), subject=task)
    context = {
        "task": task,
        "hidden": rules.HIDDEN,
        "form": form,
        "answer": rules.may_finish(request.worker, task),
    }
    return render(request, "tasks/finish.html", context, status=status)


def _children(tasks: Iterable[Task]) -> set[int]:
    return {child.pk for task in tasks for child in task.seen}
