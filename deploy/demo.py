"""`./dev demo`: serve the demo conference on this machine, with a worker, until stopped."""

import argparse
import hashlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
STATIC_STAMP = VAR / "static-stamp"
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Prepare and serve the demo until Ctrl-C."""
    arguments = _arguments()
    if arguments.reset:
        shutil.rmtree(VAR, ignore_errors=True)
    VAR.mkdir(parents=True, exist_ok=True)
    port = int(os.environ.get("PORT", "8000"))
    if _is_taken(port):
        sys.stderr.write(f"Port {port} is taken. Use another one: PORT={port + 1} ./dev demo\n")
        return 1
    certificate = _set_environment(port, lan=arguments.lan)
    greeting = _prepare()
    return _serve(port, certificate, greeting)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="start over: remove everything in var/")
    parser.add_argument("--lan", action="store_true", help="serve HTTPS on the local network, for a phone's camera")
    return parser.parse_args()


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _set_environment(port: int, *, lan: bool) -> tuple[Path, Path] | None:
    """Set environment variables for this process and its children; with `lan`, return certificate and key files."""
    os.environ |= {"MODE": "demo", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ.setdefault("PUBLIC_URL", f"http://localhost:{port}")
    if not lan:
        return None
    from deploy.certificate import make_certificate

    address = _address_in_network()
    hosts = ["localhost", "127.0.0.1", address]
    os.environ |= {"ALLOWED_HOSTS": ",".join(hosts), "HTTPS": "1", "PUBLIC_URL": f"https://{address}:{port}"}
    return make_certificate(VAR / "certificate", hosts)


def _address_in_network() -> str:
    """Return this machine's address on the local network, or 127.0.0.1. Connecting a UDP socket sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _prepare() -> str:
    """Bring translations, tables, static files and the demo conference up to date; return the greeting."""
    import django
    from django.core.management import call_command

    from deploy import compile_messages

    compile_messages.main()
    static = _collect_static()
    django.setup()
    call_command("migrate", verbosity=0)
    said = io.StringIO()
    call_command("demo", stdout=said)
    if static is not None:
        _finish_static(static)
    return said.getvalue()


def _static_state() -> str:
    folder = ROOT / "static"
    state = "".join(f"{path}{path.stat().st_mtime_ns}" for path in sorted(folder.rglob("*")))
    return hashlib.sha256(state.encode()).hexdigest()


def _collect_static() -> subprocess.Popen[bytes] | None:
    """Start to collect static files in the background and return the process, or None if no file has changed."""
    if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == _static_state():
        return None
    print("Preparing the demo conference ...", flush=True)
    command = [sys.executable, "manage.py", "collectstatic", "--verbosity", "0", "--no-input", "--clear"]
    return subprocess.Popen(command, cwd=ROOT)


def _finish_static(collecting: subprocess.Popen[bytes]) -> None:
    if collecting.wait() != 0:
        raise SystemExit("The styles and scripts could not be collected.")
    STATIC_STAMP.write_text(_static_state())


def _serve(port: int, certificate: tuple[Path, Path] | None, greeting: str) -> int:
    """Run the web server and the worker, restarting the worker if it ends. Return the exit status."""
    signal.signal(signal.SIGTERM, _stop)
    worker = [sys.executable, "manage.py", "qcluster"]
    children = [_start(_server_command(port, certificate)), _start(worker)]
    try:
        _wait_until_healthy(port, https=certificate is not None)
        sys.stdout.write(greeting)
        sys.stdout.flush()
        while children[0].poll() is None:
            time.sleep(0.5)
            if children[1].poll() is not None:
                children[1] = _start(worker)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(children)
    sys.stderr.write("The web server has stopped.\n")
    return 1


def _server_command(port: int, certificate: tuple[Path, Path] | None) -> list[str]:
    host = "127.0.0.1" if certificate is None else "0.0.0.0"  # noqa: S104 - asked for by --lan
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"{host}:{port}", "--threads", "8"]
    command += ["--log-level", "warning", "--graceful-timeout", "5", "--worker-class", "gthread", "--keep-alive", "30"]
    if certificate is not None:
        command += ["--certfile", str(certificate[0]), "--keyfile", str(certificate[1])]
    return command


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Terminate the children, which end their own children; after 8 seconds, kill them with their process groups.

    The signal goes to the children only: if the queue's own processes got it too, they would wait for each other.
    """
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def _wait_until_healthy(port: int, *, https: bool) -> None:
    import ssl

    context = ssl._create_unverified_context() if https else None  # noqa: S323 - our own certificate, on loopback
    address = f"{'https' if https else 'http'}://127.0.0.1:{port}/healthz"
    for _attempt in range(150):
        try:
            urllib.request.urlopen(address, timeout=1, context=context)  # noqa: S310 - loopback
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The web server did not answer within 15 seconds.")


if __name__ == "__main__":
    sys.exit(main())
