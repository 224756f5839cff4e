#!/usr/bin/env python3
"""The window as a planner meets it: play, a slider, a closed bridge, a person, save, export, quit.

    tests/studio/window_test.py STUDIO WUZHEN [unittest options]

Exit code 77 (skipped) where Xvfb or xdotool is missing.
"""
import json
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from window import Display, Window, missing

SOURCE = Path(__file__).resolve().parent.parent.parent
DAY = SOURCE / "scenarios/tiny/one_bridge.yaml"
STUDIO = WUZHEN = ""
SIZE = (1280, 720)


def bridge_middle():
    town = json.loads((SOURCE / "maps/tiny/one_bridge.geojson").read_text())
    origin = town["origin"]
    line = next(f for f in town["features"] if f["properties"]["kind"] == "bridge")["geometry"]["coordinates"]
    lon, lat = ((line[0][i] + line[-1][i]) / 2 for i in (0, 1))
    return ((lon - origin["lon"]) * origin["metres_per_deg_lon"], (lat - origin["lat"]) * origin["metres_per_deg_lat"])


class Planner(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="wuzhen_studio_")
        self.path = Path(self.folder.name)
        self.display = Display(*SIZE)
        self.window = None

    def tearDown(self):
        if self.window:
            self.window.close()
        self.display.close()
        self.folder.cleanup()

    def open(self, *arguments):
        self.window = Window(STUDIO, arguments, self.display, self.path, SIZE)
        return self.window

    def hash_of(self, *arguments):
        done = subprocess.run([WUZHEN, *map(str, arguments)], capture_output=True, text=True, cwd=self.path, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return re.search(r"state hash ([0-9a-f]{16})", done.stdout)[1]

    def standing(self, condition=lambda s: True):
        return self.window.wait(lambda s: not s["playing"] and not s["seeking"] and s["hash"] and condition(s))

    def test_a_morning_of_work(self):
        w = self.open(DAY, "--at", "08:02", "--speed", "5")
        start = self.standing(lambda s: s["clock"] == "08:02:00.0")
        self.assertTrue(start["chinese"], "Noto Sans CJK was not found")
        self.assertLess(start["first_frame_s"], 10)  # 1 s on a quiet machine

        w.click("play")
        w.wait(lambda s: s["playing"] and s["tick"] > start["tick"] + 20)
        w.click("play")
        paused = self.standing()
        self.assertGreater(paused["tick"], start["tick"])
        self.assertEqual(paused["commands"], 0)
        w.key("period")
        self.standing(lambda s: s["tick"] == paused["tick"] + 1)

        w.click("tab_Tune")
        w.click("params_pedestrian")
        w.drag("param_pedestrian.reach_m", 0.4, 0.8)
        w.wait(lambda s: s["commands"] == 1, what="the slider gave no command")

        w.click_at(*w.on_map(*bridge_middle()), button=3)  # whoever stands there
        w.click("menu_close")
        w.wait(lambda s: s["commands"] == 2, what="the bridge was not closed")
        w.key("space")
        w.wait(lambda s: s["tick"] > paused["tick"] + 150)
        w.key("space")
        after = self.standing()

        person = after["people_in_view"][0]
        w.click_at(person["x"], person["y"])
        w.wait(lambda s: "person" in s["selected"], what="nobody was selected")

        log, saved = self.path / "session.jsonl", self.path / "changed.yaml"
        for keys, file in (("ctrl+e", log), ("ctrl+s", saved)):
            w.key(keys)
            w.wait(lambda s: s["dialog"] != 0 and "dialog_path" in s["marks"])
            w.type(str(file))
            w.key("Return")
            w.wait(lambda s: s["dialog"] == 0 and file.exists(), what=f"{file} was not written")
        self.assertEqual(self.hash_of("replay", log, "--quiet"), after["hash"])
        self.assertEqual(self.hash_of("run", DAY, "--commands", log, "--until", after["clock"], "--quiet"), after["hash"])
        self.assertEqual(self.hash_of("run", saved, "--until", after["clock"], "--quiet"), after["hash"])
        self.assertIn("extends:", saved.read_text())

        w.click("tab_Curves")
        w.click("keep_run")
        w.wait(lambda s: s["kept"], what="the run was not kept")
        table = self.path / "curves.csv"
        table.write_text("mine\n")
        w.click("curves_csv")
        w.wait(lambda s: "dialog_path" in s["marks"])
        w.type(str(table))
        w.key("Return")  # it is there: once more
        time.sleep(0.5)
        self.assertEqual(table.read_text(), "mine\n")
        w.click("dialog_ok")
        w.wait(lambda s: s["dialog"] == 0, what="the curves were not saved")
        self.assertRegex(table.read_text(), r"^time,on_site,walking\n08:0")

        w.key("ctrl+z")
        w.wait(lambda s: s["commands"] == 3, what="undo did not open the bridge")
        w.click("timeline")  # the middle of the day
        self.standing(lambda s: s["tick"] > after["tick"])
        w.key("ctrl+q")
        self.assertEqual(w.process.wait(timeout=15), 0)
        remembered = json.loads((self.path / "config/wuzhen/studio.json").read_text())
        self.assertEqual(remembered["recent"], [str(DAY)])

    def test_a_slider_gives_the_value_that_it_shows(self):
        w = self.open(SOURCE / "scenarios/tiny/one_gate.yaml")
        w.click("tab_Change")
        w.click("section_Gates")
        for mark, lanes, words in (("lanes_in_turnstiles", 12, "lanes in"), ("lanes_out_turnstiles", 0, "lanes out")):
            w.drag(mark, 0.3, 0.99 if lanes else 0.01)
            w.wait(lambda s: s["last_command"].endswith(f": {lanes} {words}"), what=f"not {lanes} {words}")
        w.drag("limit_turnstiles", 0.01, 0.99)
        w.wait(lambda s: s["last_command"].endswith(": hold people back at 40000 within"), what="the gate has no limit")

    def test_a_road_is_cleared_for_a_motorcade(self):
        day = self.path / "road.yaml"
        day.write_text(f'''title: A ring road
about: A motorcade, by hand.
map: {SOURCE}/scenarios/library/motorcade.geojson
day: {{start: "09:00", end: "10:00"}}
seed: 1
lines:
  ring: {{name_zh: 環線, name_en: Ring line, depot: depot, stops: [stop_south, stop_east, stop_north], vehicles: 3, headway_s: 120, seats: 8}}
crowds:
  northwards: {{from: south, count: 250, rate: 0.1, exits: north}}
''')
        w = self.open(day)
        w.click_at(*w.on_map(20, 0), button=3)
        w.click("menu_clear")
        w.click("clear_10")
        cleared = w.wait(lambda s: s["commands"] == 1, what="the road was not cleared")
        self.assertTrue(cleared["last_command"].endswith("for 10 min"), cleared["last_command"])
        self.assertTrue(cleared["last_command"].startswith("Clear "), cleared["last_command"])

    def test_a_cordon_is_drawn_and_lifted(self):
        w = self.open(SOURCE / "scenarios/library/cordon.yaml")
        w.click("tab_Change")
        w.click("section_Cordons")
        w.click("cordon_draw")
        w.wait(lambda s: "for all until" in s["last_command"], what="no cordon was drawn")
        w.key("space")  # a click counts while time goes on, too
        w.click("cordon_lift")
        w.wait(lambda s: s["commands"] == 2 and s["last_command"].startswith("Open"), what="the cordon was not lifted")

    def test_a_faulty_file_is_shown_and_another_can_be_opened(self):
        (self.path / "bad.yaml").write_text("title: Nothing\nmap: nowhere.geojson\n")
        w = self.open(self.path / "bad.yaml")
        w.wait(lambda s: s["stage"] == "failed" and s["problems"] > 0)
        w.click("problems_open")
        w.wait(lambda s: s["dialog"] == 1)
        w.type(str(DAY))
        w.key("Return")
        w.wait(lambda s: s["stage"] == "ready" and s["problems"] == 0)
        w.key("F1")
        w.wait(lambda s: s["help"])
        w.key("Escape")
        w.wait(lambda s: not s["help"])


if __name__ == "__main__":
    if lacking := missing():
        print(f"skipped: the test of the window needs {lacking}")
        sys.exit(77)
    STUDIO, WUZHEN = (str(Path(p).resolve()) for p in sys.argv[1:3])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
