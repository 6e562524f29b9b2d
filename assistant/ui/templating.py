"""The templates: every value is escaped, whatever it is."""

from functools import cache

from jinja2 import Environment

from assistant.rendering import templates_of

INERT = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})


@cache
def environment() -> Environment:
    """The templates beside this file."""
    return templates_of("assistant.ui")


def document(template: str, **values: object) -> str:
    """A whole page."""
    return environment().get_template(template).render(**values)


def fragment(template: str, **values: object) -> str:
    """A part of the page. Braces and dollar signs become entities, because gr.HTML reads them as template code."""
    return document(template, **values).translate(INERT)
