"""Train torch networks of any kind of input: several members, each stopped by cases of its own, then calibrated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.model_card import InputField, ModelInput
from app.domain.training import Parameter
from app.features.raw import Rows
from ml.data.splits import folds
from ml.networks.answering import Aim, Answer
from ml.networks.modules import fitted_module
from ml.networks.network import Cases, Feeds, Fitted, Settings
from ml.training.descent import descend
from ml.training.device import Loader
from ml.training.loop import Schedule
from ml.watch import Watch

_PARTS = 5  # a member is stopped by one part of this many


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What a network reads: the card's ``inputs``, the graph's arrays of all cases by name, how golden ones are drawn,
    and which axes are free. ``front``: a module with what was fitted (scaling), arrays -> what ``build`` expects.
    Of a table: the card's ``fields``, and ``encode`` where ``inputs`` do not say it all.
    """

    inputs: tuple[ModelInput, ...]
    arrays: dict[str, NDArray[Any]]
    draw: Callable[[np.random.Generator, int], Feeds]
    front: nn.Module
    free: Mapping[str, Mapping[int, str]] | None = None
    fields: tuple[InputField, ...] = ()
    encode: Callable[[Cases, Rows], Feeds] | None = None


class Model(nn.Module):
    """front -> the members' mean raw output -> answer."""

    def __init__(self, front: nn.Module, members: Sequence[nn.Module], answer: Answer) -> None:
        super().__init__()
        self.front, self.members, self.answer = front, nn.ModuleList(members), answer

    def forward(self, *arrays: Tensor) -> Tensor | tuple[Tensor, ...]:
        seen = together(self.front(*arrays))
        raw = self.members[0](*seen)
        for member in self.members[1:]:
            raw = raw + member(*seen)
        answer: Tensor | tuple[Tensor, Tensor] = self.answer(raw / len(self.members))
        return answer


class Shown(Model):
    """A model of pictures that also puts out what each place adds to its raw outputs: ``activation`` (N, K, …)."""

    def forward(self, *arrays: Tensor) -> tuple[Tensor, ...]:
        seen = together(self.front(*arrays))
        members: list[Any] = list(self.members)
        places = members[0].places(*seen)
        for member in members[1:]:
            places = places + member.places(*seen)
        places = places / len(members)
        answer: Tensor | tuple[Tensor, Tensor] = self.answer(places.flatten(2).mean(dim=2))
        return (*together(answer), places)


class AsItIs(nn.Module):
    """Nothing was fitted: arrays as they come."""

    def forward(self, *arrays: Tensor) -> tuple[Tensor, ...]:
        return arrays


def fit_deep(
    cases: Cases,
    rows: Rows,
    read: Read,
    build: Callable[[int], nn.Module],
    settings: Settings,
    seed: int,
    watch: Watch,
    augment: Callable[..., tuple[Tensor, ...]] | None = None,
    penalty: Callable[[nn.Module, tuple[Tensor, ...]], Tensor] | None = None,
) -> Fitted:
    """``build(outputs)``: a fresh member. ``augment``: front's tensors of a batch -> the same, changed at random.
    ``penalty``: (n,) added to the loss of a batch (an autoencoder's).
    """
    names = tuple(read.arrays)
    with torch.no_grad():
        seen = seen_of(read)
    aim = Aim(cases.target, rows)
    members: list[nn.Module] = []
    raw = torch.zeros(len(cases), aim.outputs)
    counts = torch.zeros(len(cases))
    loader = Loader(seen)
    chosen: dict[str, Any] = {"epochs": []}
    for number in range(int(settings["members"])):
        learned, judged = held_out(cases, rows, number, seed, settings)
        torch.manual_seed(seed * 1009 + number)
        member = build(aim.outputs)

        def losses(batch: Tensor, learning: bool, member: nn.Module = member) -> Tensor:
            given = loader.of(batch, next(member.parameters()).device)
            if learning and augment is not None:
                given = augment(*given)
            loss = aim.loss(member(*given), batch)
            return loss if penalty is None or not learning else loss + penalty(member, given)

        mine = watch.within(f"member {number}")
        best = descend(member, losses, learned, judged, schedule(settings), seed * 1009 + number, mine)
        chosen["epochs"].append(best.epoch)
        chosen |= best.as_json()
        members.append(member)
        strangers = judged if len(judged) else learned
        raw[strangers] += in_batches(member, seen, strangers)
        counts[strangers] += 1
    said = np.flatnonzero(counts.numpy() > 0)
    answer = Answer(aim, raw[said] / counts[said, None], said)
    if answer.kind == "classes":
        chosen["temperature"] = round(answer.temperature, 4)
    shows = hasattr(members[0], "places")
    return fitted_module(
        (Shown if shows else Model)(read.front, members, answer),
        names,
        (*answer.says, "activation") if shows else answer.says,
        read.draw,
        inputs=read.inputs,
        fields=read.fields,
        encode=read.encode,
        free=read.free,
        batch=64,
        decided=chosen,
    )


def held_out(cases: Cases, rows: Rows, number: int, seed: int, settings: Settings) -> tuple[Rows, Rows]:
    """(learned, judged) of member ``number``: the split's validation rows, else another fifth of the patients each."""
    if len(cases.validation):
        return rows, cases.validation
    if settings.get("evaluate") == "training_table" or len(np.unique(cases.groups[rows])) < 2 * _PARTS:
        return rows, np.zeros(0, dtype=np.int64)
    fold = folds(cases.labels[rows], cases.groups[rows], _PARTS, np.random.default_rng([seed, 5]))
    return rows[fold != number % _PARTS], rows[fold == number % _PARTS]


def seen_of(read: Read) -> tuple[Tensor, ...]:
    """Everything the members will see of all cases, once."""
    tensors = [torch.from_numpy(a) for a in read.arrays.values()]
    parts = [
        together(read.front(*(t[at : at + _AT_ONCE] for t in tensors))) for at in range(0, len(tensors[0]), _AT_ONCE)
    ]
    return tuple(torch.cat(column) for column in zip(*parts, strict=True))


def width_of(read: Read) -> int:
    """How many features the front makes."""
    with torch.no_grad():
        return int(together(read.front(*(torch.from_numpy(a[:2]) for a in read.arrays.values())))[0].shape[1])


_AT_ONCE = 256


def together(given: Tensor | tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    return given if isinstance(given, tuple) else (given,)


def in_batches(module: nn.Module, seen: tuple[Tensor, ...], rows: Rows) -> Tensor:
    """(n, outputs) raw outputs, without gradients."""
    module.eval()
    which = torch.from_numpy(rows)
    with torch.no_grad():
        return torch.cat([module(*(t[part] for t in seen)) for part in torch.split(which, _AT_ONCE)])


def schedule(settings: Settings) -> Schedule:
    return Schedule(
        epochs=int(settings["epochs"]),
        batch=int(settings["batch"]),
        learning_rate=float(settings["learning_rate"]),
        weight_decay=float(settings["weight_decay"]),
        optimiser=settings["optimiser"],
        patience=int(settings["patience"]),
        rate="one_cycle",
        clip=1.0,
    )


VARIANT = Parameter(
    "variant",
    "Numbers of the finished model",
    "choice",
    "full",
    choices=("full", "fp16", "int8"),
    help="Narrower numbers make the model smaller; what that costs is measured on the same patients and stated.",
)


def deep_parameters(
    *, epochs: int = 40, batch: int = 32, learning_rate: float = 1e-3, weight_decay: float = 0.01, members: int = 1
) -> tuple[Parameter, ...]:
    """How any of these networks is trained, with what suits this one."""
    return (
        Parameter(
            "members",
            "Members",
            "integer",
            members,
            low=1,
            high=20,
            help="Networks trained from different starts, each stopped by other patients; their answers are averaged.",
        ),
        Parameter("learning_rate", "Learning rate", "number", learning_rate, low=1e-5, high=1.0),
        Parameter("weight_decay", "Weight decay", "number", weight_decay, low=0.0, high=10.0),
        Parameter("optimiser", "Optimiser", "choice", "adamw", choices=("adamw", "adam", "sgd")),
        Parameter("epochs", "Most epochs", "integer", epochs, low=1, high=5000),
        Parameter("batch", "Patients in a batch", "integer", batch, low=1, high=8192),
        Parameter("patience", "Patience", "integer", 15, low=1, high=5000, help="Epochs without gain before stopping."),
        VARIANT,
    )
