"""What is done to one account: its id comes in, one act is done, and nothing goes out."""

from collections.abc import Callable
from functools import wraps

from flask.typing import ResponseReturnValue

from intake.admin.views.blueprint import bp
from intake.log.act import Act
from intake.web.declared import allow
from intake.web.staff.guards import one_act
from intake.web.staff.posted import json_body

AccountAct = Callable[[Act, str], None]
View = Callable[[], ResponseReturnValue]


def account_act(name: str, *roles: str) -> Callable[[AccountAct], View]:
    """Make the address of an act on the account that the body names; what it logs it says itself.

    Args:
        name: Last part of the address.
        roles: Who may do it.
    """

    def make(do: AccountAct) -> View:
        @bp.post(f"/{name}")
        @allow(*roles)
        @wraps(do)
        def view() -> ResponseReturnValue:
            account_id = json_body().hex_id("account")
            with one_act() as act:
                do(act, account_id)
            return "", 204

        return view

    return make
