"""A client that lies: requests from somebody's own signed-in page, as no page makes them."""

from playwright.sync_api import Page

ASK = """async ([path, body]) => {
  const token = document.querySelector('meta[name="csrf"]').content;
  const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
  const answer = await fetch(path, {method: "POST", headers, body: JSON.stringify(body)});
  return [answer.status, (await answer.json().catch(() => ({}))).error ?? ""];
}"""
HAND_IN = """async ([path, told]) => {
  const token = document.querySelector('meta[name="csrf"]').content;
  const frame = crypto.getRandomValues(new Uint8Array(4096));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", frame));
  const sha256 = btoa(String.fromCharCode(...digest)).replace(/[+]/g, "-").replace(/[/]/g, "_");
  const meta = {...told, id: "0123456789abcdef".repeat(2), epoch: 1, sha256: sha256.slice(0, 43)};
  const body = new FormData();
  body.append("meta", new Blob([JSON.stringify(meta)], {type: "application/json"}));
  body.append("frame", new Blob([frame], {type: "application/octet-stream"}));
  const answer = await fetch(path, {method: "POST", headers: {"X-CSRFToken": token}, body});
  return [answer.status, (await answer.json().catch(() => ({}))).error ?? ""];
}"""
LIE = """([address, meta, files]) => {
  const send = globalThis.fetch;
  globalThis.fetch = async (path, options) => {
    const { body } = options ?? {};
    if (!(body instanceof FormData && path.endsWith(`/${address}`))) return send(path, options);
    globalThis.fetch = send;
    const told = {...JSON.parse(await body.get("meta").text()), ...meta};
    body.set("meta", new Blob([JSON.stringify(told)], {type: "application/json"}));
    for (const [name, how] of Object.entries(files)) {
      const bytes = new Uint8Array(await body.get(name).arrayBuffer());
      bytes[bytes.length - 1] ^= 1;
      body.delete(name);
      if (how) body.append(name, new Blob([bytes], {type: "application/octet-stream"}));
    }
    return send(path, options);
  };
}"""


def ask(page: Page, path: str, body: object) -> tuple[int, str]:
    """Send JSON from a signed-in page; return the status and the code of the answer."""
    status, code = page.evaluate(ASK, [path, body])
    return status, code


def hand_in(page: Page, path: str, told: object) -> tuple[int, str]:
    """Hand in bytes that are no act, with what is told beside one; return status and code."""
    status, code = page.evaluate(HAND_IN, [path, told])
    return status, code


def lie(page: Page, address: str, meta: object, files: object) -> None:
    """Let the page's next act of an address tell the server something else than was pressed.

    Args:
        page: Somebody's own.
        address: The last part of the act's address.
        meta: What is told instead, by name.
        files: By name of a part: ``None`` leaves it out, any text damages it.
    """
    page.evaluate(LIE, [address, meta, files])
