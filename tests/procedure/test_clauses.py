"""Every clause has its text, in our own words."""

from evenhand.procedure.clauses import Clause, clause_texts


def test_every_clause_has_its_text_and_every_text_its_clause() -> None:
    texts = clause_texts()

    assert list(texts) == list(Clause)
    assert all(text.says and text.shown and text.id == clause for clause, text in texts.items())


def test_what_is_our_own_reading_is_kept_apart() -> None:
    assert "quorum" in clause_texts()[Clause.CONSENSUS].ours
    assert clause_texts()[Clause.WHETHER_VIOLATION].ours == ""
