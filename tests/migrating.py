"""Take some areas of the database back to before a migration, and on again, within one test.

Django takes back every migration that was made since, of every area, and makes all models anew for each: minutes, and
more with each release. Here only the named areas go back, each with the models it knew of then; what other areas keep
of them is lost until the test's transaction is undone, so that a test reads nothing of those in between.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps


Place = tuple[str, str]  # an area and the name of a migration


def back(*to: Place) -> StateApps:
    """The models as they were when each of these was the newest migration of its area."""
    connection.check_constraints()  # now, so that nothing waits when a table is changed
    executor = MigrationExecutor(connection)
    for place in reversed(since(executor, *to)):
        before = executor.loader.project_state(place, at_end=False)
        executor.unapply_migration(before, executor.loader.graph.nodes[place])
    connection.check_constraints()
    return executor.loader.project_state(list(to)).apps


def forth(*start: Place) -> None:
    """All that `back` took away."""
    connection.check_constraints()
    executor = MigrationExecutor(connection)
    for place in since(executor, *start):
        before = executor.loader.project_state(place, at_end=False)
        executor.apply_migration(before, executor.loader.graph.nodes[place])
    connection.check_constraints()


def since(executor: MigrationExecutor, *start: Place) -> list[Place]:
    """What these areas were given after `start`, in an order in which they can be made."""
    areas = {area for area, _ in start}
    graph = executor.loader.graph
    made = {place for each in start for place in graph.forwards_plan(each)}
    every = executor.migration_plan(graph.leaf_nodes(), clean_start=True)
    places = [(migration.app_label, migration.name) for migration, _ in every]
    return [place for place in places if place[0] in areas and place not in made]
