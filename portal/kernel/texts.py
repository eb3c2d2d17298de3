"""Texts that data files carry in several languages."""

from collections.abc import Mapping

Text = Mapping[str, str]
"""What to say, by language code; Dutch (`nl`) and English (`en`) are always there."""


def in_language(text: Text, language: str) -> str:
    """`text` in `language`, else in Dutch, the language that the law is written in."""
    return text.get(language) or text['nl']
