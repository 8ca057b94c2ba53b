"""A process of its own: the editor's command starts it, so that publishing never loads a screen."""

import sys

from kiosk.preview.program import main

if __name__ == "__main__":
    sys.exit(main())
