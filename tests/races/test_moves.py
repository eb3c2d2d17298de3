"""Several visits want to move to the same last place: one gets it, the others keep what they have."""

from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from lxml import html

from portal.appointments.service import Planner
from tests.races.programs import Program, booking, programs
from tests.servers import HOST, Server

MOVERS = 6


class Mover:
    """A visitor on the page where a visit is moved."""

    def __init__(self, port: int, visit: str) -> None:
        self._line, self._address = HTTPConnection(HOST, port, timeout=60), f'/visit/{visit}/move'
        self._line.request('GET', self._address)
        page = self._line.getresponse()
        self._cookie = (page.headers['Set-Cookie'] or '').partition(';')[0]
        form = html.document_fromstring(page.read()).forms[-1]
        self._hidden = {field.name: field.value for field in form.xpath('.//input[@type="hidden"]')}

    def send(self, key: str) -> None:
        """Choose the place with this key, without waiting for the answer."""
        headers = {'Cookie': self._cookie, 'Content-Type': 'application/x-www-form-urlencoded'}
        self._line.request('POST', self._address, urlencode(self._hidden | {'slot': key}), headers)

    def has_moved(self) -> bool:
        """The place is theirs; otherwise the page says that somebody else was first."""
        answer = self._line.getresponse()
        text = answer.read().decode()
        self._line.close()
        assert answer.status in (200, 303), text
        return answer.status == 303


def visit(program: Program, place: dict) -> str:
    """The key of a visit that was just booked."""
    answer = program.ask(*booking('ONE', place))
    assert answer.status == 200, answer
    return answer.data['key']


@pytest.mark.parametrize('rounds', [2, pytest.param(60, marks=pytest.mark.proof)])
def test_one_moves_and_the_others_keep_their_place(server: Server, planner: Planner, rounds: int) -> None:
    with programs(server.port, 1) as [program]:
        places = program.places('ONE')
        for number in range(rounds):
            *own, wanted = places[-(number + 1) * (MOVERS + 1):][:MOVERS + 1]
            visits = [visit(program, place) for place in own]
            movers = [Mover(server.port, key) for key in visits]
            for mover in movers:
                mover.send(wanted['key'])
            moved = [mover.has_moved() for mover in movers]
            assert moved.count(True) == 1
            left = {place['key'] for place in program.places('ONE')}
            assert [place['key'] in left for place in own] == moved
            assert wanted['key'] not in left
    assert planner.verification.prove().findings == ()
