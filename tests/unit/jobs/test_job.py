"""Running work tells where it is and stops when asked."""

import threading
from collections.abc import Callable

from app.domain.errors import Cancelled
from app.domain.words import say
from app.domain.work import Report, Step
from app.jobs.job import Job


def run(work: Callable[[Report], int]) -> tuple[Job[int], list[tuple[str, Step]]]:
    heard: list[tuple[str, Step]] = []
    job = Job(say("Work"), work, lambda job: heard.append((job.state, job.step)))
    job.start().wait(5)
    return job, heard


def test_a_job_tells_its_steps_and_its_result() -> None:
    def work(report: Report) -> int:
        report(1, 2, say("half"))
        return 7

    job, heard = run(work)
    assert (job.state, job.result, job.error) == ("done", 7, None)
    assert heard == [("running", Step(1, 2, say("half"))), ("done", Step(1, 2, say("half")))]


def test_a_failure_is_kept_for_the_one_who_shows_it() -> None:
    job, _ = run(lambda _report: 1 // 0)
    assert job.state == "failed"
    assert isinstance(job.error, ZeroDivisionError)


def test_cancelling_stops_the_work_at_its_next_report() -> None:
    started, go_on = threading.Event(), threading.Event()
    stopped: list[str] = []

    def work(report: Report) -> None:
        started.set()
        go_on.wait(5)
        try:
            report(1, 2)
        except Cancelled:
            stopped.append("tidied")
            raise

    job = Job(say("Work"), work, lambda _job: None)
    job.start()
    started.wait(5)
    job.cancel()
    assert job.is_cancelling
    go_on.set()
    job.wait(5)
    assert (job.state, stopped) == ("cancelled", ["tidied"])
    assert not job.is_cancelling
