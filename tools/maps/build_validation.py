#!/usr/bin/env python3
"""Writes the maps of the experiments in scenarios/validation/: rooms, corridors, doors, in local metres.

    tools/maps/build_validation.py
"""
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "validation"


def box(x0, y0, x1, y1):
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def feature(kind, name, geometry, coordinates, **properties):
    return {"type": "Feature", "properties": {"id": name, "kind": kind, **properties},
            "geometry": {"type": geometry, "coordinates": coordinates}}


def floor(name, corners):
    return feature("floor", name, "Polygon", [[*corners, corners[0]]])


def exit_line(name, a, b, **properties):
    return feature("exit", name, "LineString", [a, b], **properties)


def loop(name, a, b, shift):
    return feature("loop", name, "LineString", [a, b], shift_m=shift)


def line(kind, name, points, **properties):
    return feature(kind, name, "LineString", points, **properties)


def write(name, title, features):
    text = json.dumps({"type": "FeatureCollection", "datum": "local", "title": title, "features": "FEATURES"}, indent=1)
    rows = ",\n".join("  " + json.dumps(f) for f in features)
    (FOLDER / f"{name}.geojson").write_text(text.replace('"FEATURES"', "[\n" + rows + "\n ]") + "\n")


def bottleneck(width, length, room=(20, 10), behind=6):
    """A room whose front wall is x = 0, a throat in its middle, ground behind it with an exit."""
    depth, wide = room
    half = width / 2
    return [floor("room", box(-depth, -wide / 2, 0, wide / 2)), floor("throat", box(0, -half, length, half)),
            floor("behind", box(length, -wide / 2, length + behind, wide / 2)),
            exit_line("out", [length + behind, -wide / 2], [length + behind, wide / 2])]


def main():
    write("corridor_40", "A corridor of 40 m by 2 m",
          [floor("corridor", box(0, -1, 40, 1)), exit_line("end", [40, -1], [40, 1]), exit_line("start", [0, -1], [0, 1])])
    for width in (2.4, 3.6, 5.0):
        write(f"bottleneck_{width:.1f}", f"HERMES: a throat {width} m wide, 1 m long", bottleneck(width, 1))


if __name__ == "__main__":
    main()
