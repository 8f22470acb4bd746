"""A child for the tests: says what it was given."""

import os

if __name__ == "__main__":
    print(sorted(os.environ), flush=True)  # noqa: T201 - its answer
