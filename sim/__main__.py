"""`python -m sim` is the command `contact-centre`."""

import sys

from sim.cli.main import main

if __name__ == "__main__":  # worker processes import this file too
    sys.exit(main())
