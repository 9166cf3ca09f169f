"""Lists a page at a time: any order, any filter, and always what the rows they are made of say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.patient import Deed
from app.store import lists, patients, records, studies
from app.store.database import Store
from app.store.lists import Order
from tests.unit.store.test_nouns import AT, CT, FACTS, JANE, LUNG, MR, WANG, an_instance

COLUMNS = ("name", "mrn", "birth_date", "sex", "moment", "modalities", "description", "series", "instances")


@pytest.fixture
def filled(store: Store, deed: Deed) -> Store:
    """Jane with a CT of two images and a record; Wang with an MR without series; thirty more studies of Jane."""
    with store.transaction(deed) as tx:
        patients.put(tx, JANE)
        patients.put(tx, WANG)
        studies.put_study(tx, CT)
        studies.put_study(tx, MR)
        studies.put_series(tx, LUNG)
        for number in (1, 2):
            studies.put_instance(tx, an_instance(number))
        records.put_facts(tx, FACTS)
        for n in range(30):
            studies.put_study(tx, replace(CT, uid=f"3.{n}", description=f"Follow-up {n}", started_at=AT - timedelta(n)))
    return store


def uids(store: Store, deed: Deed, search: str = "", order: Order = Order(), first: int = 0, count: int = 100) -> list[str]:  # fmt: skip  # noqa: E501, B008
    with store.transaction(deed) as tx:
        return [one.study.uid for one in lists.study_page(tx, search, order, first, count)[0]]


def test_pages_are_parts_of_one_order(filled: Store, deed: Deed) -> None:
    whole = uids(filled, deed)
    assert len(whole) == 32
    assert [*uids(filled, deed, count=20), *uids(filled, deed, first=20, count=20)] == whole
    assert whole[-1] == MR.uid  # it has no date


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_sorts_both_ways_and_what_has_no_value_stands_last(filled: Store, deed: Deed, column: str) -> None:
    up, down = (uids(filled, deed, order=Order(column, way)) for way in (False, True))
    assert set(up) == set(down)
    assert len(up) == len(set(up)) == 32
    if column in ("moment", "birth_date"):
        assert up[-1] == down[-1] == MR.uid
    else:
        assert up == down[::-1]


def test_a_filter_finds_every_word_anywhere_and_counts(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        page, total = lists.study_page(tx, "JANE follow", Order(), 0, 7)
    assert (len(page), total) == (7, 30)
    for search in ("thorax nativ", "4711, 1970-02", "lunge", "2024-03-01 a7", "小东", "王小东"):
        assert uids(filled, deed, search), search
    assert uids(filled, deed, "王小东") == [MR.uid]
    assert uids(filled, deed, "nobody") == []


def test_a_study_is_listed_with_its_counts(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        (one,), _ = lists.study_page(tx, "nativ", Order(), 0, 9)
    assert (one.study, one.patient, one.modalities, one.series, one.instances) == (CT, JANE, ("CT",), 1, 2)


def test_the_lists_follow_every_change(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        patients.put(tx, replace(JANE, name="Roe^Jane"))
        studies.put_instance(tx, an_instance(3))
    with filled.transaction(deed) as tx:
        (page,), _ = lists.study_page(tx, "roe nativ", Order(), 0, 9)
        (jane, *_), _ = lists.patient_page(tx, "roe", Order(), 0, 9)
        assert lists.study_page(tx, "doe", Order(), 0, 9) == ((), 0)
    assert page.instances == 3
    assert (jane.studies, jane.facts) == (31, len(FACTS))
    with filled.transaction(deed) as tx:
        patients.delete(tx, JANE.id)
    with filled.transaction(deed) as tx:
        assert [one.patient for one in lists.patient_page(tx, "", Order(), 0, 9)[0]] == [WANG]
    assert uids(filled, deed) == [MR.uid]


def test_a_column_that_is_none_is_a_bug(filled: Store, deed: Deed) -> None:
    with pytest.raises(ValueError, match="no column"), filled.transaction(deed) as tx:
        lists.study_page(tx, "", Order("1; DROP TABLE studies"), 0, 9)
