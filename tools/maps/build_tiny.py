#!/usr/bin/env python3
"""Writes maps/tiny/*.geojson: maps of one idea each, for tests and experiments. All numbers are chosen, none surveyed."""
import json
import os

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
                 entry("outside", (-38, 0)), place("shop_inside", (27, 4))],
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
