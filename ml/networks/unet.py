"""A U-Net for pictures and volumes: which class is each pixel?"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from app.domain.model_card import ModelInput
from app.domain.training import NetworkDescription, Parameter
from app.features.image import padded
from app.features.raw import Pictures, Rows, chosen
from ml.data.augment import Augment, Augmented
from ml.networks.cnn import AUGMENTATION, Brightness, Kinds
from ml.networks.deep import deep_parameters, held_out, schedule
from ml.networks.modules import fitted_module
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.training.descent import descend
from ml.watch import Watch

DEPTH = 3  # halvings
MULTIPLE = 2**DEPTH


class UNet(nn.Module):
    """(N, C, …) standardised pixels -> (N, K, …) logits (Ronneberger 2015): down by halves, up again by repeating
    pixels, with what was seen on the way down beside it. Sides must be multiples of 8.
    """

    def __init__(self, channels: int, dimensions: int, classes: int, width: int) -> None:
        super().__init__()
        kinds = Kinds(dimensions)
        widths = [width * 2**level for level in range(DEPTH + 1)]
        self.down = nn.ModuleList(
            _pair(kinds, had, wanted) for had, wanted in zip([channels, *widths[:-1]], widths, strict=True)
        )
        self.up = nn.ModuleList(
            _pair(kinds, widths[level + 1] + widths[level], widths[level]) for level in reversed(range(DEPTH))
        )
        self.halve: nn.Module = nn.MaxPool2d(2) if dimensions == 2 else nn.MaxPool3d(2)
        self.paint = kinds.convolution(width, classes, 1, 1)

    def forward(self, image: Tensor) -> Tensor:
        seen: list[Tensor] = []
        x = image
        for level, pair in enumerate(self.down):
            x = pair(x if level == 0 else self.halve(x))
            seen.append(x)
        for level, pair in zip(reversed(range(DEPTH)), self.up, strict=True):
            x = pair(torch.cat([functional.interpolate(x, scale_factor=2, mode="nearest"), seen[level]], dim=1))
        painted: Tensor = self.paint(x)
        return painted


def _pair(kinds: Kinds, had: int, wanted: int) -> nn.Module:
    return nn.Sequential(
        kinds.convolution(had, wanted, 3, 1), kinds.norm(wanted), nn.ReLU(),
        kinds.convolution(wanted, wanted, 3, 1), kinds.norm(wanted), nn.ReLU(),
    )  # fmt: skip


def dice_and_entropy(logits: Tensor, truth: Tensor) -> Tensor:
    """(N,) cross-entropy plus 1 minus the mean soft Dice of the classes. ``truth`` (N, …) codes, -1: not judged."""
    judged = truth >= 0
    codes = torch.where(judged, truth, torch.zeros_like(truth))
    entropy = functional.cross_entropy(logits, codes, reduction="none") * judged
    count = torch.clamp(judged.flatten(1).sum(dim=1), min=1)
    there = judged.unsqueeze(1)
    probability = torch.softmax(logits, dim=1) * there
    wanted = functional.one_hot(codes, logits.shape[1]).movedim(-1, 1) * there
    both = (probability * wanted).flatten(2).sum(dim=2)
    either = probability.flatten(2).sum(dim=2) + wanted.flatten(2).sum(dim=2)
    dice = ((2 * both + 1) / (either + 1)).mean(dim=1)
    return entropy.flatten(1).sum(dim=1) / count + 1 - dice


class BothScales(nn.Module):
    """(N, C, …) raw values -> (N, 2 C, …): on the brightness of all training pictures, and on each picture's own.

    What is dim in one picture and bright in another (stains, exposure, coils) looks alike on its own scale; what has a
    meaning of its own (HU) keeps it on the other.
    """

    def __init__(self, shared: Brightness) -> None:
        super().__init__()
        self.shared = shared

    def forward(self, image: Tensor) -> Tensor:
        seen = self.shared(image)
        axes = tuple(range(1, image.ndim))
        # in 64 bits: sums of so many pixels in 32 come out otherwise in every runtime
        wide = seen.double()
        centred = wide - wide.mean(dim=axes, keepdim=True)
        deviation = (centred**2).mean(dim=axes, keepdim=True).sqrt()
        return torch.cat([seen, (centred / (deviation + _EVEN)).float()], dim=1)


_EVEN = 0.01  # deviation, in those of all pictures, below which a picture is taken as empty


class Painter(nn.Module):
    """Raw pixels of any size -> logits of the same size: brightness and padding are inside."""

    def __init__(self, front: BothScales, members: list[nn.Module], dimensions: int) -> None:
        super().__init__()
        self.front, self.members, self.dimensions = front, nn.ModuleList(members), dimensions

    def forward(self, image: Tensor) -> Tensor:
        x = self.front(image)
        total: Tensor = self.members[0](x)
        for member in self.members[1:]:
            total = total + member(x)
        return total / len(self.members)


def _fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    """Members learn from patches drawn anew in every epoch; half of them hold something that is to be painted."""
    pictures, masks = cases.raw["images"], cases.raw["masks"]
    assert isinstance(pictures, Pictures)
    assert isinstance(masks, Pictures)
    channels = max(pictures.arrays[int(i)].shape[0] for i in rows)
    dimensions = pictures.arrays[0].ndim - 1
    classes = max(2, len(cases.target.names))
    shared = Brightness(np.concatenate([pictures.arrays[int(i)].ravel()[::7] for i in rows]).astype(np.float32))
    front = BothScales(shared)
    bright = [front(torch.from_numpy(padded([a], channels, 1)))[0] for a in pictures.arrays]
    truth = [torch.from_numpy(np.asarray(m).astype(np.int64)) for m in masks.arrays]
    patches = _Patches(bright, truth, int(settings["patch"]), dimensions)
    augment = Augmented(
        Augment(
            float(settings["turn"]), float(settings["scale"]), 0.0, bool(settings["mirror"]),
            float(settings["brightness"]),
        )
    )  # fmt: skip
    members: list[nn.Module] = []
    chosen: dict[str, Any] = {"epochs": []}
    for number in range(int(settings["members"])):
        learned, judged = held_out(cases, rows, number, seed, settings)
        torch.manual_seed(seed * 1009 + number)
        member = UNet(2 * channels, dimensions, classes, int(settings["width"]))

        def losses(batch: Tensor, learning: bool, member: nn.Module = member) -> Tensor:
            place = next(member.parameters()).device
            image, wanted = patches.drawn(batch) if learning else patches.middle(batch)
            if learning:
                image, wanted = augment.with_mask(image, wanted)
            return dice_and_entropy(member(image.to(place)), wanted.to(place))

        # a picture gives several patches an epoch
        often = np.repeat(learned, int(settings["patches"]))
        asked = np.repeat(judged, 2)
        best = descend(
            member, losses, often, asked, schedule(settings), seed * 1009 + number, watch.within(f"member {number}")
        )
        chosen["epochs"].append(best.epoch)
        chosen |= best.as_json()
        members.append(member)
    one = ModelInput("images", {"shape": [], "channels": channels, "multiple": MULTIPLE, "unit": pictures.unit})
    side = [MULTIPLE * 4] * dimensions
    low, high = float(shared.low), float(shared.high)

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {"image": rng.uniform(low, high, (count, channels, *side)).astype(np.float32)}

    fitted = fitted_module(
        Painter(front, members, dimensions).eval(),
        ("image",),
        ("mask",),
        draw,
        inputs=(one,),
        free={"image": {axis + 2: f"side_{axis}" for axis in range(dimensions)}},
        batch=1,
        decided=chosen,
        overlaps=lambda cases, rows: overlaps(fitted, cases, rows, classes),
    )
    return fitted


def overlaps(fitted: Fitted, cases: Cases, rows: Rows, classes: int) -> NDArray[np.float64]:
    """(n, classes, 3) pixels shared, painted, true: each picture asked by itself, in its own size."""
    found = np.zeros((len(rows), classes, 3))
    for at, row in enumerate(rows):
        masks = chosen(cases.raw, np.array([row]))["masks"]
        assert isinstance(masks, Pictures)
        truth = np.asarray(masks.arrays[0])
        logits = fitted.says(cases, np.array([row]))["mask"][0]
        inside = (slice(None), *(slice(0, size) for size in truth.shape))
        painted = logits[inside].argmax(axis=0)
        for code in range(classes):
            mine, true = painted == code, truth == code
            found[at, code] = (mine & true).sum(), mine.sum(), true.sum()
    return found


class _Patches:
    """Pieces of one size cut from pictures of any."""

    def __init__(self, images: list[Tensor], masks: list[Tensor], side: int, dimensions: int) -> None:
        self._images, self._masks = images, masks
        largest = [max(m.shape[axis] for m in masks) for axis in range(dimensions)]
        self._sides = [min(side, -(-size // MULTIPLE) * MULTIPLE) for size in largest]
        self._places = [np.argwhere(m.numpy() > 0) for m in masks]

    def drawn(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Drawn as torch does, which ``training.descent`` seeds anew at every step."""
        rng = np.random.default_rng(int(torch.randint(2**31, ())))
        return self._stacked(rows, lambda row: self._somewhere(row, rng))

    def middle(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """The same pieces every time: how members are judged."""
        seen: dict[int, int] = {}

        def corner(row: int) -> list[int]:
            seen[row] = seen.get(row, -1) + 1
            rooms = self._rooms(row)
            return [room * (1 + seen[row] % 2) // 3 for room in rooms]

        return self._stacked(rows, corner)

    def _rooms(self, row: int) -> list[int]:
        return [max(0, size - side) for size, side in zip(self._masks[row].shape, self._sides, strict=True)]

    def _somewhere(self, row: int, rng: np.random.Generator) -> list[int]:
        rooms, places = self._rooms(row), self._places[row]
        if len(places) and rng.random() < 0.5:
            centre = places[rng.integers(len(places))]
            return [
                int(np.clip(c - side // 2, 0, room)) for c, side, room in zip(centre, self._sides, rooms, strict=True)
            ]
        return [int(rng.integers(room + 1)) for room in rooms]

    def _stacked(self, rows: Tensor, corner: Any) -> tuple[Tensor, Tensor]:
        images, masks = [], []
        for row in rows.tolist():
            at = corner(row)
            where = tuple(slice(c, c + side) for c, side in zip(at, self._sides, strict=True))
            image, mask = self._images[row][(slice(None), *where)], self._masks[row][where]
            behind = [b for size, side in zip(reversed(mask.shape), reversed(self._sides), strict=True)
                      for b in (0, side - size)]  # fmt: skip
            images.append(functional.pad(image, behind))
            masks.append(functional.pad(mask, behind, value=-1))
        return torch.stack(images), torch.stack(masks)


UNET = Network(
    NetworkDescription(
        name="unet",
        label="U-Net",
        help="Paints every pixel; learns from patches of pictures and volumes of any size.",
        parameters=(
            Parameter("width", "Filters of the first level", "integer", 12, low=2, high=128),
            Parameter("patch", "Side of a patch (pixels)", "integer", 96, low=16, high=512),
            Parameter("patches", "Patches of a picture in an epoch", "integer", 6, low=1, high=200),
            *(p for p in AUGMENTATION if p.name != "shift"),
            *deep_parameters(epochs=30, batch=8, learning_rate=3e-3, weight_decay=0.01, members=1),
        ),
    ),
    fit=_fit,
    reads=("images", "masks"),
    answers=("masks",),
)
