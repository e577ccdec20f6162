"""Errors that a person caused and a person can mend; the command line prints them as one line and exits with 1."""


class InputError(Exception):
    """Bad input. The message says what was wrong, where (file, line, row or offset), and what to do next."""


class DeclarationError(InputError):
    """A file under schemas/ that cannot be used: malformed, or naming something that is not declared."""
