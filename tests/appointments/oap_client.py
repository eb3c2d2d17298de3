"""A program that talks to the planner, written from the description of the interface alone."""

import json
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

PREFIX = ")]}',\n"


@dataclass
class Program:
    """One program, at one address on the network."""

    app: Flask
    address: str = '192.0.2.7'
    headers: dict[str, str] = field(default_factory=lambda: {'oap-locale': 'en', 'Content-Type': 'application/json'})

    def call(self, method: str, path: str, body: Any = None) -> TestResponse:
        """The plain answer."""
        return self.app.test_client().open(
            f'/oap/api{path}', method=method, headers=self.headers, environ_overrides={'REMOTE_ADDR': self.address},
            data=None if body is None else json.dumps(body),
        )

    def get(self, path: str) -> Any:
        """What stands in the envelope of a success."""
        return opened(self.call('GET', path))

    def slots(self, desk: str, product: str = 'BIO', persons: int = 1) -> list[dict]:
        """Free places."""
        return self.get(f'/desks/{desk}/slots?productKey={product}&persons={persons}')

    def hold(self, desk: str, slot: dict, product: str = '') -> TestResponse:
        """Ask to keep a place; stray keys in the body are usual."""
        middle = f'{product}/{desk}' if product else desk
        return self.call('POST', f'/desks/{middle}/slots/{slot["key"]}', slot | {'stray': [1]})

    def book(self, desk: str, slot: dict, *customers: dict, product: str = 'BIO', **appointment: Any) -> TestResponse:
        """Ask for a visit."""
        return self.call('POST', f'/desks/{desk}/appointments', {
            'bookableSlot': slot | {'booked': False},
            'appointment': {
                'productKey': product, 'date': slot['date'], 'startTime': slot['startTime'],
                'endTime': slot['endTime'], 'email': 'a@example.com', 'phone': '0612345678', 'language': 'en',
                'customers': list(customers),
            } | appointment,
        })


def customer(number: object = '1234567890', **more: Any) -> dict:
    """Somebody who comes."""
    return {'vNumber': number, 'firstName': 'Ann', 'lastName': 'Lee'} | more


def opened(answer: TestResponse) -> Any:
    """What stands in the envelope of a success."""
    assert answer.status_code == 200, answer.text
    content = read(answer)
    assert content['status'] == 'OK'
    return content['data']


def read(answer: TestResponse) -> dict:
    """The envelope, checked to the letter."""
    text = answer.get_data(as_text=True)
    first, line = text.split('\n')
    assert first == ")]}',"
    assert "}'," not in line
    assert line == json.dumps(json.loads(line), separators=(',', ':'), ensure_ascii=False).replace("}'", '}\\u0027')
    assert answer.content_type == 'application/json'
    assert 'Set-Cookie' not in answer.headers
    return json.loads(line)


def code(answer: TestResponse) -> tuple[int, str]:
    """The status and the code of a refusal."""
    content = read(answer)
    assert list(content) == ['status', 'data', 'errorCode']
    assert content['status'] == 'ERROR'
    assert content['data'] == content['errorCode']
    return answer.status_code, content['errorCode']
