#!/usr/bin/env python3
"""Builds the small maps of maps/tiny, one idea each. Usage: build_tiny.py [folder]"""
import os
import sys
from geo import fillet
from mapfile import MapFile

SOURCES = {"EX": "invented example"}


class Tiny(MapFile):
    def __init__(self, title, about):
        super().__init__(title, about, "Invented for examples and tests.", SOURCES)

    def add(self, id, kind, geometry, name_zh="", name_en="", **props):
        super().add(id, kind, geometry, name_zh or id, name_en or id.replace("_", " "), "EX", 0, **props)

    def entry(self, id, p, mode="walk", rate=120):
        self.point(id, "entry", p, mode=mode, capacity_per_min=rate)

    def dock(self, id, p, berths, services, waiting=60, length=30):
        self.point(id, "dock", p, berths=berths, length=length, services=services, waiting_capacity=waiting,
                   hours=["07:30", "21:30"])

    def place(self, id, kind, p, capacity, door, **k):
        self.point(id, kind, p, capacity=capacity, door_width=door, indoor=k.pop("indoor", True), **k)


def corridor():
    m = Tiny("Corridor", "A straight corridor, 40 m long and 2 m wide, with an entry at both ends.")
    m.line("corridor", "street", [(0, 0), (40, 0)], width=2.0)
    m.entry("entry_west", (1, 0))
    m.entry("entry_east", (39, 0))
    return m


def bottleneck():
    m = Tiny("Bottleneck", "A room of 10 m x 10 m with one way out: a throat 1.2 m wide and 1 m long.")
    m.polygon("room", "square", [(0, 0), (10, 0), (10, 10), (0, 10)])
    m.line("approach", "street", [(5, 5), (10, 5)], width=4.0)
    m.line("throat", "street", [(10, 5), (11, 5)], width=1.2)
    m.line("outside", "street", [(11, 5), (26, 5)], width=5.0)
    m.entry("entry_room", (2, 5))
    m.entry("entry_outside", (25, 5))
    return m


def crossing():
    m = Tiny("Crossing", "Two streets, 4 m wide, crossing at a right angle, with an entry at each of the four ends.")
    m.line("street_we", "street", [(-30, 0), (0, 0), (30, 0)], width=4.0)
    m.line("street_sn", "street", [(0, -30), (0, 0), (0, 30)], width=4.0)
    for id, p in (("west", (-29, 0)), ("east", (29, 0)), ("south", (0, -29)), ("north", (0, 29))):
        m.entry("entry_" + id, p)
    return m


def one_bridge():
    m = Tiny("One bridge", "A stepped arch bridge, 2.4 m wide, over a canal 6 m wide, between two streets.")
    m.line("canal", "canal", [(-40, 0), (40, 0)], width=6.0, depth=1.5)
    m.line("street_south", "street", [(0, -30), (0, -7)], width=3.0)
    m.line("bridge", "bridge", [(0, -7), (0, 7)], width=2.4, form="arch", steps=14, span=5.0, headroom=2.5,
           spans_over="canal", rise=2.2)
    m.line("street_north", "street", [(0, 7), (0, 30)], width=3.0)
    m.entry("entry_south", (0, -29))
    m.entry("entry_north", (0, 29))
    return m


def one_canal():
    m = Tiny("One canal", "A canal 200 m long between two docks; its middle 40 m are 3 m wide and one-way eastwards, and boats "
             "return through a loop 5 m wide. The docks are also joined by a path.")
    m.line("canal_west", "canal", [(0, 0), (80, 0)], width=12.0, depth=1.5)
    m.line("canal_narrow", "canal", [(80, 0), (120, 0)], width=3.0, depth=1.2, one_way=True)
    m.line("canal_east", "canal", [(120, 0), (200, 0)], width=12.0, depth=1.5)
    m.line("canal_return", "canal", fillet([(126, 0), (108, 26), (92, 26), (74, 0)], 14), width=5.0, depth=1.2)
    for side, x in (("west", 25), ("east", 175)):
        m.polygon("quay_" + side, "quay", [(x - 15, -12), (x + 15, -12), (x + 15, -6.2), (x - 15, -6.2)])
        m.line("street_" + side, "street", [(x, -30), (x, -9)], width=4.0)
        m.dock("dock_" + side, (x, -6.2), 3, ["charter", "shared"])
        m.entry("entry_" + side, (x, -28))
    m.line("path", "street", [(25, -30), (175, -30)], width=3.0)
    m.line("mooring_west", "mooring", [(2, 4.2), (66, 4.2)])
    m.line("mooring_east", "mooring", [(134, 4.2), (198, 4.2)])
    return m


def one_dock():
    m = Tiny("One dock", "A lake with a dock on the west bank and a ferry to a second dock on the east bank; a path leads round.")
    m.polygon("lake", "lake", [(0, 0), (120, 0), (120, 80), (0, 80)], depth=1.8)
    m.line("fairway", "fairway", [(12, 40), (60, 40), (108, 40)], width=10.0, depth=1.8)
    m.line("fairway_west", "fairway", [(6.5, 10), (6.5, 34), (12, 40), (6.5, 46), (6.5, 70)], width=11.0, depth=1.8)
    m.line("fairway_east", "fairway", [(113.5, 10), (113.5, 34), (108, 40), (113.5, 46), (113.5, 70)], width=11.0, depth=1.8)
    for side, x, s in (("west", 0, -1), ("east", 120, 1)):
        m.polygon("quay_" + side, "quay", [(x, 25), (x, 55), (x + 8 * s, 55), (x + 8 * s, 25)])
        m.line("street_" + side, "street", [(x + 4 * s, 40), (x + 40 * s, 40)], width=4.0)
        m.dock("dock_" + side, (x, 40), 4, ["ferry", "charter", "shared"] if side == "west" else ["ferry", "shared", "charter"])
        m.entry("entry_" + side, (x + 38 * s, 40))
    m.line("path", "street", [(-40, 40), (-40, -20), (160, -20), (160, 40)], width=3.0)
    m.line("fairway_south", "fairway", [(12, 40), (20, 20), (40, 12), (80, 12), (100, 20), (108, 40)], width=8.0, depth=1.8)
    m.line("mooring", "mooring", [(24, 2), (96, 2)])
    return m


def one_gate():
    m = Tiny("One gate", "A forecourt before a gate of four turnstiles; a garden with a teahouse behind it.")
    m.polygon("forecourt", "forecourt", [(-30, -15), (-5, -15), (-5, 15), (-30, 15)])
    m.line("arrival", "street", [(-60, 0), (-18, 0)], width=6.0)
    m.line("passage", "street", [(-18, 0), (0, 0), (40, 0)], width=5.0)
    m.polygon("garden", "square", [(35, -15), (65, -15), (65, 15), (35, 15)])
    m.line("garden_path", "street", [(40, 0), (60, 0)], width=3.0)
    m.point("gate", "gate", (0, 0), lanes=4, service_s=4, hall_capacity=40, windows=2, window_service_s=45, exit_lanes=2)
    m.polygon("inside", "zone", [(0, -40), (80, -40), (80, 40), (0, 40)], zone_class="access")
    m.polygon("before_gate", "zone", [(-62, -40), (0, -40), (0, 40), (-62, 40)], zone_class="report")
    m.entry("entry", (-58, 0))
    m.place("teahouse", "teahouse", (62, 0), 80, 1.6)
    return m


def cart_loop():
    m = Tiny("Cart loop", "A ring road with three stops, a depot and a street to each stop.")
    ring = [(0, 0), (80, 0), (95, 5), (100, 20), (100, 60), (95, 75), (80, 80), (0, 80), (-15, 75), (-20, 60), (-20, 20), (-15, 5), (0, 0)]
    m.line("ring_road", "road", ring, width=4.5, speed_limit=4.2, modes=["cart"], one_way=True)
    m.line("yard_road", "road", [(-15, 5), (-40, -10)], width=4.5, speed_limit=3.0, modes=["cart"])
    m.point("depot", "depot", (-40, -10), modes=["cart"], capacity=8)
    m.line("street_south", "street", [(40, -40), (40, -6), (60, -6)], width=3.0)
    m.line("street_east", "street", [(106, 40), (140, 40)], width=3.0)
    m.line("street_north", "street", [(40, 86), (40, 120)], width=3.0)
    m.line("walk", "lane", [(40, -40), (140, -40), (140, 40), (140, 120), (40, 120)], width=2.0)
    m.line("walk_across", "lane", [(40, -6), (40, 86)], width=2.0)
    for id, p in (("south", (44, -5)), ("east", (106, 40)), ("north", (40, 86))):
        m.point("stop_" + id, "stop", p, modes=["cart"], bays=2, waiting_capacity=40)
    m.entry("entry_south", (40, -38))
    m.entry("entry_east", (138, 40))
    m.entry("entry_north", (40, 118))
    return m


def main(folder):
    os.makedirs(folder, exist_ok=True)
    for make in (corridor, bottleneck, crossing, one_bridge, one_canal, one_dock, one_gate, cart_loop):
        make().write(os.path.join(folder, make.__name__ + ".geojson"))


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "maps", "tiny"))
