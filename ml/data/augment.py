"""Pictures and volumes changed a little at random while learning: turned, scaled, moved, mirrored, brightened."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Augment:
    """``turn`` in degrees (volumes turn in the plane of their slices); ``scale`` and ``shift`` as shares;
    ``brightness`` in deviations and as a share of the contrast. Each is drawn between minus and plus this.
    """

    turn: float = 0.0
    scale: float = 0.0
    shift: float = 0.0
    mirror: bool = False
    brightness: float = 0.0


class Augmented:
    """Draws as torch does, which ``training.descent`` seeds anew at every step."""

    def __init__(self, how: Augment) -> None:
        self._how = how

    def __call__(self, image: Tensor) -> tuple[Tensor, ...]:
        """(N, C, …) standardised -> the same, changed."""
        moved = functional.grid_sample(
            image, self._grid(image), mode="bilinear", padding_mode="border", align_corners=False
        )
        return (self._brightened(moved),)

    def with_mask(self, image: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """``mask`` (N, …) codes moves along, each place keeping one code."""
        grid = self._grid(image)
        moved = functional.grid_sample(image, grid, mode="bilinear", padding_mode="border", align_corners=False)
        painted = functional.grid_sample(
            mask.unsqueeze(1).float(), grid, mode="nearest", padding_mode="zeros", align_corners=False
        )
        return self._brightened(moved), painted.squeeze(1).long()

    def _brightened(self, image: Tensor) -> Tensor:
        shape = (len(image), *[1] * (image.ndim - 1))
        factor = 1 + self._how.brightness * self._drawn(shape).to(image.device)
        return image * factor + self._how.brightness * self._drawn(shape).to(image.device)

    def _grid(self, image: Tensor) -> Tensor:
        dimensions = image.ndim - 2
        matrix = torch.stack([self._matrix(dimensions, image.shape[2:]) for _ in range(len(image))])
        grid: Tensor = functional.affine_grid(matrix, list(image.shape), align_corners=False)
        return grid.to(image.device)

    def _matrix(self, dimensions: int, shape: torch.Size) -> Tensor:
        """(D, D + 1), of places in the new picture to places in the old one; x comes first."""
        turn = math.radians(self._how.turn) * float(self._drawn(()))
        scale = 1 + self._how.scale * float(self._drawn(()))
        side = -1.0 if self._how.mirror and float(self._drawn(())) > 0 else 1.0
        ratio = shape[-2] / shape[-1]  # a turn must not stretch what is not square
        matrix = torch.zeros(dimensions, dimensions + 1)
        matrix[0, 0], matrix[0, 1] = side * scale * math.cos(turn), -scale * math.sin(turn) * ratio
        matrix[1, 0], matrix[1, 1] = side * scale * math.sin(turn) / ratio, scale * math.cos(turn)
        if dimensions == 3:
            matrix[2, 2] = scale
        matrix[:, -1] = 2 * self._how.shift * self._drawn((dimensions,))
        return matrix

    def _drawn(self, shape: tuple[int, ...]) -> Tensor:
        """Evenly between -1 and 1."""
        return 2 * torch.rand(shape) - 1
