"""The kinds of answers: one file, one line."""

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.inference.tasks.case_diagnosis import task
from app.inference.tasks.task import Task

TASKS: tuple[Task, ...] = (
    task("case_diagnosis"),
    task("drug_effect"),
    task("report_reading"),
    task("image_diagnosis"),
    task("image_segmentation"),
    task("genome_phenotype"),
    task("fusion"),
    task("representation"),
)


def task_of(name: str) -> Task:
    """By name. Raises WorkstationError for a kind of answer this program does not know."""
    for known in TASKS:
        if known.name == name:
            return known
    raise WorkstationError(
        say('The model answers a kind of question this program does not know ("{name}").', name=name),
        say("A newer version of the program may know it."),
    )
