"""What people type into the fields that several rooms use."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from portal.web.fields import DateForm


@pytest.mark.parametrize(('day', 'month', 'year', 'means'), [
    ('27', '3', '1990', date(1990, 3, 27)), (' 27 ', '03', '1990', date(1990, 3, 27)),
    ('31', '2', '1990', None), ('', '', '', None), ('x', '3', '1990', None), ('27', '3', '0', None),
    ('27', '3', '10000', None), ('27', '3', '9' * 12, None), ('9' * 40, '3', '1990', None), ('27', '3', '9' * 5000, None),
])
def test_what_is_no_date_is_none(day, month, year, means):
    """Whatever number it is."""
    assert DateForm(MultiDict({'day': day, 'month': month, 'year': year})).value() == means
