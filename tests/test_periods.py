"""How long data is kept: what an operator may write, and what stops the start."""

from dataclasses import fields
from datetime import timedelta

import pytest

from portal.periods import BOUNDS, Periods, WrongPeriod, in_words, name_of, read_periods
from portal.settings import Settings, WrongSettings


def test_every_period_has_bounds_and_lies_in_them():
    """ASVS 14.2.7: how long data is kept is a rule of the portal, which cannot be set to "for ever"."""
    usual = Periods()
    assert {one.name for one in fields(Periods)} == set(BOUNDS)
    for kind, bounds in BOUNDS.items():
        assert bounds.least <= getattr(usual, kind) <= bounds.most <= timedelta(days=3650)


@pytest.mark.parametrize(('written', 'period'), [
    ('90 days', timedelta(days=90)), ('48 hours', timedelta(hours=48)), ('2880 minutes', timedelta(days=2)),
])
def test_a_period_is_written_in_days_hours_or_minutes(written, period):
    assert read_periods({'PORTAL_KEEP_MESSAGES': written}).messages == period


@pytest.mark.parametrize('written', ['', '90', '90d', '-1 days', '0 days', '1.5 days', '90 Days', 'for ever', '9' * 40 + ' days'])
def test_anything_else_is_refused_by_name(written):
    with pytest.raises(WrongPeriod, match='PORTAL_KEEP_VISITS'):
        read_periods({'PORTAL_KEEP_VISITS': written})


@pytest.mark.parametrize('kind', BOUNDS)
def test_a_period_outside_its_bounds_is_refused_with_the_reason(kind):
    bounds = BOUNDS[kind]
    step = timedelta(days=1) if bounds.least >= timedelta(days=2) else timedelta(minutes=1)
    for outside in (bounds.least - step, bounds.most + timedelta(days=1)):
        with pytest.raises(WrongPeriod, match=bounds.because):
            read_periods({name_of(kind): in_words(outside)})


def test_a_wrong_period_stops_the_start(tmp_path):
    with pytest.raises(WrongSettings, match='PORTAL_KEEP_LOOKS must lie between 180 days and 3650 days'):
        Settings.from_environment({'PORTAL_DATA': str(tmp_path), 'PORTAL_KEEP_LOOKS': '30 days'})
    assert Settings.from_environment({'PORTAL_DATA': str(tmp_path)}).periods == Periods()
