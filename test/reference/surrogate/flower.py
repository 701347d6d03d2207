"""What flwr's own SuperNode and SuperLink say to each other in one round, recorded by a proxy between them.

pip install flwr==1.41.0; the server and client app are those of test/surrogate/federated/flower/server-app. Ids, keys
and times differ from one recording to the next.
"""
import base64
import http.server
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import numpy as np

SERVER, PROXY = 18511, 18512
RECORDED = ["register-node", "activate-node", "pull-messages", "pull-object", "confirm-message-received",
            "push-messages", "push-object", "send-node-heartbeat", "deactivate-node", "unregister-node"]
app = pathlib.Path(__file__).parents[2] / "surrogate/federated/flower/server-app"
calls = []


def post(port, path, body, headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {key: value for key, value in self.headers.items() if key.lower() not in ("host", "connection")}
        status, answer = post(SERVER, self.path, body, headers)
        name = self.path.split("/")[-1]
        is_empty = name == "pull-messages" and not answer
        if name in RECORDED and not is_empty:
            calls.append({"call": name, "request": base64.b64encode(body).decode(), "status": status,
                          "response": base64.b64encode(answer).decode()})
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


folder = pathlib.Path(tempfile.mkdtemp())
shutil.copytree(app, folder / "app")
environment = {**os.environ, "FLWR_HOME": str(folder / "home"), "FLWR_TELEMETRY_ENABLED": "0",
               "PATH": f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"}
(folder / "home").mkdir()
(folder / "home/config.toml").write_text(f'[superlink.test]\naddress = "127.0.0.1:{SERVER}"\ninsecure = true\n')


def start(*words):
    return subprocess.Popen(words, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def when_up(port):
    while True:
        try:
            return post(port, "/", b"", {})
        except urllib.error.URLError:
            time.sleep(0.2)


server = start("flower-superlink", "--insecure", "--host", "127.0.0.1", "--port", str(SERVER),
               "--disable-runtime-dependency-installation")
proxy = http.server.ThreadingHTTPServer(("127.0.0.1", PROXY), Proxy)
threading.Thread(target=proxy.serve_forever, daemon=True).start()
when_up(SERVER)
plain = {"content-type": "application/protobuf"}
refused = [{"path": path, "status": status, "body": answer.decode()} for path, (status, answer) in
           ((path, post(SERVER, path, b"", plain)) for path in ("/v1/fleet/register-node", "/v2/fleet/register-node"))]
node = start("flower-supernode", "--insecure", "--superlink", f"127.0.0.1:{PROXY}", "--port", "18513")
result = folder / "result.json"
config = f'rounds=1 nodes=1 result="{result}"'
subprocess.run(["flwr", "run", str(folder / "app"), "test", "--run-config", config], env=environment, cwd=folder, check=True)
while not result.exists():
    time.sleep(0.5)
time.sleep(5)
node.send_signal(signal.SIGINT)
node.wait()
server.terminate()
proxy.shutdown()
shutil.rmtree(folder)


def npy(array):
    import io
    file = io.BytesIO()
    np.save(file, array, allow_pickle=False)
    return base64.b64encode(file.getvalue()).decode()


kinds = ["float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool"]
values = [0, 1, 100, 3, 0, 1]
files = [{"type": kind, "shape": shape, "values": values[:int(np.prod(shape))],
          "file": npy(np.array(values[:int(np.prod(shape))]).reshape(shape).astype(kind))}
         for kind in kinds if kind != "bool" for shape in ([6], [2, 3], [])]
files.append({"type": "bool", "shape": [2], "values": [0, 1], "file": npy(np.array([False, True]))})
others = {
    "fortran": npy(np.asfortranarray(np.arange(6.0).reshape(2, 3))),
    "bigEndian": npy(np.arange(6).reshape(2, 3).astype(">f4")),
    "text": npy(np.array(["a", "b"])),
    "huge": npy(np.array([2**60 + 1])),
}
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"calls": calls, "refused": refused, "files": files, "others": others}, indent=1) + "\n")
