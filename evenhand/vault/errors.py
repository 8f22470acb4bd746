"""What the vault raises. Every error descends from `VaultError`; none carries a key, a word or an address."""


class VaultError(Exception):
    """Something in the vault was refused."""


class MisuseError(VaultError):
    """The caller broke a rule of the vault: a wrong length, a wrong domain, a text too long for its place."""


class InvalidKeyError(VaultError):
    """These bytes are not a key that can be used."""


class SealBrokenError(VaultError):
    """The blob was changed, or belongs to another place, purpose or key."""


class UnknownFormatError(VaultError):
    """The blob names a version or a suite that this code does not read."""
