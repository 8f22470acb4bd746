"""The vault is tried with everything it costs."""

import pytest


@pytest.fixture(autouse=True)
def whole_price(real_argon2: None) -> None:
    """Stretch as the product does."""
