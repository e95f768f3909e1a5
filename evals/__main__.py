"""``python -m evals eval|bench``: these commands where the console script is not installed."""

import typer

from assistant.commands.options import PlansGroup
from evals import cli
from evals.benchmarks import cli as benchmarks

app = typer.Typer(cls=PlansGroup, add_completion=False, pretty_exceptions_enable=False)
cli.register(app)
benchmarks.register(app)

if __name__ == "__main__":
    app(prog_name="python -m evals")
