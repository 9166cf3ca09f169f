"""Write what a person asked for outside the vault; every export is an audited deed."""

from __future__ import annotations

from pathlib import Path

from app.domain.patient import Principal
from app.domain.work import Report
from app.services.viewing import Viewing
from app.store.database import Store


class Exporting:
    def __init__(self, store: Store, viewing: Viewing) -> None:
        self._store = store
        self._viewing = viewing

    def export_volume(
        self, principal: Principal, series: str, set_id: str | None, target: Path, report: Report
    ) -> None:
        """Write a display set as NIfTI (.nii, .nii.gz) in its unit, with the affine in RAS as NIfTI wants it.

        Raises WorkstationError when the certificate does not allow a volume, saying why.
        """
        raise NotImplementedError

    def export_picture(
        self,
        principal: Principal,
        series: str,
        set_id: str | None,
        slice_index: int,
        window: tuple[float, float] | None,
        size: tuple[int, int] | None,
        target: Path,
        report: Report,
    ) -> None:
        """Write the pixels the viewer paints as PNG, without text or graphics. ``size`` is (width, height)."""
        raise NotImplementedError
