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


def corridors():
    write("corridor_40", "A corridor of 40 m by 2 m",
          [floor("corridor", box(0, -1, 40, 1)), exit_line("end", [40, -1], [40, 1]), exit_line("start", [0, -1], [0, 1])])
    for width in (2, 5):
        half = width / 2
        write(f"loop_{width}", f"A corridor {width} m wide that is closed to a loop of 40 m",
              [floor("ring", box(0, -half, 40, half)), floor("before", box(-12, -half, 0, half)),
               floor("beyond", box(40, -half, 52, half)), loop("seam", [0, -half], [0, half], [40, 0]),
               exit_line("east", [52, -half], [52, half]), exit_line("west", [-12, -half], [-12, half])])
    for rate in (0, 1.2):
        write(f"crush_{rate}", "A corridor 3 m wide" + (f" whose end lets {rate} people through per second" if rate else ""),
              [floor("corridor", box(0, -1.5, 22, 1.5)), exit_line("west", [0, -1.5], [0, 1.5]),
               exit_line("east", [22, -1.5], [22, 1.5], rate=rate)])
    write("corner", "RiMEA 6: a left corner of a corridor 2 m wide, arms of 10 m",
          [floor("first", box(0, 0, 10, 2)), floor("bend", box(10, 0, 12, 2)), floor("second", box(10, 2, 12, 12)),
           exit_line("end", [10, 12], [12, 12])])


def queues():
    """Gates in a street 10 m wide: people come in at the west end, are served, and leave at the east end."""
    for lanes in (1, 2, 3, 5):
        write(f"gate_{lanes}", f"A street with a gate of {lanes} lanes, 3 s per person",
              [line("street", "street", [[0, 0], [12, 0], [30, 0]], width=10),
               feature("gate", "gate", "Point", [12, 0], lanes=lanes, service_s=3, hall_capacity=100000),
               exit_line("west", [1, -5], [1, 5]), exit_line("east", [29, -5], [29, 5])])
    write("gate_hall", "A street with a gate of one lane whose hall holds 10 people",
          [line("street", "street", [[0, 0], [30, 0], [45, 0]], width=6),
           feature("gate", "gate", "Point", [30, 0], lanes=1, service_s=3, hall_capacity=10),
           exit_line("west", [1, -3], [1, 3]), exit_line("east", [44, -3], [44, 3])])
    ring = [[0, 0], [70, 0], [80, 10], [80, 30], [70, 40], [10, 40], [0, 30], [0, 0]]
    stop = {"modes": ["cart"], "bays": 4, "waiting_capacity": 5000}
    write("two_stops", "A ring road with two stops; on foot it is far from one to the other",
          [line("road", "ring_road", ring, width=4.5, speed_limit=4.2, modes=["cart"], one_way=True),
           line("road", "yard_road", [[0, 0], [-30, -10]], width=4.5, speed_limit=3, modes=["cart"]),
           feature("depot", "depot", "Point", [-30, -10], modes=["cart"], capacity=12),
           line("street", "street_south", [[20, -6], [60, -6]], width=6), line("street", "street_north", [[20, 46], [60, 46]], width=6),
           line("lane", "far_way", [[60, -6], [60, -400], [400, -400], [400, 446], [60, 446], [60, 46]], width=3),
           feature("stop", "stop_south", "Point", [50, -5], **stop), feature("stop", "stop_north", "Point", [50, 45], **stop),
           exit_line("south", [21, -9], [21, -3]), exit_line("north", [21, 43], [21, 49])])
    # as long as a cart of 4.17 m/s needs for a ride of 20 minutes, less its stay at the far stop
    side = 2260
    loop = [[0, 0], [70, 0], [80, 10], [80, side], [70, side + 10], [10, side + 10], [0, side], [0, 0]]
    write("one_bay", "A long ring road with a stop where one cart can stand, and one where all can",
          [line("road", "ring_road", loop, width=4.5, speed_limit=4.2, modes=["cart"], one_way=True),
           line("road", "yard_road", [[0, 0], [-30, -10]], width=4.5, speed_limit=3, modes=["cart"]),
           feature("depot", "depot", "Point", [-30, -10], modes=["cart"], capacity=12),
           line("street", "street_south", [[20, -6], [60, -6]], width=6),
           line("street", "street_north", [[20, side + 16], [60, side + 16]], width=6),
           line("lane", "far_way", [[60, -6], [200, -6], [200, side + 16], [60, side + 16]], width=3),
           feature("stop", "stop_south", "Point", [50, -5], modes=["cart"], bays=1, waiting_capacity=50),
           feature("stop", "stop_north", "Point", [50, side + 15], modes=["cart"], bays=12, waiting_capacity=50),
           exit_line("south", [21, -9], [21, -3]), exit_line("north", [21, side + 13], [21, side + 19])])
    dock = {"berths": 4, "length": 30, "services": ["ferry"], "waiting_capacity": 5000, "hours": ["00:00", "24:00"]}
    write("two_docks", "A lake with a dock on either side; on foot it is far from one to the other",
          [feature("lake", "lake", "Polygon", [[*box(0, 0, 120, 80), [0, 0]]], depth=1.8),
           line("fairway", "across", [[12, 40], [60, 40], [108, 40]], width=10, depth=1.5),
           line("fairway", "along_west", [[6.5, 10], [6.5, 34], [12, 40], [6.5, 46], [6.5, 70]], width=11, depth=1.5),
           line("fairway", "along_east", [[113.5, 10], [113.5, 34], [108, 40], [113.5, 46], [113.5, 70]], width=11, depth=1.5),
           line("fairway", "south", [[12, 40], [20, 20], [40, 12], [80, 12], [100, 20], [108, 40]], width=8, depth=1.5),
           line("mooring", "mooring", [[36, 2], [84, 2]]),
           feature("quay", "quay_west", "Polygon", [[*box(-8, 25, 0, 55), [-8, 25]]]),
           feature("quay", "quay_east", "Polygon", [[*box(120, 25, 128, 55), [120, 25]]]),
           line("street", "street_west", [[-4, 40], [-40, 40]], width=4), line("street", "street_east", [[124, 40], [160, 40]], width=4),
           line("street", "far_way", [[-40, 40], [-40, -3000], [160, -3000], [160, 40]], width=3),
           feature("dock", "dock_west", "Point", [0, 40], **dock), feature("dock", "dock_east", "Point", [120, 40], **dock),
           exit_line("west", [-38, 38], [-38, 42]), exit_line("east", [158, 38], [158, 42])])


def arch():
    """Water 4.4 m wide and 9 m long: with its own 6.5 m and what the rule adds at both ends, a hull occupies 20 m."""
    basin, reach, half = 330, 106.5, 4.5
    parts = [line("canal", "arch", [[-half, 0], [half, 0]], width=4.4, depth=1.5)]
    for side, name in ((-1, "west"), (1, "east")):
        parts += [line("canal", f"basin_{name}", [[side * basin, 0], [side * reach, 0]], width=16, depth=1.5),
                  line("canal", f"reach_{name}", [[side * reach, 0], [side * half, 0]], width=7, depth=1.5)]
        for bank in (1, -1):
            # boats keep right: those that set out lie on the right bank, those that come on the other
            use = "out" if side * bank > 0 else "in"
            parts += [line("street", f"quay_{use}_{name}", [[side * 325, bank * 11], [side * 150, bank * 11]], width=4),
                      feature("dock", f"dock_{use}_{name}", "Point", [side * 250, bank * 8], berths=14, length=126, services=["ferry"],
                              waiting_capacity=20, hours=["00:00", "24:00"])]
    write("one_way_arch", "A canal with a one-way arch in the middle and docks at both ends",
          [*parts, exit_line("out", [-320, 9], [-320, 13])])


def stairs():
    """Stepped bridges are the stairs of this town: up to 35 % of their length, level, and down from 65 %."""
    for name, steps in (("stairs", 40), ("ramp", 0)):
        write(name, "A stepped bridge 100 m long" if steps else "The same without steps",
              [line("street", "west_arm", [[-20, 0], [0, 0]], width=3), line("street", "east_arm", [[100, 0], [120, 0]], width=3),
               feature("bridge", "flight", "LineString", [[0, 0], [100, 0]], width=3, form="flat", steps=steps, span=90,
                       headroom=3, spans_over=None),
               exit_line("east", [119, -1.5], [119, 1.5]), exit_line("west", [-19, -1.5], [-19, 1.5])])


    write("flights", "A flight of steps up and one down between floors, 25 m each",
          [floor("foot", box(-10, -2, 0, 2)), line("stairs", "up", [[0, 0], [25, 0]], width=3), floor("landing", box(25, -2, 45, 2)),
           line("stairs", "down", [[70, 0], [45, 0]], width=3), floor("beyond", box(70, -2, 80, 2)),
           exit_line("west", [-10, -2], [-10, 2]), exit_line("east", [80, -2], [80, 2])])


def obstacles():
    write("hall", "An L-shaped hall in one piece, with columns and a stall",
          [floor("hall", [[0, 0], [30, 0], [30, 25], [22, 25], [22, 10], [0, 10]]), exit_line("north", [24, 25], [28, 25]),
           *(feature("obstacle", f"column_{i}", "Polygon", [[*b, b[0]]]) for i, b in
             enumerate([box(8, 2.5, 8.8, 3.3), box(8, 6.7, 8.8, 7.5), box(14, 2.5, 14.8, 3.3), box(14, 6.7, 14.8, 7.5)])),
           feature("obstacle", "stall", "Polygon", [[*box(24, 12, 28, 16), [24, 12]]])])


def rooms():
    write("two_rooms", "NIST 2.8: rooms of 10 m joined by a corridor of 10 m by 2 m",
          [floor("west", box(-10, -5, 0, 5)), floor("corridor", box(0, -1, 10, 1)), floor("east", box(10, -5, 20, 5)),
           exit_line("west_end", [-10, -4.5], [-10, 4.5]), exit_line("east_end", [20, -4.5], [20, 4.5])])
    write("street_2", "A street 2 m wide and 40 m long between two rooms",
          [floor("west", box(-10, -5, 0, 5)), line("lane", "lane", [[0, 0], [40, 0]], width=2), floor("east", box(40, -5, 50, 5)),
           exit_line("west_end", [-10, -4.5], [-10, 4.5]), exit_line("east_end", [50, -4.5], [50, 4.5])])
    bent = line("lane", "lane", [[0, 0], [4, 0], [30, 6], [55, 6], [80, 0], [84, 0]], width=2)
    write("lane_between_streets", "A lane 2 m wide and 84 m long, slightly bent, from one street 4 m wide to another",
          [line("street", "west", [[0, -40], [0, 0], [0, 40]], width=4), line("street", "east", [[84, -40], [84, 0], [84, 40]], width=4),
           bent, exit_line("north_west", [-2, 40], [2, 40]), exit_line("south_west", [-2, -40], [2, -40]),
           exit_line("north_east", [82, 40], [86, 40]), exit_line("south_east", [82, -40], [86, -40])])
    write("lane_between_rooms", "The same lane from one room of 14 m by 14 m to another",
          [floor("west", box(-14, -7, 0, 7)), bent, floor("east", box(84, -7, 98, 7)),
           exit_line("north_west", [-14, 0.5], [-14, 6.5]), exit_line("south_west", [-14, -6.5], [-14, -0.5]),
           exit_line("north_east", [98, 0.5], [98, 6.5]), exit_line("south_east", [98, -6.5], [98, -0.5])])
    doors = {"south_a": ([4.5, 0], [5.5, 0]), "south_b": ([14.5, 0], [15.5, 0]),
             "north_a": ([4.5, 20], [5.5, 20]), "north_b": ([14.5, 20], [15.5, 20])}
    for n, names in ((4, list(doors)), (2, ["south_a", "south_b"])):
        write(f"public_room_{n}", f"RiMEA 9: a room of 20 m by 20 m with {n} exits of 1 m",
              [floor("room", box(0, 0, 20, 20)), *(exit_line(d, *doors[d]) for d in names)])
    write("choice", "RiMEA 11: a room of 30 m by 20 m, the crowd at its west end, one exit near and one far",
          [floor("room", box(0, 0, 30, 20)), exit_line("near", [7.5, 0], [8.5, 0]), exit_line("far", [21.5, 0], [22.5, 0])])
    write("imo_4", "IMO 4: a room of 8 m by 5 m with an exit of 1 m",
          [floor("room", box(0, 0, 8, 5)), exit_line("door", [8, 2], [8, 3])])
    write("cabins", "RiMEA 10: twelve cabins on both sides of a corridor with two exits",
          [floor("corridor", box(0, -0.9, 24, 0.9)), *cabin_floors(),
           exit_line("main", [24, -0.9], [24, 0.9]), exit_line("secondary", [0, -0.9], [0, 0.9])])


def cabin_floors():
    for i in range(6):
        x = 2 + 4 * i
        yield floor(f"door_n{i + 1}", box(x - 0.45, 0.9, x + 0.45, 1.1))
        yield floor(f"cabin_n{i + 1}", box(x - 1.8, 1.1, x + 1.8, 4.1))
        yield floor(f"door_s{i + 1}", box(x - 0.45, -1.1, x + 0.45, -0.9))
        yield floor(f"cabin_s{i + 1}", box(x - 1.8, -4.1, x + 1.8, -1.1))


def throats():
    for width in (2.4, 3.0, 3.6, 4.4, 5.0):
        write(f"bottleneck_{width:.1f}", f"HERMES: a throat {width} m wide, 1 m long", bottleneck(width, 1))
    for width in (0.8, 1.2, 1.8):
        write(f"wide_{width:.1f}", f"The room of the HERMES experiments, a throat {width} m wide", bottleneck(width, 1))
    for width in (0.8, 0.9, 1.0, 1.1, 1.2):
        write(f"door_{width:.1f}", f"A throat {width} m wide, 1 m long", bottleneck(width, 1, room=(12, 8)))
    for length in (0.2, 5):
        for distance in (0, 2, 5, 10):
            features = [floor("room", box(-10, -5, 0, 5)), floor("throat", box(0, -0.5, length, 0.5))]
            if distance:
                features.append(floor("hall", box(length, -5, length + distance, 5)))
                features.append(exit_line("goal", [length + distance, -0.5], [length + distance, 0.5]))
            else:
                features.append(exit_line("goal", [length, -0.5], [length, 0.5]))
            write(f"goal_{length}_{distance}", f"RiMEA 12: goal {distance} m behind a bottleneck {length} m long", features)


def long_ways():
    """RiMEA 15: a corridor 10 m wide. Round the corner its inner walls are 24 + 20 = 44 m long, its outer ones 34 + 30 m."""
    start = floor("start", box(-20, -5, 0, 5))
    for length in (44, 75.4):
        write(f"way_{length}", f"RiMEA 15: straight, {length} m",
              [start, floor("way", box(0, -5, length, 5)), exit_line("end", [length, -5], [length, 5])])
    write("way_corner", "RiMEA 15: 34 m and 30 m along the outer walls, with a left corner",
          [start, floor("way", box(0, -5, 24, 5)), floor("bend", box(24, -5, 34, 5)), floor("arm", box(24, 5, 34, 25)),
           exit_line("end", [24, 25], [34, 25])])


def main():
    corridors()
    stairs()
    queues()
    arch()
    obstacles()
    rooms()
    throats()
    long_ways()


if __name__ == "__main__":
    main()
