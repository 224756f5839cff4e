#!/usr/bin/env python3
"""Writes maps/tiny/*.geojson: maps of one idea each, for tests and experiments. All numbers are chosen, none surveyed."""
import json
import os

from geo import fillet

ORIGIN = {"lon": 120.48, "lat": 30.748, "metres_per_deg_lon": 95671.1, "metres_per_deg_lat": 110950}


def lonlat(p):
    return [round(ORIGIN["lon"] + p[0] / ORIGIN["metres_per_deg_lon"], 8), round(ORIGIN["lat"] + p[1] / ORIGIN["metres_per_deg_lat"], 8)]


def feature(kind, ident, geometry, points, **properties):
    c = [lonlat(p) for p in points]
    coordinates = {"Point": c[0], "LineString": c, "Polygon": [c + c[:1]]}[geometry]
    head = {"id": ident, "kind": kind, "name_zh": ident, "name_en": ident.replace("_", " "), "source": "made", "accuracy_m": 0}
    return {"type": "Feature", "properties": {**head, **properties}, "geometry": {"type": geometry, "coordinates": coordinates}}


def line(kind, ident, points, width, **p):
    return feature(kind, ident, "LineString", points, width=width, **p)


def entry(ident, at):
    return feature("entry", ident, "Point", [at], mode="walk", capacity_per_min=300)


def place(ident, at, **p):
    return feature("shop", ident, "Point", [at], capacity=200, door_width=2.0, indoor=True, dwell_min=2, **p)


def dock(ident, at, berths, *services):
    return feature("dock", ident, "Point", [at], berths=berths, length=30, services=list(services), waiting_capacity=60, hours=["07:30", "21:30"])


def stop(ident, at):
    return feature("stop", ident, "Point", [at], modes=["cart"], bays=2, waiting_capacity=40)


def water(kind, ident, points, width, **p):
    return line(kind, ident, points, width, depth=1.5, **p)


def bank(side, x):
    """A quay with its dock, the street to it and an entry, south of the canal of one_canal."""
    return [feature("quay", "quay_" + side, "Polygon", [(x - 15, -12), (x + 15, -12), (x + 15, -6.2), (x - 15, -6.2)]),
            line("street", "street_" + side, [(x, -30), (x, -9)], 4.0), dock("dock_" + side, (x, -6.2), 3, "charter", "shared"),
            entry("entry_" + side, (x, -28))]


def shore(side, x, out):
    """A quay with its dock on a shore of the lake of one_dock; out is 1 or -1, away from the water."""
    return [feature("quay", "quay_" + side, "Polygon", [(x, 25), (x, 55), (x + 8 * out, 55), (x + 8 * out, 25)][::-out]),
            line("street", "street_" + side, [(x + 4 * out, 40), (x + 40 * out, 40)], 4.0),
            dock("dock_" + side, (x, 40), 4, "ferry", "charter", "shared"), entry("entry_" + side, (x + 38 * out, 40))]


RING = [(0, 0), (80, 0), (95, 5), (100, 20), (100, 60), (95, 75), (80, 80), (0, 80), (-15, 75), (-20, 60), (-20, 20), (-15, 5), (0, 0)]

MAPS = {
    "corridor": [line("street", "corridor", [(0, 0), (40, 0)], 2.0), entry("west", (1, 0)), entry("east", (39, 0)),
                 place("shop_east", (36, 2)), place("shop_west", (4, 2))],
    "bottleneck": [feature("square", "room", "Polygon", [(0, -5), (10, -5), (10, 5), (0, 5)]),
                   line("street", "throat", [(9, 0), (11, 0)], 1.2), line("street", "after", [(11, 0), (31, 0)], 4.0),
                   line("street", "before", [(-20, 0), (5, 0)], 4.0),
                   entry("west", (-18, 0)), entry("east", (29, 0)), place("shop_east", (28, 3))],
    "crossing": [line("street", "east_west", [(-30, 0), (30, 0)], 4.0), line("street", "north_south", [(0, -30), (0, 30)], 4.0),
                 entry("west", (-28, 0)), entry("south", (0, -28)), place("shop_east", (28, 3)), place("shop_north", (3, 28))],
    "one_bridge": [line("street", "south_bank", [(-30, -8), (0, -8), (30, -8)], 3.0), line("street", "north_bank", [(-30, 8), (0, 8), (30, 8)], 3.0),
                   line("bridge", "arch", [(0, -8), (0, 8)], 2.4, form="arch", steps=14, span=5, headroom=2.5, spans_over="canal", rise=2),
                   line("canal", "canal", [(-40, 0), (40, 0)], 6.0, depth=1.5),
                   entry("south_west", (-28, -8)), entry("north_east", (28, 8)), place("shop_north", (26, 10)), place("shop_south", (-26, -10))],
    "one_gate": [feature("forecourt", "forecourt", "Polygon", [(-20, -10), (-4, -10), (-4, 10), (-20, 10)]),
                 line("street", "approach", [(-40, 0), (-12, 0), (0, 0), (30, 0)], 5.0),
                 feature("gate", "turnstiles", "Point", [(0, 0)], lanes=3, service_s=3, hall_capacity=10, windows=1, window_service_s=20, exit_lanes=2),
                 feature("zone", "inner", "Polygon", [(0, -30), (40, -30), (40, 30), (0, 30)], zone_class="access"),
                 entry("outside", (-38, 0)), place("shop_inside", (27, 4)), place("shop_outside", (-27, 4))],
    # two docks on a canal whose middle is 3 m wide and one-way eastwards; back through a loop, or on foot by the path
    "one_canal": [water("canal", "canal_west", [(0, 0), (80, 0)], 12.0), water("canal", "canal_narrow", [(80, 0), (120, 0)], 3.0, one_way=True),
                  water("canal", "canal_east", [(120, 0), (200, 0)], 12.0),
                  water("canal", "canal_return", fillet([(126, 0), (108, 26), (92, 26), (74, 0)], 14), 5.0),
                  *bank("west", 25), *bank("east", 175), line("street", "path", [(25, -30), (175, -30)], 3.0),
                  feature("mooring", "mooring_west", "LineString", [(2, 4.2), (66, 4.2)]),
                  feature("mooring", "mooring_east", "LineString", [(134, 4.2), (198, 4.2)])],
    # a lake with a ferry between its shores, and a path round it
    "one_dock": [feature("lake", "lake", "Polygon", [(0, 0), (120, 0), (120, 80), (0, 80)], depth=1.8),
                 water("fairway", "fairway", [(12, 40), (60, 40), (108, 40)], 10.0),
                 water("fairway", "fairway_west", [(6.5, 10), (6.5, 34), (12, 40), (6.5, 46), (6.5, 70)], 11.0),
                 water("fairway", "fairway_east", [(113.5, 10), (113.5, 34), (108, 40), (113.5, 46), (113.5, 70)], 11.0),
                 water("fairway", "fairway_south", [(12, 40), (20, 20), (40, 12), (80, 12), (100, 20), (108, 40)], 8.0),
                 *shore("west", 0, -1), *shore("east", 120, 1),
                 line("street", "path", [(-40, 40), (-40, -20), (160, -20), (160, 40)], 3.0),
                 feature("mooring", "mooring", "LineString", [(36, 2), (84, 2)])],
    # a one-way ring with three stops, and the carts' yard
    "cart_loop": [line("road", "ring_road", RING, 4.5, speed_limit=4.2, modes=["cart"], one_way=True),
                  line("road", "yard_road", [(-15, 5), (-40, -10)], 4.5, speed_limit=3.0, modes=["cart"]),
                  feature("depot", "depot", "Point", [(-40, -10)], modes=["cart"], capacity=8),
                  line("street", "street_south", [(40, -40), (40, -6), (60, -6)], 3.0), line("street", "street_east", [(106, 40), (140, 40)], 3.0),
                  line("street", "street_north", [(40, 86), (40, 120)], 3.0), line("lane", "walk_across", [(40, -6), (40, 86)], 2.0),
                  line("lane", "walk", [(40, -40), (140, -40), (140, 40), (140, 120), (40, 120)], 2.0),
                  stop("stop_south", (44, -5)), stop("stop_east", (106, 40)), stop("stop_north", (40, 86)),
                  entry("entry_south", (40, -38)), entry("entry_east", (138, 40)), entry("entry_north", (40, 118))],
}


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "maps", "tiny")
    os.makedirs(folder, exist_ok=True)
    for name, features in MAPS.items():
        data = {"type": "FeatureCollection", "datum": "WGS84", "origin": ORIGIN, "title": "Tiny map: " + name.replace("_", " "),
                "about": "Made for tests.", "attribution": "Wuzhen Canals contributors", "sources": {"made": "chosen for tests"},
                "features": features}
        with open(os.path.join(folder, name + ".geojson"), "w", encoding="utf-8") as f:
            f.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


main()
