"""What the scripts that run our programs share: drives that bbdrive serves, and the events that --json prints."""
import json
import signal
import subprocess


class NotServed(Exception):
    """bbdrive serve gave no address."""


class Server:
    """bbdrive serve on a free port, ended by its process id; `urls` are the addresses of its drives."""

    def __init__(self, bin_dir, *words, clock="instant", stderr=None):
        command = [bin_dir / "bbdrive", "serve", "--listen", "127.0.0.1:0", "--clock", clock, *words]
        self.process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=stderr, text=True)
        self.urls = []
        for _ in range(words.count("--drive")):
            line = self.process.stdout.readline()
            if not line.startswith("iscsi://"):
                said = self.process.stderr.read() if stderr == subprocess.PIPE else ""
                self.stop()
                raise NotServed(f"bbdrive serve: {line}{said}".strip())
            self.urls.append(line.split()[0])

    def stop(self, how=signal.SIGTERM):
        """Its exit code; one that does not end is killed."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            code = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def events(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]
