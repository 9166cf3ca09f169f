"""Files of every kind of data, small and real, and what is said of those that are not."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.domain.errors import WorkstationError
from app.features.alike import same
from app.features.raw import Courses, Matrix, Pictures, Texts
from app.features.sources.reading import read


def a_picture(path: Path, seed: int, size: tuple[int, int] = (12, 10)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.random.default_rng(seed).integers(0, 255, size, dtype=np.uint8)).save(path)
    return path


def test_a_folder_for_each_class_is_a_table_of_pictures(tmp_path: Path) -> None:
    for seed, name in enumerate(("healthy/a.png", "healthy/b.png", "ill/a.png")):
        a_picture(tmp_path / name, seed)
    found = read("images", str(tmp_path), "")
    assert found.columns["class"] == ("healthy", "healthy", "ill")
    assert found.targets == ("class",)
    pictures = found.raws["images"]
    assert isinstance(pictures, Pictures)
    assert pictures.arrays[0].shape == (1, 12, 10)


def test_masks_belong_to_images_of_their_name(tmp_path: Path) -> None:
    a_picture(tmp_path / "images" / "one.png", 1)
    mask = np.zeros((12, 10), dtype=np.uint8)
    mask[3:6, 2:7] = 255
    (tmp_path / "masks").mkdir()
    Image.fromarray(mask).save(tmp_path / "masks" / "one.png")
    masks = read("images", str(tmp_path), "").raws["masks"]
    assert isinstance(masks, Pictures)
    assert masks.arrays[0].sum() == 15
    a_picture(tmp_path / "images" / "two.png", 2)
    with pytest.raises(WorkstationError, match="no mask of the same name"):
        read("images", str(tmp_path), "")


def test_arrays_of_train_and_test_bring_their_own_split(tmp_path: Path) -> None:
    path = tmp_path / "films.npz"
    parts = {f"{p}_images": np.zeros((n, 28, 28), np.uint8) for p, n in (("train", 4), ("val", 2), ("test", 3))}
    np.savez(path, **parts, train_labels=np.arange(4)[:, None] % 2, val_labels=[[0], [1]], test_labels=[[0], [1], [1]])  # type: ignore[arg-type]
    found = read("images", str(path), "")
    assert found.columns["part"] == ("train",) * 4 + ("val",) * 2 + ("test",) * 3
    assert found.columns["class"] == ("0", "1", "0", "1", "0", "1", "0", "1", "1")
    assert found.split == "part"


def test_courses_are_read_from_files_and_from_a_table(tmp_path: Path) -> None:
    text = "Time,Parameter,Value\n00:00,RecordID,7\n00:00,Age,54\n00:30,HR,80\n02:00,HR,90\n"
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for number in (7, 8, 9):
            archive.writestr(f"set/{number}.txt", text.replace("RecordID,7", f"RecordID,{number}"))
    found = read("sequences", str(tmp_path / "set.zip"), "")
    assert found.ids == ("7", "8", "9")
    assert found.columns == {"Age": ("54", "54", "54")}
    courses = found.raws["sequences"]
    assert isinstance(courses, Courses)
    assert courses.times[0].tolist() == [0.0, 0.5, 2.0]
    table = tmp_path / "long.csv"
    table.write_text("patient_id,time,item,value\na,1,HR,80\na,2.5,HR,90\nb,1,HR,70\n", encoding="utf-8")
    again = read("sequences", str(table), "").raws["sequences"]
    assert isinstance(again, Courses)
    assert [t.tolist() for t in again.times] == [[1.0, 2.5], [1.0]]


def test_genotypes_are_counts_of_the_other_allele(tmp_path: Path) -> None:
    lines = ["##fileformat=VCFv4.2", "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tp\tq"]
    lines += ["1\t100\t.\tA\tG\t.\t.\t.\tGT\t0|1\t1/1", "1\t200\t.\tC\tT\t.\t.\t.\tGT:DP\t./.:3\t0/0:9"]
    path = tmp_path / "g.vcf.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    matrix = read("vcf", str(path), "").raws["dosages"]
    assert isinstance(matrix, Matrix)
    assert matrix.names == ("1:100:A:G", "1:200:C:T")
    assert np.array_equal(matrix.values, np.array([[1, np.nan], [2, 0]]), equal_nan=True)


@pytest.mark.parametrize("orientation", ["samples-by-genes", "genes-by-samples", ""])
def test_a_matrix_is_read_either_way(orientation: str, tmp_path: Path) -> None:
    genes = [f"g{k}" for k in range(40)]
    rows = [["sample", "label", *genes]] + [[f"s{i}", "ab"[i], *(str(i * k) for k in range(40))] for i in range(2)]
    if orientation != "samples-by-genes":
        rows = [list(column) for column in zip(*rows, strict=True)]
    path = tmp_path / "m.csv"
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    found = read("expression", str(path), orientation)
    matrix = found.raws["expression"]
    assert isinstance(matrix, Matrix)
    assert matrix.values.shape == (2, 40)
    assert found.columns["label"] == ("a", "b")


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("images", b"no pictures", "no .npz"),
        ("sequences", b"a,b\n1,2\n", "not understood"),
        ("vcf", b"no genotypes\there", "no line of a VCF"),
        ("dna", b"", "no sequences"),
        ("vcf", b"\x1f\x8b damaged", "damaged"),
    ],
)
def test_another_file_is_said(kind: str, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "file.npz"
    path.write_bytes(content)
    with pytest.raises(WorkstationError, match=said):
        read(kind, str(path), "")


def test_the_same_report_with_another_date_is_found() -> None:
    words = [f"finding{k}" for k in range(60)]
    first, again, other = " ".join(words), " ".join([*words, "2024"]), " ".join(reversed(words))
    assert same("text", Texts((first, again, other, first.upper()))).tolist() == [0, 0, 2, 0]


def test_one_molecule_written_two_ways_is_one() -> None:
    assert same("smiles", Texts(("OCC", "CCO", "CCN"))).tolist() == [0, 0, 2]


def test_columns_of_measurements_may_have_any_heading_that_is_named(tmp_path: Path) -> None:
    table = tmp_path / "long.csv"
    table.write_text("bed,offset,item,value\na,1,HR,80\na,2,HR,90\n", encoding="utf-8")
    courses = read("sequences", str(table), "", "offset", "bed").raws["sequences"]
    assert isinstance(courses, Courses)
    assert courses.times[0].tolist() == [1.0, 2.0]
