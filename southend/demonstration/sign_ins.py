"""Who can sign in to the demonstration: the one table that load_demo fills in and demo prints."""

from typing import NamedTuple


class SignIn(NamedTuple):
    """One role, one collar number, one password that everybody may know."""

    role: str
    collar_number: str
    password: str


SIGN_INS: tuple[SignIn, ...] = ()
