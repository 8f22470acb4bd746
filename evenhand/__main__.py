"""`python -m evenhand` is the `evenhand` command."""

import sys

from evenhand.config.command import main

sys.exit(main())
