"""A small picture for every series that has none yet, from the middle of its largest set."""

from __future__ import annotations

from app.domain.study import FrameRef, Instance
from app.imaging.assemble import assemble, largest, rules_for
from app.imaging.frames import Request
from app.jobs.workers import WorkerFailed, Workers
from app.services.import_reading import ALONE_S, limits_for
from app.services.settings import splitting_of
from app.store import studies
from app.store.database import Store
from app.store.transaction import Transaction

Middle = tuple[str, Instance, FrameRef]


def middles(tx: Transaction, series: list[str]) -> list[Middle]:
    """(series, instance, frame) that pictures are to be drawn of."""
    return [middle for uid in series if (middle := _middle(tx, uid)) is not None]


def picture(store: Store, workers: Workers, instance: Instance, frame: FrameRef) -> bytes:
    """PNG, or b"" where the image cannot be decoded: opening it will say why."""
    request = Request(
        store.objects.get(instance.object), instance.transfer_syntax, (frame.index,), tiles=instance.tiles
    )
    header, is_inverted = instance.frame_headers[frame.index], instance.photometric == "MONOCHROME1"
    limits = limits_for(len(request.data) + 2 * instance.rows * instance.columns * instance.samples, ALONE_S)
    try:
        png: bytes = workers.run(
            "app.imaging.thumbnail:make", request, header, is_inverted, limits=limits, returns=bytes
        )
    except WorkerFailed:
        return b""
    return png


def _middle(tx: Transaction, uid: str) -> Middle | None:
    """None where there is a picture already or nothing to draw."""
    if studies.thumbnail(tx, uid) is not None:
        return None
    series = studies.get_series(tx, uid)
    here = {i.uid: i for i in studies.instances(tx, uid)} if series else {}
    shown = largest(assemble(series, here.values(), rules_for(splitting_of(tx))).sets) if series else None
    if shown is None:
        return None
    frame = shown.frames[len(shown.frames) // 2]
    return uid, here[frame.instance], frame
