"""The layers follow the textbook: each is compared with numpy written from its equations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from ml.networks.autoencoder import Autoencoder, convolutional, squared_error
from ml.networks.cnn import DnaCnn, TokenCnn
from ml.networks.message_passing import MessagePassing
from ml.networks.rnn import CourseRnn, TokenRnn
from ml.networks.unet import UNet, dice_and_entropy

Floats = NDArray[np.float64]


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)))


def array(x: Tensor) -> Floats:
    return x.detach().double().numpy()


def gru(x: Floats, into: Floats, own: Floats, b_into: Floats, b_own: Floats) -> Floats:
    """(T, H) states of h' = (1 - z) n + z h with r, z = sigmoid(W x + U h), n = tanh(W x + r (U h)) (Cho 2014)."""
    h, states = np.zeros(own.shape[1]), []
    for step in x:
        wr, wz, wn = np.split(into @ step + b_into, 3)
        ur, uz, un = np.split(own @ h + b_own, 3)
        r, z = sigmoid(wr + ur), sigmoid(wz + uz)
        h = (1 - z) * np.tanh(wn + r * un) + z * h
        states.append(h)
    return np.array(states)


def lstm(x: Floats, into: Floats, own: Floats) -> Floats:
    """(T, H) states of c' = f c + i g, h' = o tanh(c') (Hochreiter 1997, with forget gates), without biases."""
    h, c, states = np.zeros(own.shape[1]), np.zeros(own.shape[1]), []
    for step in x:
        i, f, g, o = np.split(into @ step + own @ h, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.array(states)


SETTINGS = {"width": 3, "hidden": 4, "silence": 0.0, "cell": "gru", "dropout": 0.0, "summary": False}


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_the_cells_over_tokens_follow_their_equations_in_both_directions(cell: str) -> None:
    torch.manual_seed(1)
    network = TokenRnn(7, 2, {**SETTINGS, "cell": cell}).eval()
    ids = torch.tensor([[2, 5, 3, 6]])
    said = array(network.cells(torch.cat([network.embedding(ids), torch.ones(1, 4, 1)], dim=2))[0])[0]
    x = np.hstack([array(network.embedding(ids))[0], np.ones((4, 1))])
    for suffix, steps, mine in (("", x, said[:, :4]), ("_reverse", x[::-1], said[::-1, 4:])):
        into = array(getattr(network.cells, f"weight_ih_l0{suffix}"))
        own = array(getattr(network.cells, f"weight_hh_l0{suffix}"))
        zero = np.zeros(len(into))
        expected = gru(steps, into, own, zero, zero) if cell == "gru" else lstm(steps, into, own)
        np.testing.assert_allclose(mine, expected, atol=1e-6)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_an_answer_about_a_text_does_not_hang_on_how_far_it_is_padded(cell: str) -> None:
    torch.manual_seed(1)
    network = TokenRnn(7, 2, {**SETTINGS, "cell": cell}).eval()
    short = torch.tensor([[2, 5, 3]])
    long = torch.tensor([[2, 5, 3, 0, 0, 0, 0, 0]])
    np.testing.assert_allclose(array(network(short)), array(network(long)), atol=1e-6)
    assert not np.allclose(array(network(short)), array(network(torch.tensor([[2, 5, 4]]))), atol=1e-4)


def test_padding_does_not_move_convolutions_over_tokens_or_messages_between_atoms() -> None:
    torch.manual_seed(1)
    tokens = TokenCnn(7, 2, 3, 4, 0.0, 0.0).eval()
    short, long = torch.tensor([[2, 5, 3]]), torch.tensor([[2, 5, 3, 0, 0, 0]])
    np.testing.assert_allclose(array(tokens(short)), array(tokens(long)), atol=1e-6)
    graph: Any = MessagePassing(2, 6, 3, 0.0).eval()
    atoms, bonds = torch.rand(1, 5, graph.into.in_features), torch.zeros(1, 5, 5, dtype=torch.int64)
    bonds[0, 0, 1] = bonds[0, 1, 0] = 2
    present = torch.tensor([[1.0, 1.0, 0.0, 0.0, 0.0]])
    padded = graph(atoms * present.unsqueeze(2), bonds, present)
    np.testing.assert_allclose(array(padded), array(graph(atoms[:, :2], bonds[:, :2, :2], present[:, :2])), atol=1e-6)


def test_a_course_is_read_by_a_gru_whose_inputs_fade_with_age() -> None:
    torch.manual_seed(1)
    network = CourseRnn(2, 1, {**SETTINGS, "hidden": 3}).eval()
    scaled = torch.tensor([[[0.5, -1.0], [0.5, 2.0], [0.1, 2.0]]])
    seen = torch.tensor([[[1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]])
    gaps = torch.tensor([[[0.0, 0.0], [0.7, 0.7], [1.1, 0.7]]])
    present, summary = torch.ones(1, 3), torch.zeros(1, 12)
    kept = np.exp(-np.log1p(np.exp(array(network.fade))) * array(gaps)[0])
    x, m = array(scaled)[0], array(seen)[0]
    faded = m * x + (1 - m) * kept * x
    inner: Any = network.into[0]
    steps = np.maximum(np.hstack([faded, m, array(gaps)[0]]) @ array(inner.weight).T + array(inner.bias), 0)
    cells: Any = network.cells
    states = gru(
        steps, array(cells.weight_ih_l0), array(cells.weight_hh_l0), array(cells.bias_ih_l0), array(cells.bias_hh_l0)
    )
    last: Any = network.head[1]
    expected = np.concatenate([states.mean(axis=0), states[-1]]) @ array(last.weight).T + array(last.bias)
    np.testing.assert_allclose(array(network(scaled, seen, gaps, present, summary))[0], expected, atol=1e-6)


def test_a_convolution_over_dna_is_a_sum_over_bases_and_places() -> None:
    torch.manual_seed(1)
    network = DnaCnn(12, 2, 3, 0.0).eval()
    bases = torch.nn.functional.one_hot(torch.tensor([[0, 1, 2, 3] * 3]), 4).transpose(1, 2).float()
    first: Any = network.motifs[0]
    weights, bias = array(first.weight), array(first.bias)
    padded = np.pad(array(bases)[0], ((0, 0), (4, 4)))
    expected = [[(weights[k] * padded[:, at : at + 9]).sum() + bias[k] for at in range(12)] for k in range(3)]
    np.testing.assert_allclose(array(first(bases))[0], expected, atol=1e-6)


def test_an_autoencoder_is_two_layers_down_and_two_up_judged_by_squared_error() -> None:
    torch.manual_seed(1)
    encode: Any = torch.nn.Sequential(torch.nn.Linear(5, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    decode: Any = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.ReLU(), torch.nn.Linear(4, 5))
    network = Autoencoder(encode, decode, is_variational=False).eval()
    x = torch.rand(3, 5)
    values = array(x)
    for layer in (encode[0], None, encode[2], decode[0], None, decode[2]):
        values = np.maximum(values, 0) if layer is None else values @ array(layer.weight).T + array(layer.bias)
    _, again, _ = network(x)
    np.testing.assert_allclose(array(again), values, atol=1e-6)
    np.testing.assert_allclose(array(squared_error(x, again)), ((array(x) - values) ** 2).mean(axis=1), atol=1e-6)


def test_a_variational_code_pays_its_distance_from_the_standard_normal_distribution() -> None:
    """Kullback-Leibler of N(m, s^2) from N(0, 1): (m^2 + s^2 - 1 - log s^2) / 2 for each number."""
    torch.manual_seed(1)
    network = Autoencoder(torch.nn.Linear(5, 4), torch.nn.Linear(2, 5), is_variational=True).eval()
    x = torch.rand(3, 5)
    mean, log_variance = np.split(array(network.encode(x)), 2, axis=1)
    expected = 0.5 * (mean**2 + np.exp(log_variance) - 1 - log_variance).sum(axis=1)
    np.testing.assert_allclose(array(network(x)[2]), expected, atol=1e-6)


@pytest.mark.parametrize("shape", [(28, 28), (13, 30), (9, 12, 10)])
def test_pictures_and_volumes_of_any_size_come_back_in_their_size(shape: tuple[int, ...]) -> None:
    network = convolutional(1, shape, 4, 3, is_variational=False).eval()
    assert network(torch.rand(2, 1, *shape))[1].shape == (2, 1, *shape)


@pytest.mark.parametrize("shape", [(16, 24), (8, 16, 16)])
def test_a_unet_paints_every_pixel(shape: tuple[int, ...]) -> None:
    network = UNet(1, len(shape), 3, 2).eval()
    assert network(torch.rand(2, 1, *shape)).shape == (2, 3, *shape)


def test_the_loss_of_painting_is_cross_entropy_plus_one_minus_dice() -> None:
    logits = torch.tensor([[[[2.0, -1.0]], [[0.0, 1.0]]]])
    truth = torch.tensor([[[0, 1]]])
    chance = np.exp(array(logits)[0, :, 0]) / np.exp(array(logits)[0, :, 0]).sum(axis=0)
    wanted = np.eye(2)
    entropy = -np.log((chance * wanted).sum(axis=0)).mean()
    dice = ((2 * (chance * wanted).sum(axis=1) + 1) / (chance.sum(axis=1) + wanted.sum(axis=1) + 1)).mean()
    assert float(dice_and_entropy(logits, truth)) == pytest.approx(entropy + 1 - dice, abs=1e-6)
    elsewhere = torch.cat([truth, torch.full_like(truth, -1)], dim=2)
    wide = torch.cat([logits, torch.rand_like(logits)], dim=3)
    assert float(dice_and_entropy(wide, elsewhere)) == pytest.approx(entropy + 1 - dice, abs=1e-6)
