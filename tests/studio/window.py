"""Drives wuzhen-studio on a display of its own with real mouse and key events, and reads its status file."""
import json
import os
import shutil
import subprocess
import time

NEEDED = ("Xvfb", "xdotool")


def missing():
    """What this machine lacks for the test of the window, in words; empty if nothing."""
    return ", ".join(tool for tool in NEEDED if shutil.which(tool) is None)


class Display:
    def __init__(self, width, height):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.name = ":" + pipe.readline().strip()

    def close(self):
        self.server.terminate()
        self.server.wait()


class Window:
    def __init__(self, program, arguments, display, folder, size):
        self.status_file = folder / "status.json"
        self.status_file.unlink(missing_ok=True)
        self.environment = dict(os.environ, DISPLAY=display.name, XDG_CONFIG_HOME=str(folder / "config"),
                                XDG_STATE_HOME=str(folder / "state"),
                                LIBGL_ALWAYS_SOFTWARE="1")
        self.process = subprocess.Popen(
            [program, *map(str, arguments), "--size", f"{size[0]}x{size[1]}", "--status", str(self.status_file)],
            env=self.environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.wait(lambda s: s["stage"] in ("ready", "failed"), 30)
        self.id = self.tool("search", "--sync", "--name", "Wuzhen studio").split()[-1]
        self.tool("windowmove", self.id, "0", "0")
        self.tool("windowfocus", self.id)
        time.sleep(0.3)

    def tool(self, *arguments):
        return subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=True, timeout=20,
                              capture_output=True, text=True).stdout

    def status(self):
        try:
            return json.loads(self.status_file.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {"stage": "empty"}

    def wait(self, condition, seconds=15, what="the window did not get there"):
        """The status for which `condition` holds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            status = self.status()
            try:
                if condition(status):
                    return status
            except KeyError:
                pass
            if self.process.poll() is not None:
                raise AssertionError(f"it ended with {self.process.returncode}: {self.process.stdout.read()}")
            time.sleep(0.05)
        brief = {k: v for k, v in status.items() if k not in ("marks", "people_in_view")}
        raise AssertionError(f"{what}: {brief}")

    def move(self, x, y):
        self.tool("mousemove", "--window", self.id, int(x), int(y))
        time.sleep(0.12)

    def click_at(self, x, y, button=1):
        self.move(x, y)
        self.tool("mousedown", button)
        time.sleep(0.1)  # as long as a finger takes: on a busy machine a frame lasts longer than a click of a tool
        self.tool("mouseup", button)
        time.sleep(0.15)

    def middle(self, mark):
        x, y, w, h = self.wait(lambda s: mark in s["marks"], what=f"there is no {mark}")["marks"][mark]
        return x + w / 2, y + h / 2

    def click(self, mark, button=1):
        self.click_at(*self.middle(mark), button)

    def drag(self, mark, share_from, share_to):
        """Along a slider."""
        x, y, w, h = self.wait(lambda s: mark in s["marks"])["marks"][mark]
        self.move(x + w * share_from, y + h / 2)
        self.tool("mousedown", 1)
        time.sleep(0.15)
        self.move(x + w * share_to, y + h / 2)
        self.tool("mouseup", 1)
        time.sleep(0.15)

    def key(self, *keys):
        for key in keys:
            self.tool("key", key)
            time.sleep(0.12)

    def type(self, text):
        """Over what stands in the field that has the keyboard."""
        self.key("ctrl+a")
        self.tool("type", "--delay", "8", text)
        time.sleep(0.2)

    def on_map(self, x, y):
        """Pixels of a place in metres."""
        camera = self.status()["camera"]
        left, top, w, h = camera["map"]
        return (left + w / 2 + (x - camera["x"]) * camera["scale"], top + h / 2 - (y - camera["y"]) * camera["scale"])

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=30)

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stdout.close()
