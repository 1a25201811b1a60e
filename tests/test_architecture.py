"""Who may import whom, as the README's architecture part says; a package that is not listed breaks this on purpose."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_layers_hold() -> None:
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
