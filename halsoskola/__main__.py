"""The way in: a command, or the window."""

import sys

from halsoskola.cli import OpenWindow, run


def main() -> int:
    """Runs what the command line asks for; only here is the window started."""
    outcome = run(sys.argv[1:])
    if isinstance(outcome, OpenWindow):
        from halsoskola.app import open_window

        return open_window(outcome.paths, demo=outcome.demo)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
