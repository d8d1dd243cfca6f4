"""A small OpenID Connect provider on this machine: discovery, authorisation without asking, signed tokens, userinfo."""

import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """``claims`` are what it says of whoever logs in; with ``refuses`` they changed their mind."""

    client_id, secret = "koers", "between us"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.claims: dict = {"sub": "77", "email": "olga@example.org", "email_verified": True}
        self.refuses = False
        self.codes: dict[str, dict] = {}
        self.asked: list[dict] = []

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def discovery(self) -> dict:
        pages = ("authorization", "token", "userinfo")
        return {
            "issuer": self.issuer,
            **{f"{page}_endpoint": f"{self.issuer}/{page}" for page in pages},
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorise(self, query: dict) -> str:
        """Where the person's browser goes next."""
        self.asked.append(query)
        if self.refuses:
            return query["redirect_uri"] + "?" + urlencode({"error": "access_denied", "state": query["state"]})
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"]})

    def token(self, form: dict) -> dict | None:
        is_client = (form["client_id"], form["client_secret"]) == (self.client_id, self.secret)
        if not is_client or form["code"] not in self.codes:
            return None
        self.codes.pop(form["code"])
        now = int(time.time())
        said = {"iss": self.issuer, "aud": self.client_id, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(said, KEY, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "for userinfo", "token_type": "Bearer", "expires_in": 60, "id_token": signed}


class Answering(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_args) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/.well-known/openid-configuration":
            self._give(self.server.discovery())
        elif address.path == "/jwks":
            self._give({"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "one"}]})
        elif address.path == "/userinfo" and self.headers["Authorization"] == "Bearer for userinfo":
            self._give(self.server.claims)
        elif address.path == "/authorization":
            self.send_response(302)
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            self.send_header("Location", self.server.authorise(query))
            self.end_headers()
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = self.server.token({name: values[0] for name, values in parse_qs(sent).items()})
        if given is None:
            self.send_error(400)
        else:
            self._give(given)

    def _give(self, answer: dict) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running():
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    yield provider
    provider.shutdown()
    provider.server_close()
    thread.join()
