"""Everything that crosses between browsers and the application, readable as the server sees it."""

import io
from collections.abc import Iterable
from typing import Any

from flask import Flask


class Recorder:
    """Stands before an application and keeps every request and every answer."""

    def __init__(self, app: Flask) -> None:
        self.crossed: list[bytes] = []
        self._inner = app.wsgi_app
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        texts = [str(value) for name, value in environ.items() if name.startswith("HTTP_")]
        self.crossed += ["\n".join(texts).encode(), body]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401
            self.crossed.append("\n".join(value for _, value in headers).encode())
            return start_response(status, headers, *more)

        answer = b"".join(self._inner(environ, start))
        self.crossed.append(answer)
        return [answer]
