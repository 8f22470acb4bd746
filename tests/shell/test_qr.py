"""A code for a camera: every square of it, light around it, and a name for who cannot see it."""

import re

import segno

from evenhand.shell.qr import qr_code

SAYS = "otpauth://totp/Lattice%3Aada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Lattice"
EDGE = 4


def test_every_dark_square_is_drawn_and_no_other_with_four_of_light_around_them() -> None:
    matrix = segno.make(SAYS, error="m", micro=False).matrix
    dark = {(x + EDGE, y + EDGE) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark}

    drawn = qr_code(SAYS, "A code")

    assert dark == {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn)}
    assert f'viewBox="0 0 {len(matrix) + 2 * EDGE} {len(matrix) + 2 * EDGE}"' in drawn


def test_a_screen_reader_says_what_it_is_and_nothing_of_what_it_holds() -> None:
    drawn = qr_code(SAYS, 'The secret, for "Lattice"')

    assert 'role="img" aria-label="The secret, for &quot;Lattice&quot;"' in drawn
    assert "otpauth" not in drawn
