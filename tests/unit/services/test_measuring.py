"""What is measured is kept at once, with its place and its figures, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.measurement import Calibration, Figure, Point
from app.domain.patient import Deed, Principal
from app.domain.work import quietly
from app.imaging.dicom_objects import key_objects
from app.imaging.dicom_objects.measurement_report import read
from app.jobs.workers import Workers
from app.services.importing import Importing
from app.services.measuring import Measuring, slice_of
from app.services.news import News
from app.services.unlocking import Opened
from app.services.viewing import OpenedSet, Viewing
from app.store import patients, studies
from app.store.audit import entries
from tests.dicom_files import ROOT_UID, a_stack

SERIES, STUDY = f"{ROOT_UID}.2.1", f"{ROOT_UID}.1.1"
BOX: list[Point] = [(-0.4, -0.4), (1.4, -0.4), (1.4, 2.4), (-0.4, 2.4)]


@dataclass
class Desk:
    opened: Opened
    measuring: Measuring
    viewing: Viewing

    @property
    def me(self) -> Principal:
        return self.opened.principal

    def open(self) -> OpenedSet:
        return self.viewing.open(self.me, SERIES, None, quietly)


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    """Three CT slices 3 mm apart, their pixels 2 mm high and 1 mm wide, all of them -924 HU."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n, data in enumerate(a_stack([0, 3, 6], PixelSpacing=[2.0, 1.0])):
        (inbox / f"{n}.dcm").write_bytes(data)
    news = News()
    Importing(opened.store, workers, news).import_paths(opened.principal, (inbox,), None, quietly)
    return Desk(opened, Measuring(opened.store, workers, news), Viewing(opened.store, workers, news))


def test_a_measurement_is_kept_with_its_image_and_its_figures(desk: Desk) -> None:
    shown = desk.open()
    made = desk.measuring.draw(desk.me, shown, 1, "rectangle", BOX, "a note")
    assert desk.measuring.measurements(desk.me, SERIES) == (made,) == desk.measuring.measurements(desk.me, study=STUDY)
    assert made.instance == shown.shown.frames[1].instance
    assert made.calibration == Calibration("patient", 2.0, 1.0, 3.0)
    wanted = {"pixels": 6.0, "mean": -924.0, "sd": 0.0, "minimum": -924.0, "maximum": -924.0}
    found = {f.name: f.value for f in made.figures}
    assert found.pop("area") == pytest.approx(1.8 * 2.8 * 2)
    assert found.pop("volume") == pytest.approx(1.8 * 2.8 * 2 * 3)
    assert found == wanted
    assert (made.by.name, made.note, slice_of(shown, made)) == ("ann", "a note", 1)


def test_a_length_across_the_rows_is_in_their_millimetres(desk: Desk) -> None:
    made = desk.measuring.draw(desk.me, desk.open(), 0, "length", [(0, 0), (0, 2)])
    assert made.figures == (Figure("length", 4.0, "mm"),)


def test_what_is_removed_can_be_put_back_and_what_is_redrawn_is_measured_anew(desk: Desk) -> None:
    shown = desk.open()
    made = desk.measuring.draw(desk.me, shown, 0, "length", [(0, 0), (0, 2)])
    gone = desk.measuring.remove(desk.me, made.id)
    assert desk.measuring.measurements(desk.me, SERIES) == ()
    desk.measuring.keep(desk.me, gone)
    assert desk.measuring.measurements(desk.me, SERIES) == (made,)
    again = desk.measuring.redraw(desk.me, shown, made, [(0, 0), (3, 0)])
    assert (again.id, again.figures[0].value) == (made.id, 3.0)
    assert desk.measuring.measurements(desk.me, SERIES) == (again,)


def test_what_is_gone_is_told(desk: Desk) -> None:
    with pytest.raises(WorkstationError, match="not in the vault"):
        desk.measuring.remove(desk.me, "nothing")
    shown = desk.open()
    made = desk.measuring.draw(desk.me, shown, 0, "probe", [(0, 0)])
    with pytest.raises(WorkstationError, match="another display set"):
        slice_of(shown, replace(made, instance="1.2.3"))
    with desk.opened.store.transaction(Deed(desk.me, "delete patient", (made.patient,))) as tx:
        patients.delete(tx, made.patient)
    assert desk.measuring.measurements(desk.me, SERIES) == ()
    with pytest.raises(WorkstationError, match="not in the vault"):
        desk.measuring.keep(desk.me, made)


def test_key_images_are_marked_and_unmarked(desk: Desk) -> None:
    shown = desk.open()
    marked = desk.measuring.mark_key_image(desk.me, shown, 2, "the one")
    assert desk.measuring.key_images(desk.me, SERIES) == (marked,) == desk.measuring.key_images(desk.me, study=STUDY)
    desk.measuring.unmark_key_image(desk.me, marked.instance, marked.frame)
    assert desk.measuring.key_images(desk.me, SERIES) == ()


def test_each_measurement_stands_in_the_audit_trail_with_its_patient(desk: Desk) -> None:
    made = desk.measuring.draw(desk.me, desk.open(), 0, "probe", [(0, 0)])
    with desk.opened.store.transaction(Deed(desk.me, "read audit trail")) as tx:
        found = [e for e in entries(tx) if e.verb == "measure"]
    assert len(found) == 1
    assert {made.patient, made.id} <= set(found[0].about)


def test_a_report_is_kept_in_the_study_and_reads_back_as_it_was_measured(desk: Desk) -> None:
    shown = desk.open()
    made = [
        desk.measuring.draw(desk.me, shown, 1, "length", [(0, 0), (0, 2)], "the width"),
        desk.measuring.draw(desk.me, shown, 2, "rectangle", BOX),
    ]
    uid = desk.measuring.report(desk.me, STUDY)
    with desk.opened.store.transaction(Deed(desk.me, "list series")) as tx:
        series, instances = studies.get_series(tx, uid), studies.instances(tx, uid)
    assert series is not None
    assert (series.study, series.modality, series.description) == (STUDY, "SR", "Measurements")
    assert instances[0].displayable
    found, others = read(desk.opened.store.objects.get(instances[0].object))
    assert others == 0
    assert {one.id: (one.instance, one.kind, one.note) for one in found} == {
        one.id: (one.instance, one.kind, one.note) for one in made
    }


def test_key_images_are_reported_as_a_selection(desk: Desk) -> None:
    marked = desk.measuring.mark_key_image(desk.me, desk.open(), 2)
    uid = desk.measuring.report_key_images(desk.me, STUDY, "look here")
    with desk.opened.store.transaction(Deed(desk.me, "list series")) as tx:
        (instance,) = studies.instances(tx, uid)
    found = key_objects.read(desk.opened.store.objects.get(instance.object))
    assert (found.instances, found.note) == ((marked.instance,), "look here")


def test_every_report_has_a_number_of_its_own_after_the_images(desk: Desk) -> None:
    shown = desk.open()
    desk.measuring.draw(desk.me, shown, 1, "length", [(0, 0), (0, 2)])
    desk.measuring.mark_key_image(desk.me, shown, 2)
    kept = [desk.measuring.report(desk.me, STUDY), desk.measuring.report_key_images(desk.me, STUDY)]
    kept.append(desk.measuring.report(desk.me, STUDY))
    with desk.opened.store.transaction(Deed(desk.me, "list series")) as tx:
        series = [studies.get_series(tx, uid) for uid in kept]
        assert [one.number for one in series if one is not None] == [9000, 9001, 9002]
        last = series[0]
        assert last is not None
        studies.put_series(tx, replace(last, number=70_001))
    again = desk.measuring.report_key_images(desk.me, STUDY)
    with desk.opened.store.transaction(Deed(desk.me, "list series")) as tx:
        found = studies.get_series(tx, again)
        assert found is not None
        assert found.number == 70_002
        studies.put_series(tx, replace(found, number=2**31 - 1))
    last_one = desk.measuring.report(desk.me, STUDY)
    with desk.opened.store.transaction(Deed(desk.me, "list series")) as tx:
        kept_last = studies.get_series(tx, last_one)
    assert kept_last is not None
    assert kept_last.number == 9000  # the first that is free


def test_nothing_measured_and_nothing_marked_is_told(desk: Desk) -> None:
    with pytest.raises(WorkstationError, match="Nothing is measured"):
        desk.measuring.report(desk.me, STUDY)
    with pytest.raises(WorkstationError, match="No image"):
        desk.measuring.report_key_images(desk.me, STUDY)
