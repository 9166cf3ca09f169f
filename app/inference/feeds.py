"""What goes into a model and comes out of it: arrays by name."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

Feeds = dict[str, NDArray[Any]]
