"""A service that makes a call for each POST, as one writes it from the front page of requests."""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests


def call(told):
    response = requests.put(
        f"{told['CC_GATEWAY_URL']}/agentgateway/resource/calldata/{told['CC_GATEWAY_AGENTID']}/assignuserinqueue",
        json={"callid": told["CC_GATEWAY_CALLID"], "skillid": int(told["CC_GATEWAY_SKILLID"])},
        headers={"Guid": told["CC_GATEWAY_GUID"]},
    )
    response.raise_for_status()


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            call(told)
            self.send_response(200)
        except Exception:
            self.send_response(500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
server.serve_forever()
