"""What goes around every answer of the public interface."""

import json

from flask import Response

PREFIX = ")]}',\n"


def envelope(data: object) -> Response:
    """A success: always status 200."""
    return answer({'status': 'OK', 'data': data})


def refusal(code: str, status: int) -> Response:
    """A refusal: a 4xx status, so that programs do not send the same again."""
    return answer({'status': 'ERROR', 'data': code, 'errorCode': code}, status)


def answer(content: object, status: int = 200) -> Response:
    """One line of compact JSON behind the prefix."""
    return written((PREFIX + compact(content)).encode(), status)


def written(body: bytes, status: int = 200) -> Response:
    """A body that is written already."""
    return Response(body, status, content_type='application/json')


def compact(content: object) -> str:
    """JSON in one line, in which the prefix's own signs cannot occur again."""
    text = json.dumps(content, ensure_ascii=False, separators=(',', ':'))
    return text.replace("}'", '}\\u0027')
