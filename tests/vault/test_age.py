"""What is taken out is in age's own format: `age` opens it, and nothing of ours is needed (THREATS 3)."""

import pyrage
import pytest

from evenhand.vault.age import NoRecipientError, require_keys, seal_to_keys, seal_with_passphrase

pytestmark = pytest.mark.once

OWN, ANOTHERS = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()


def test_a_passphrase_opens_what_was_sealed_with_it() -> None:
    sealed = seal_with_passphrase(b"said in confidence", "four words at least")

    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"confidence" not in sealed
    assert b"said in confidence" == pyrage.passphrase.decrypt(sealed, "four words at least")
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, "four other words")


def test_only_the_keys_to_which_it_was_sealed_open_it() -> None:
    sealed = seal_to_keys(b"said in confidence", [str(OWN.to_public())])

    assert b"said in confidence" == pyrage.decrypt(sealed, [OWN])
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [ANOTHERS])


@pytest.mark.parametrize("keys", [[], ["age1nonsense"], [str(OWN)], [str(OWN.to_public()), ""]])
def test_what_is_no_public_key_of_age_seals_nothing(keys: list[str]) -> None:
    with pytest.raises(NoRecipientError):
        require_keys(keys)
