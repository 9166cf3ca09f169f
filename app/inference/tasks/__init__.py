"""The kinds of answers: one file, one line."""

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.inference.tasks.case_diagnosis import CASE_DIAGNOSIS
from app.inference.tasks.task import Task

TASKS: tuple[Task, ...] = (CASE_DIAGNOSIS,)


def task_of(name: str) -> Task:
    """By name. Raises WorkstationError for a kind of answer this program does not know."""
    for task in TASKS:
        if task.name == name:
            return task
    raise WorkstationError(
        say('The model answers a kind of question this program does not know ("{name}").', name=name),
        say("A newer version of the program may know it."),
    )
