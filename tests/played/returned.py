"""What a beginning returned, as bytes that hold nothing of the test in which it was played."""

import io
import pickle
from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

if TYPE_CHECKING:
    from tests.people import People


def to_bytes(people: "People", returned: object) -> bytes:
    """Return the bytes of a value; people, application, clock and browsers are named in them."""
    file = io.BytesIO()
    _Pickler(file, people).dump(returned)
    return file.getvalue()


def from_bytes(people: "People", data: bytes) -> Any:  # noqa: ANN401 - whatever was returned
    """Return the value, about other people: browsers are new ones with the same cookies."""
    return _Unpickler(io.BytesIO(data), people).load()


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, people: "People") -> None:
        super().__init__(file)
        self._own = {id(people): "people", id(people.app): "app", id(people.clock): "clock"}

    def persistent_id(self, value: object) -> object:
        if isinstance(value, FlaskClient):
            return "client", id(value), value._cookies
        if isinstance(value, TestResponse):
            return "answer", value.status, list(value.headers), value.get_data()
        return self._own.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, people: "People") -> None:
        super().__init__(file)
        self._people = people
        self._own = {"people": people, "app": people.app, "clock": people.clock}
        self._clients: dict[int, FlaskClient] = {}

    def persistent_load(self, name: Any) -> object:  # noqa: ANN401 - as named above
        if isinstance(name, str):
            return self._own[name]
        kind, *rest = name
        return self._answer(*rest) if kind == "answer" else self._client(*rest)

    def _answer(self, status: str, headers: list[tuple[str, str]], data: bytes) -> TestResponse:
        wrapper: Any = self._people.client().response_wrapper
        answer: TestResponse = wrapper([data], status, headers, None)  # To no request.
        return answer

    def _client(self, name: int, cookies: Any) -> FlaskClient:  # noqa: ANN401 - werkzeug's
        if name not in self._clients:
            self._clients[name] = self._people.client()
            self._clients[name]._cookies = dict(cookies)
        return self._clients[name]
