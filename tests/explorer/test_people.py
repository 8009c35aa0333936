"""Who somebody is by the claims of a login, and what they may do."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.people import person_of
from explorer.settings import Settings

ZOE = {"name": "Zoé", "email": "Zoe@Museum.example"}


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"roles": ["editor"]}, "editor"),
        ({"roles": ["visitor", "admin", "editor"]}, "admin"),
        ({"roles": "visitor, editor"}, "editor"),
        ({"roles": ["Editor", "administrator"]}, None),
        ({"roles": {"editor": True}}, None),
        ({"roles": None}, None),
        ({"roles": [["editor"], 1]}, None),
        ({"groups": ["editor"]}, None),
        ({}, None),
    ],
)
def test_roles_come_from_a_claim(claims: dict[str, Any], role: str | None) -> None:
    assert person_of(ZOE | claims, Settings()).role == role


def test_a_claim_may_lie_within_another_one() -> None:
    settings = Settings(role_claim="realm_access.roles")
    assert person_of({"realm_access": {"roles": ["editor"]}}, settings).role == "editor"
    assert person_of({"realm_access": ["editor"], "roles": ["admin"]}, settings).role is None


def test_roles_come_from_lists_of_addresses_that_are_verified() -> None:
    settings = Settings(
        editors="zoe@museum.example, max@museum.example", admins="LEA@museum.example"
    )
    assert person_of(ZOE, settings).role == "editor"
    assert person_of(ZOE | {"email_verified": True}, settings).role == "editor"
    assert person_of(ZOE | {"email_verified": False}, settings).role is None
    assert person_of({"email": "lea@Museum.example"}, settings).role == "admin"
    assert person_of({"email": "zoe@museum.example.evil.example"}, settings).role is None
    # Nobody's address is on no list, whatever the lists are.
    assert person_of({"email": ""}, Settings(editors=" , ")).role is None


def test_a_name_is_one_line_of_what_there_is() -> None:
    assert person_of({"name": "Zoé\n D"}, Settings()).name == "Zoé D"
    assert person_of({"name": 1, "email": "z@x.example"}, Settings()).name == "z@x.example"
    assert len(person_of({"name": "x" * 9999}, Settings()).name) == 120
