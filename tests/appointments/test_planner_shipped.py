"""The planner file that ships: right, and what programs on the public interface count on."""

from pathlib import Path

import pytest

import portal.appointments
from portal.appointments.planner_file import read_planner

SHIPPED = Path(portal.appointments.__file__).parent / 'data' / 'planner.yaml'


def test_the_shipped_file_offers_six_products_at_sixteen_desks():
    planner = read_planner(SHIPPED)
    assert [product.key for product in planner.products] == ['DOC', 'BIO', 'VAA', 'TKV', 'UKR', 'HELP']
    assert len(planner.desks) == 16
    assert sum(len(desk.resources) for desk in planner.desks) == 60


@pytest.mark.parametrize(('product', 'desks'), [
    ('DOC', ['AM', 'DH', 'ZW', 'DB', 'e1afaa1ca15c1778e972efb79ce63633', '0d85a757c13105ba0c26c3d177a7a884']),
    ('VAA', ['AM', 'DH', 'ZW', 'DB', '0d85a757c13105ba0c26c3d177a7a884']),
    ('TKV', ['AM', 'DH', 'ZW', 'DB']),
    ('UKR', ['AM', 'ZW']),
    ('HELP', ['AM', 'DH', 'ZW', 'DB']),
])
def test_where_the_shipped_file_offers_a_product(product, desks):
    planner = read_planner(SHIPPED)
    offered = [desk.key for desk in planner.desks if any(product in each.skills for each in desk.resources)]
    assert offered == desks


def test_nothing_invented_is_called_confirmed():
    planner = read_planner(SHIPPED)
    assert {each.status for each in (*planner.products, *planner.desks)} == {'unconfirmed'}
