"""What was learnt survives being stored."""

import json
from datetime import date, timedelta

import pytest

from portal.procedures.forecast.forecasting import forecast
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.learning import learn
from portal.procedures.forecast.model import Case
from portal.procedures.forecast.storing import UnknownFormat, as_plain, from_plain
from tests.procedures.forecast.regimes import BREAK, FIRST_DAY


@pytest.mark.parametrize(('name', 'week'), [('steady', 200), ('steady', 10), ('capacity drop', BREAK + 5)])
def test_stored_and_read_again_it_says_the_same(queue_of, name, week):
    on = date.fromordinal(FIRST_DAY + 7 * week)
    model = learn(queue_of(name), on)
    text = json.dumps(as_plain(model), allow_nan=False)
    again = from_plain(json.loads(text))
    assert as_plain(again) == as_plain(model)
    assert len(text) < 100_000
    for days in (0, 20, 80):
        case = Case(arrived=on - timedelta(days=days))
        assert near(forecast(again, case, on), forecast(model, case, on))


def near(one, other):
    """Equal, but for a day by rounding."""
    places = (one.before, one.starting) == (other.before, other.starting)
    return places and near_span(one.start, other.start) and near_span(one.decision, other.decision)


def near_span(one, other):
    return one == other or all(
        abs((getattr(one, end) - getattr(other, end)).days) <= 1 for end in ('earliest', 'middle', 'latest'))


def test_another_format_is_refused():
    plain = as_plain(learn(QueueHistory.of([]), date(2030, 1, 1)))
    with pytest.raises(UnknownFormat):
        from_plain({**plain, 'format': 0})
