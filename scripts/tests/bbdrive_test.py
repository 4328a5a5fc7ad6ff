#!/usr/bin/python3
"""bbdrive serve as users run it: what it prints, what it takes a file for, and how it ends."""
import signal
import socket
import subprocess
import unittest

from programs import BIN, TARGET, ProgramTest, Server, events, run


def profile_of(url):
    """The current profile, as a host sees it."""
    media = run("bbburn", "media", url, "--json")
    return next(event["profile"] for event in events(media.stdout) if event["event"] == "medium")


class Serve(ProgramTest):
    def new_image(self, name, blocks=20):
        """A file that begins as an ISO 9660 volume does, with nothing in it."""
        image = self.folder / name
        with open(image, "wb") as file:
            file.seek(16 * 2048)
            file.write(b"\x01CD001\x01")
            file.truncate(blocks * 2048)
        return image

    def test_prints_a_line_a_drive_that_begins_with_its_address(self):
        disc = self.new_disc("bd-r")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        server = subprocess.Popen([BIN / "bbdrive", "serve", "--listen", f"127.0.0.1:{port}", "--drive", "generic-bd",
                                   "--disc", disc, "--drive", "generic-cd", "--name", "second"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        lines = [server.stdout.readline() for _ in range(2)]
        self.assertEqual(lines, [f"iscsi://127.0.0.1:{port}/{TARGET}generic-bd/0 generic-bd {disc}\n",
                                 f"iscsi://127.0.0.1:{port}/{TARGET}second/0 generic-cd empty\n"])
        found = [profile_of(line.split()[0]) for line in lines]  # connections are accepted by now
        self.assertEqual(found, ["0041", "0000"])
        server.send_signal(signal.SIGTERM)
        self.assertEqual(server.communicate(timeout=60), ("", ""))
        self.assertEqual(server.returncode, 0)

    def test_port_0_is_a_free_one_each_time(self):
        with Server("--drive", "generic-bd") as one, Server("--drive", "generic-bd") as other:
            ports = [server.urls[0].split("/")[2] for server in (one, other)]
            self.assertNotEqual(ports[0], ports[1])
            self.assertNotIn("127.0.0.1:0", ports)

    def test_tells_a_file_by_its_content(self):
        disc = self.new_disc("dvd+r", "disc.iso")
        image = self.new_image("image.bbd")
        with Server("--drive", "generic-bd", "--disc", disc, "--drive", "generic-dvd", "--disc", image) as server:
            self.assertEqual([profile_of(url) for url in server.urls], ["001B", "0008"])

    def test_size_of_an_image_decides_unless_medium_does(self):
        words = ["--drive", "generic-bd", "--name"]
        cases = {"cd": ([self.new_image("cd", 360_000)], "0008"), "dvd": ([self.new_image("dvd", 360_001)], "0010"),
                 "dvd9": ([self.new_image("dvd9", 4_173_824)], "0010"), "bd": ([self.new_image("bd", 4_173_825)], "0040"),
                 "said": ([self.new_image("said"), "--medium", "bd-rom"], "0040")}
        options = [word for name, (disc, _) in cases.items() for word in (*words, name, "--disc", *disc)]
        with Server(*options) as server:
            self.assertEqual([profile_of(url) for url in server.urls], [profile for _, profile in cases.values()])


if __name__ == "__main__":
    unittest.main(verbosity=2)
