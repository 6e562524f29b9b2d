from assistant.ui.templating import fragment


def test_every_value_is_escaped() -> None:
    html = fragment("problem.html", message="<script>alert(1)</script>", advice='" onmouseover="x')
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_template_code_of_the_browser_is_made_inert() -> None:
    html = fragment("problem.html", message="{{value}} ${1+1} `x`", advice="")
    assert not set("{}$`") & set(html)
    assert "&#123;&#123;value&#125;&#125;" in html


def test_a_value_cannot_turn_the_text_around_it() -> None:
    html = fragment("problem.html", message="A \u202etitle", advice="Choose another.")
    assert "A �title</strong> Choose another." in html
