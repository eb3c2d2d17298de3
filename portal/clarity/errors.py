"""What the measuring of texts refuses."""


class ClarityRefused(Exception):
    """The text was not measured."""


class LanguageNotMeasured(ClarityRefused):
    """Only Dutch (`nl`) and English (`en`) can be measured."""
