"""The program `lzfx`, also as `python -m lzfx`: Ctrl-C is answered from the first moment on."""

import signal
import sys


def main() -> None:
    """Run a command and exit; a Ctrl-C while the program is still loading says its line, too."""
    try:
        from lzfx.cli.app import main as run  # noqa: PLC0415 - loading it may be broken off

        run()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from lzfx.cli.guard import interrupted, prepare_console  # noqa: PLC0415

        prepare_console()
        sys.exit(interrupted())


if __name__ == "__main__":
    main()
