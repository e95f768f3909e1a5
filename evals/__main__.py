"""``python -m evals``: the command ``plans eval`` where the console script is not installed."""

import typer

from assistant.cli import PlansGroup
from evals.cli import register

app = typer.Typer(cls=PlansGroup, add_completion=False, pretty_exceptions_enable=False)
register(app)


@app.callback()
def _commands() -> None:
    """Keep ``eval`` a command of its own, as it is of ``plans``."""


app(prog_name="plans")
