"""What a model of molecules, reports, pictures, courses or genomes is fed."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from app.domain.errors import WorkstationError
from app.domain.model_card import ModelInput
from app.features import genome, image, molecule, sequence, text
from app.features.feeds import encoded
from app.features.parts import taken_apart
from app.features.raw import Courses, Kind, Matrix, Pictures, Raw, Texts


def test_the_program_starts_without_the_libraries_of_molecules_and_texts() -> None:
    code = (
        "import sys, app.main, app.features.feeds; print({'rdkit', 'tokenizers', 'huggingface_hub'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


# ---- molecules ------------------------------------------------------------------------------------------------------


def test_one_molecule_written_twice_is_the_same_molecule() -> None:
    assert molecule.canonical("OCC") == molecule.canonical("C(O)C") == "CCO"
    assert molecule.canonical("C1CC") == ""


def test_a_scaffold_is_the_rings_and_what_links_them() -> None:
    assert molecule.scaffold("Cc1ccccc1") == "c1ccccc1"
    assert molecule.scaffold("CCO") == ""


def test_a_fingerprint_counts_environments_and_descriptors_stand_behind_it() -> None:
    spec = {"form": "vector", "bits": 64, "radius": 2, "descriptors": ["MolWt", "TPSA"]}
    row = molecule.arrays(spec, Texts(("CCO",)))["molecule"][0]
    assert row.shape == (66,)
    # three atoms alone, three with their neighbours; further out there is nothing new
    assert row[:64].sum() == 6
    assert row[64:] == pytest.approx([46.069, 20.23], abs=0.01)


def test_atoms_are_padded_to_the_largest_molecule() -> None:
    made = molecule.arrays({"form": "graph"}, Texts(("CCO", "c1ccccc1")))
    assert made["atoms"].shape == (2, 6, molecule.ATOM_WIDTH)
    assert made["present"].sum(axis=1).tolist() == [3, 6]
    assert made["bonds"][0, 0, 1] == made["bonds"][0, 1, 0] == 1
    assert made["bonds"][1, 0, 1] == 4
    assert not made["atoms"][0, 3:].any()


@pytest.mark.parametrize("smiles", ["", "C1CC", "not a molecule", "C" * 201])
def test_what_is_no_molecule_is_named(smiles: str) -> None:
    with pytest.raises(WorkstationError):
        molecule.arrays({"form": "graph"}, Texts(("CCO", smiles)))


def test_smiles_are_read_by_atoms_and_bonds_not_by_letters() -> None:
    words = text.words_of(text.new_tokenizer("smiles"), "C[N+](=O)Cl%12Br")
    assert words == ["C", "[N+]", "(", "=", "O", ")", "Cl", "%12", "Br"]


# ---- reports --------------------------------------------------------------------------------------------------------


def test_words_are_split_at_spaces_and_chinese_at_every_character() -> None:
    words = text.words_of(text.new_tokenizer("text"), "Lung CARCINOMA, T2N0: 右肺上叶 café")
    assert words == ["lung", "carcinoma", "t", "n", "右", "肺", "上", "叶", "café"]


def test_no_number_reaches_a_vocabulary() -> None:
    words = text.words_of(text.new_tokenizer("text"), "MRN 4711 born 1950-03-04, 3.5 cm, １２月")
    assert not any(character.isdigit() for word in words for character in word)


def test_a_name_behind_a_title_is_dropped() -> None:
    assert "miller" not in text.without_people("seen by Dr. Miller on the ward").casefold()
    assert "王" not in text.without_people("由王医生诊治")


def test_a_term_of_nine_patients_is_not_kept_however_often_it_occurs() -> None:
    documents = (
        [(who, ["rare", "rare"]) for who in range(9)] + [(who, ["common"]) for who in range(10)] + [(3, ["rare"])]
    )
    assert text.learn_vocabulary(documents, 100) == ("common",)


def test_terms_are_counted_alone_and_in_pairs() -> None:
    raw = Texts(("no lung nodule no lung", "结节"))
    spec = {"form": "terms", "vocabulary": ["lung", "no lung", "结 节", "nodule"]}
    assert text.arrays(spec, raw)["terms"].tolist() == [[2, 2, 0, 1], [0, 0, 1, 0]]


def test_tokens_are_coded_padded_with_nothing_and_cut_at_the_most() -> None:
    spec = {"form": "tokens", "vocabulary": ["lung", "node"], "most": 3}
    made = text.arrays(spec, Texts(("lung of node lung", "node")))["text"]
    assert made.tolist() == [[2, 1, 3], [3, 0, 0]]
    assert made.dtype == np.int64


# ---- pictures -------------------------------------------------------------------------------------------------------


def test_a_smaller_picture_keeps_the_brightness_of_the_larger() -> None:
    large = np.random.default_rng(1).uniform(0, 100, (1, 40, 30))
    small = image.resized(large, (10, 10))
    assert small.mean() == pytest.approx(large.mean(), rel=0.02)
    flat = image.resized(np.full((2, 5, 6, 7), 3.0), (9, 4, 8))
    np.testing.assert_allclose(flat, 3.0, rtol=1e-6)


def test_pictures_of_any_size_are_padded_with_their_edge_not_resampled() -> None:
    one = np.arange(12, dtype=np.float32).reshape(1, 3, 4)
    made = image.arrays({"shape": [], "channels": 1, "multiple": 8}, Pictures((one, np.zeros((1, 9, 5)))))["image"]
    assert made.shape == (2, 1, 16, 8)
    np.testing.assert_array_equal(made[0, 0, :3, :4], one[0])
    assert made[0, 0, 15, 7] == one[0, 2, 3]


def test_pictures_that_look_alike_have_one_hash() -> None:
    picture = np.random.default_rng(2).uniform(0, 1, (1, 32, 32))
    assert image.difference_hash(picture) == image.difference_hash(picture * 200 + 5)
    assert image.difference_hash(picture) != image.difference_hash(picture[:, ::-1])


# ---- courses in time ------------------------------------------------------------------------------------------------

COURSE = Courses(
    ("pulse", "lactate"),
    (np.array([1.0, 1.5, 2.2, 4.0]),),
    (np.array([[80, np.nan], [90, 3], [np.nan, 5], [100, np.nan]], dtype=np.float32),),
)


def test_measurements_become_steps_with_what_was_seen_and_how_long_ago() -> None:
    made = sequence.steps_of(COURSE, ("lactate", "pulse", "never"), 1.0, 4)
    assert made.values[0, :, 1].tolist() == [85, 85, 85, 100]
    assert made.values[0, :, 0].tolist() == [3, 5, 5, 5]
    assert np.isnan(made.values[0, :, 2]).all()
    assert made.seen[0, :, 1].tolist() == [1, 0, 0, 1]
    assert made.gaps[0, :, 1].tolist() == [0, 1, 2, 3]
    assert made.present.tolist() == [[1, 1, 1, 1]]


def test_what_comes_later_does_not_change_what_was_known_before() -> None:
    """No look into the future: cutting a course short leaves its first steps as they were."""
    short = Courses(COURSE.names, (COURSE.times[0][:3],), (COURSE.values[0][:3],))
    whole, cut = (sequence.steps_of(c, COURSE.names, 1.0, 4) for c in (COURSE, short))
    np.testing.assert_array_equal(whole.values[:, :2], cut.values[:, :2])
    np.testing.assert_array_equal(whole.gaps[:, :2], cut.gaps[:, :2])


def test_a_course_is_summed_up() -> None:
    row = sequence.summary_of(COURSE, ("pulse",), 48.0)[0]
    assert row.tolist() == pytest.approx([80, 100, 80, 100, 90, 8.165, 5.806, 3], abs=0.01)


# ---- genomes --------------------------------------------------------------------------------------------------------


def test_a_letter_for_several_bases_is_shared_among_them() -> None:
    made = genome.one_hot(["ARN"], 4)[0]
    assert made.T.tolist() == [[1, 0, 0, 0], [0.5, 0, 0.5, 0], [0.25] * 4, [0, 0, 0, 0]]


def test_a_letter_that_is_no_base_is_named() -> None:
    with pytest.raises(WorkstationError, match="Z"):
        genome.dna_arrays({"length": 4}, Texts(("ACZT",)))


def test_a_variant_whose_alleles_are_exchanged_is_counted_the_other_way_round() -> None:
    matrix = Matrix(("chr1:10:G:A", "1:20:C:T"), np.array([[2, 1]], dtype=np.float32))
    made = genome.dosages(matrix, ["1:10:A:G", "1:20:C:T", "1:30:A:C"])
    assert made[0, :2].tolist() == [0, 1]
    assert np.isnan(made[0, 2])


def test_genes_are_found_by_name_whatever_their_order() -> None:
    made = genome.expression(Matrix(("b", "a"), np.array([[1, 2]], dtype=np.float32)), ["a", "c", "b"])
    assert made[0, [0, 2]].tolist() == [2, 1]
    assert np.isnan(made[0, 1])


# ---- parts ----------------------------------------------------------------------------------------------------------

PARTS: list[tuple[Kind, dict[str, object], Raw, list[str]]] = [
    ("text", {"form": "tokens", "vocabulary": ["lung"], "most": 9}, Texts(("lung x lung",)), ["lung", "lung"]),
    ("text", {"form": "terms", "vocabulary": ["lung", "x lung"]}, Texts(("lung x lung",)), ["lung"]),
    ("smiles", {"form": "graph"}, Texts(("CCO",)), ["C1", "C2", "O3"]),
    ("smiles", {"form": "vector", "bits": 64, "radius": 2, "descriptors": ["MolWt"]}, Texts(("CO",)), ["C1", "O2"]),
    ("dna", {"length": 3}, Texts(("ACG",)), ["A", "C", "G"]),
    ("expression", {"genes": ["a", "b"]}, Matrix(("a", "b"), np.ones((1, 2), dtype=np.float32)), ["a", "b"]),
]


@pytest.mark.parametrize(("kind", "spec", "raw", "names"), PARTS, ids=[f"{p[0]}-{p[1].get('form', '')}" for p in PARTS])
def test_each_part_is_hidden_once(kind: Kind, spec: dict[str, object], raw: Raw, names: list[str]) -> None:
    one = ModelInput(kind, spec)
    feeds = encoded(one, {kind: raw})
    parts, hidden = taken_apart((one,), {kind: raw}, feeds)
    found = [p.name for p in parts]
    assert found == names or (spec.get("form") == "terms" and found == ["lung", "x"])
    for name, values in hidden.items():
        assert len(values) == len(parts)
        if name != "present":
            assert all(not np.array_equal(row, feeds[name][0], equal_nan=True) for row in values)
