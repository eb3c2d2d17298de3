"""What the portal is measured against: the least that a Flask program can do."""

import os

from flask import Flask, Response, render_template

ROWS = [
    {'number': number, 'desk': f'Desk {number % 16}', 'day': f'2030-05-{number % 28 + 1:02}', 'time': f'{number}:00'}
    for number in range(40)
]
CONSTANT = b'[' + b'0' * (int(os.environ.get('CONSTANT_BYTES', '2')) - 2) + b']'

app = Flask(__name__)


@app.get('/constant')
def constant() -> Response:
    """JSON that was made before."""
    return Response(CONSTANT, content_type='application/json')


@app.get('/table')
def table() -> str:
    """A table of forty rows."""
    return render_template('table.html', title='Forty rows', rows=ROWS)
