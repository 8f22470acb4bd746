"""The vault: bytes in, bytes out. It knows no person, no table, no page and no time of day.

What it promises
----------------
What is sealed here opens only with the right key, for the purpose and at the place for which it was sealed. Change a
bit, move a blob to another case, room, epoch, entry, community or instance, hand it in for another purpose, or name
another version, suite or generation: it is refused. Purposes are listed in `domains`, places in `place`; both stand in
every derivation, every associated data and every signature. Lengths are hidden in buckets (`padding`).

- `sealing`: words to a room, a member's own text to their key (HPKE, RFC 9180).
- `rooms`, `keyring`: circles and their epochs, who holds them, all in one blob.
- `clerk`, `sheet`: the service's own key, its generations, and the paper that brings it back.
- `member_keys`, `totp`, `session`: a member's keys under a passphrase, a sign-in code, a cookie.
- `phrase`, `invitation`, `wordlist`: a party's ten words, a link's token, the kind list.
- `stateless`: what a form carries there and back.
- `chain`, `log`, `checkpoint`: the record's order, one leaf a day, and the note that leaves the host.
- `files`: files in chunks.

What the caller must guarantee
------------------------------
- `entropy` is `os.urandom` wherever it counts. Every random byte is drawn from it, with one exception: HPKE's ephemeral
  key is drawn inside the library.
- Instance, community, case and entry ids are random and 16 bytes long; a room's public key comes from the signed
  record.
- A generation of the clerk seals fewer than 2^32 blobs a case and purpose (its nonces are random and 96 bits long).
- A sign-in code's step is claimed once. An Argon2 runs outside any transaction, and few at a time.
- Opened bytes and raw keys are used and dropped: never logged, never stored, never put in an exception.
- What an unfinished `FileOpener` returned is not shown as the file before `finish` has returned.

What is raised
--------------
Every refusal is a `VaultError`. `MisuseError` tells a caller that it broke a rule above; `InvalidKeyError`,
`SealBrokenError` and `UnknownFormatError` tell of the blob; each module adds its own beside the function that raises
it (`WrongPassphraseError`, `PhraseTypoError`, `SheetTypoError`, `WrongCodeError`, `BadSignatureError` ...).
No message holds a key, a word that somebody wrote, or an address. Functions that check return what was checked or
`Literal[True]`, and raise otherwise.
"""

from evenhand.vault.errors import InvalidKeyError, MisuseError, SealBrokenError, UnknownFormatError, VaultError

__all__ = ["InvalidKeyError", "MisuseError", "SealBrokenError", "UnknownFormatError", "VaultError"]
