"""The page of who has not come in yet: the way to the login, or what to do without a role."""

from __future__ import annotations

import streamlit as st

from explorer.ui import door, house
from explorer.ui.document import NAME
from explorer.ui.frame import Frame


def is_closed() -> bool:
    """Whether whoever looks has to log in first, or may not come in."""
    if not door.has_login():
        return False
    person = house.person()
    return person is None or person.role is None


def show(frame: Frame) -> None:
    """Draw the page in the place of every other one."""
    say = frame.say
    person = house.person()
    st.title(NAME)
    if person is None:
        st.write(say("Curators work here. Log in to go on."))
        st.button(say("Log in"), type="primary", on_click=st.login)
        return
    # As text: a name comes from elsewhere.
    st.text(person.name)
    st.write(say("This account may not work here. Whoever looks after Cimaise can let it in."))
    st.button(say("Log out"), on_click=st.logout)
