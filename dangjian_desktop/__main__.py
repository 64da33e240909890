"""``python -m dangjian_desktop``: the window, or one command."""

import sys

from dangjian_desktop.app.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
