"""One folder per audience. A door knows its forms and pages, calls acts, and does not know the other doors."""
