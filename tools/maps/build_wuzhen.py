#!/usr/bin/env python3
"""Builds maps/wuzhen.geojson. Usage: build_wuzhen.py [output]"""
import os
import sys
from geo import area, at_length, cut, disc, dist, fillet, length, nearest, offset, ring_line, unit
from mapfile import MapFile
from net import Line, bridges, join, snap_ends
import wuzhen_places as P
import wuzhen_walks as S
import wuzhen_water as W
import wuzhen_zones as Z
import wuzhen_houses as H

ABOUT = ("Schematic map of Wuzhen's Xizha scenic area and the summit quarter, in metres but not surveyed. The order and rough place "
         "of docks, named bridges, theatres and hotels follow published descriptions and a dozen map pins; side canals, cross lanes, "
         "unnamed bridges, shops, cart and bus roads and the summit quarter are placeholders of plausible number, width and "
         "capacity. Each feature states its source and the radius within which the true place may lie.")


def water():
    canals, lakes, fairways = W.smoothed()
    lines = []
    for k, pts in canals.items():
        _, width, depth, _, names, acc, extra = W.CANALS[k]
        lines.append(Line(k, "canal", pts, width, depth=depth, names=names, acc=acc, **extra))
    for k, pts in fairways.items():
        _, width, depth, _, names = W.FAIRWAYS[k]
        lines.append(Line(k, "fairway", pts, width, depth=depth, names=names, acc=200))
    join(lines)
    snap_ends(lines, 8.0)
    join(lines)
    return lines, lakes


class Banks:
    """Resolves (bank, x) to a point and builds the bank lanes."""

    def __init__(self, canals):
        self.ref = {}
        for k, (ids, sign) in S.REFS.items():
            pts = []
            for i in ids:
                pts += canals[i] if not pts else canals[i][1:]
            self.ref[k] = (pts, sign)

    def arc(self, ref, x):
        pts, _ = self.ref[ref]
        s = 0.0
        for a, b in zip(pts, pts[1:]):
            if min(a[0], b[0]) - 1e-9 <= x <= max(a[0], b[0]) + 1e-9 and a[0] != b[0]:
                return s + dist(a, b) * (x - a[0]) / (b[0] - a[0])
            s += dist(a, b)
        raise ValueError("%s has no x = %g" % (ref, x))

    def point(self, bank, x):
        ref, off = S.BANKS[bank][:2]
        pts, sign = self.ref[ref]
        p, t = at_length(pts, self.arc(ref, x))
        return (p[0] - t[1] * off * sign, p[1] + t[0] * off * sign)

    def lane(self, bank):
        ref, off, x0, x1 = S.BANKS[bank][:4]
        pts, sign = self.ref[ref]
        s0, s1 = sorted((self.arc(ref, x0), self.arc(ref, x1)))
        return untangle(offset(cut(pts, s0, s1), off * sign))

    def resolve(self, chain):
        return [self.point(*c) if isinstance(c[0], str) else c for c in chain]


def untangle(line):
    """Drop the vertices that an offset folds back at the inside of a bend."""
    out = [line[0]]
    for i, p in enumerate(line[1:-1], 1):
        nxt = line[i + 1]
        a, b = unit(out[-1], p), unit(p, nxt)
        if dist(out[-1], p) < 0.8 or a[0] * b[0] + a[1] * b[1] < 0.2:
            continue
        out.append(p)
    return out + [line[-1]]


def streets(canals):
    banks = Banks(canals)
    lines = []
    for k, (ref, off, x0, x1, width, kind, zh, en) in S.BANKS.items():
        lines.append(Line(k, kind, banks.lane(k), width, names=(zh, en)))
    for k, (chain, width) in S.CROSS.items():
        lines.append(Line(k, "lane", banks.resolve(chain), width, names=("弄堂", "Cross lane")))
    for k, (kind, chain, width, zh, en, radius) in S.LINES.items():
        pts = banks.resolve(chain)
        lines.append(Line(k, kind, fillet(pts, radius) if radius else pts, width, names=(zh, en),
                          one_way=k in S.ONE_WAY))
    join(lines)
    snap_ends(lines, 3.0)
    join(lines)
    return lines, banks


def half_length(canal, street, _):
    return canal.width / 2 + (5.2 if canal.width >= 12 else 3.5)


def bridge_features(m, decks):
    n = 0
    decks.sort(key=lambda d: -d["centre"][0])
    for d in decks:
        c, st = d["canal"], d["street"]
        named = P.NAMED.get((st.id, c.id))
        if named:
            id, zh, en, form, width, steps, head, rise, source, acc, basis = named
            span = P.SPANS.get(id, min(c.width, 12.0 if id == "br_dingsheng" else 9.0 if c.width >= 12 else c.width))
        else:
            n += 1
            id, zh, en, source, acc, basis = "br_%02d" % n, "無名橋%d" % n, "Bridge %d" % n, "DER", 250, "placeholder"
            if c.width >= 12:
                form, width, steps, head, rise, span = "arch", 3.0, 24, 4.0, 4.2, 9.0
            elif c.props.get("boats") is False:
                form, width, steps, head, rise, span = "flat", st.width, 0, 1.3, 0.4, c.width
            elif n % 3 == 0 and st.kind != "boardwalk":
                form, width, steps, head, rise, span = "flat", max(1.8, st.width), 6, 1.8, 1.0, c.width
            elif st.kind == "boardwalk":
                form, width, steps, head, rise, span = "flat", st.width, 0, 2.0, 1.2, c.width
            else:
                form, width, steps, head, rise, span = "arch", max(2.4, st.width), 14, 2.5, 2.2, c.width
        m.line(id, "bridge", d["pts"], zh, en, source, acc, width=width, form=form, steps=steps, span=span, headroom=head,
               spans_over=c.id, rise=rise, position_basis=basis)
    return n


def moorings(m, lakes, lines, walks):
    """Mooring lines: along lake shores and wide rivers, clear of mouths, docks and bridges."""
    n, boats = 0, 0
    fair = [ln for ln in lines if ln.props.get("boats") is not False]
    docks = [(d[0], d[1]) for d in P.DOCKS.values()]
    shores = []
    for k, inset in (("yuanbao", 2.2), ("feicui", 2.2), ("longxing_pond", 2.2)):
        ring = offset(lakes[k], inset if area(lakes[k]) > 0 else -inset, closed=True)
        shores.append(ring_line(ring))
    for k, a, b in Z.MOORED_REACHES:
        ln = next(x for x in lines if x.id == k)
        for side in (1, -1):
            part = cut(ln.pts, a, b)
            shores.append(offset(part, side * (ln.width / 2 - 1.9)))

    def free(p):
        near = False
        for ln in fair:
            d, i, t, q = nearest(p, ln.pts)
            near = near or d <= 14.0
            on_own_reach = any(ln.id == k for k, _, _ in Z.MOORED_REACHES) and d > ln.width / 2 - 2.2
            if d < ln.width / 2 + 1.6 and not on_own_reach:
                return False
        if any(dist(p, d) < (16 + 4.5 * P.DOCKS[k][4]) for k, d in zip(P.DOCKS, docks)):
            return False
        return near and all(nearest(p, w.pts)[0] > w.width / 2 + 3 for w in walks)

    for shore in shores:
        s, total, run = 0.0, length(shore), []
        while s <= total + 0.01:
            p = at_length(shore, min(s, total))[0]
            if free(p):
                run.append(s)
            if (not free(p) or s + 2.0 > total) and run:
                if run[-1] - run[0] >= 16:
                    n += 1
                    m.line("mooring_%02d" % n, "mooring", cut(shore, run[0], run[-1]), "泊位%d" % n, "Mooring %d" % n, "DER", 200)
                    boats += int((run[-1] - run[0]) // 8)
                run = []
            s += 2.0
    return boats


def place_points(m):
    for k, (kind, x, y, zh, en, cap, door, source, acc, extra) in P.PLACES.items():
        e = dict(extra)
        e.setdefault("indoor", True)
        m.point(k, kind, (x, y), zh, en, source, acc, capacity=cap, door_width=door, **e)
    for k, (x, y, zh, en, tags) in P.POSTS.items():
        m.point(k, "post", (x, y), zh, en, "DER", 100, capacity=20, door_width=1.5, indoor=True, dwell_min=6, tags=tags)
    for i, (x, y) in enumerate(P.TOILETS, 1):
        m.point("toilet_%02d" % i, "toilet", (x, y), "廁所%d" % i, "Toilet %d" % i, "DER", 150, capacity=24, door_width=1.8,
                indoor=True, dwell_min=4, attraction=0.2, tags=["toilet"])


def main(out):
    m = MapFile("Wuzhen (烏鎮): Xizha and the summit quarter, schematic", ABOUT,
                "Drawn for this project from published facts; no map geometry was copied.", P.SOURCES)
    problems = []
    lines, lakes = water()
    canals, _, _ = W.smoothed()
    walk, banks = streets(canals)
    boat_lines = [ln for ln in lines if ln.kind == "canal"]
    pieces, decks = bridges(walk, boat_lines, half_length, problems)

    m.polygon("land_xizha", "land", Z.XIZHA, "西柵", "Xizha", "DER", 300)
    for k, ring in lakes.items():
        m.polygon(k, "lake", ring, W.LAKES[k][3][0], W.LAKES[k][3][1], "DER P2", W.LAKES[k][4], depth=W.LAKES[k][2])
    for ln in lines:
        zh, en = ln.props["names"]
        m.line(ln.id, ln.kind, ln.pts, zh, en, "DER P2 P3", ln.props["acc"], width=ln.width, depth=ln.props["depth"],
               one_way=ln.props.get("one_way"), boats=ln.props.get("boats"))
    for i, (p, r) in enumerate(Z.basins(lines), 1):
        m.polygon("basin_%02d" % i, "lake", disc(p[0], p[1], r, 10), "河漾%d" % i, "Turning basin %d" % i, "DER", 250, depth=1.3)
    base = {"XN": "xizha_street", "XS": "south_bank", "XB": "north_back_lane", "NG": "nugong_street", "N1S": "north_canal_south_lane",
            "N1N": "north_canal_north_lane", "N2S": "guest_canal_south_lane", "N2N": "guest_canal_north_lane",
            "S1N": "south_canal_north_lane", "S1S": "south_canal_south_lane", "S2N": "garden_canal_north_lane",
            "S2S": "garden_canal_south_lane"}
    for p in pieces:
        zh, en = p.props["names"]
        id = p.id.replace(p.parent, base.get(p.parent, p.parent), 1)
        m.line(id, p.kind, p.pts, zh, en, "R1 P12 DER" if p.parent in ("XN", "XS") else "DER", 100 if p.parent == "XN" else 200,
               width=p.width, one_way=p.props.get("one_way") or None)
    bridge_features(m, decks)
    squares = {}
    for k, (kind, ring, zh, en) in S.SQUARES.items():
        squares[k] = ring
        m.polygon(k, kind, ring, zh, en, "DER", 200)
    (cx, cy), r = S.WATER_THEATRE
    squares["water_theatre_area"] = disc(cx, cy, r, 16)
    m.polygon("water_theatre_area", "square", squares["water_theatre_area"], "水劇場", "Water Theatre", "P8 DER", 220)
    boats = moorings(m, lakes, lines, pieces)
    for k, (pts, radius, modes, speed, zh, en, one) in S.ROADS.items():
        m.line(k, "road", fillet(pts, radius) if radius else pts, zh, en, "N1 DER", 350, width=4.5 if "cart" in modes else 7.0,
               speed_limit=speed, modes=modes, one_way=one or None)
    place_points(m)
    for k, (x, y, zh, en, lanes, service, hall, extra, source, acc) in P.GATES.items():
        m.point(k, "gate", (x, y), zh, en, source, acc, lanes=lanes, service_s=service, hall_capacity=hall, **extra)
    for k, (x, y, zh, en, berths, ln, services, wait, hours, source, acc) in P.DOCKS.items():
        m.point(k, "dock", (x, y), zh, en, source, acc, berths=berths, length=ln, services=services, waiting_capacity=wait, hours=hours)
    for k, (x, y, zh, en, modes, bays, wait) in P.STOPS.items():
        m.point(k, "stop", (x, y), zh, en, "N1 DER", 300, modes=modes, bays=bays, waiting_capacity=wait)
    for k, (x, y, zh, en, modes, cap) in P.DEPOTS.items():
        m.point(k, "depot", (x, y), zh, en, "DER", 400, modes=modes, capacity=cap)
    for k, (x, y, zh, en, mode, rate) in P.ENTRIES.items():
        m.point(k, "entry", (x, y), zh, en, "DER", 300, mode=mode, capacity_per_min=rate)
    Z.zones(m, canals, banks)
    houses = H.houses(m, lines, lakes, walk, pieces, decks, squares, S.ROADS, P)
    m.write(out)
    kinds = {}
    for _, p in m.features:
        kinds[p["kind"]] = kinds.get(p["kind"], 0) + 1
    print(", ".join("%s %d" % kv for kv in sorted(kinds.items())))
    print("bridges %d, mooring places %d, berths %d, houses %d, %.0f kB" % (
        kinds["bridge"], boats, sum(d[4] for d in P.DOCKS.values()), houses, os.path.getsize(out) / 1000))
    side = sum(length(ln.pts) for ln in lines if ln.kind == "canal" and ln.width < 9)
    print("side canals %.1f km" % (side / 1000))
    for p in problems:
        print("problem: " + p)
    return 1 if problems else 0


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "maps", "wuzhen.geojson")))
