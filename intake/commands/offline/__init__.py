"""``intake open``: what somebody with a receipt or an identity reads without the server."""
