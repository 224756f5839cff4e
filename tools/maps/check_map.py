#!/usr/bin/env python3
"""Checks the geometry of a map file: what `wuzhen map check` leaves to the one who draws. Usage: check_map.py map.geojson
Streets keep off the water, bridges end on streets and do not overlap, narrow canals bend gently, moorings leave the
fairway free, zones for results do not overlap, everything is near what it needs; then per mode what is connected."""
import math
import sys
from draw_map import load
from geo import (Grid, at_length, box, convex_meet, crossing, dist, inside, length, nearest, ring_line, unit)

PLACES = ("theatre", "museum", "restaurant", "teahouse", "shop", "hotel", "summit_venue", "attraction", "workshop", "toilet",
          "office", "post")
LINES = ("street", "lane", "boardwalk", "bridge")
POLYS = ("square", "forecourt", "quay")
CLEAR = 2.0      # m between a street's edge and the water
GENTLE = 6.0     # m, least radius of the centre line of a narrow canal
NARROW = 4.5     # m


class Checker:
    def __init__(self, feats):
        self.by, self.found = {}, []
        for p, t, pts in feats:
            self.by.setdefault(p["kind"], []).append((p, pts[:-1] if t == "Polygon" else pts))
        self.canals = self.by.get("canal", [])
        self.lakes = self.by.get("lake", [])
        self.walk = [f for k in LINES for f in self.by.get(k, [])]
        self.polys = [f for k in POLYS for f in self.by.get(k, [])]
        self.water = Grid()
        for p, pts in self.canals:
            for a, b in zip(pts, pts[1:]):
                self.water.add(box((a, b), p["width"] / 2 + 6), (a, b, p["width"] / 2, p["id"]))

    def say(self, text, at):
        self.found.append("%s at (%.0f, %.0f)" % (text, at[0], at[1]))

    def gap(self, q):
        """Distance from a point to the nearest water's edge (negative in the water) and the water's id."""
        best = (1e9, "")
        for a, b, half, id in self.water.near((q[0], q[1], q[0], q[1])):
            best = min(best, (nearest(q, [a, b])[0] - half, id))
        for p, ring in self.lakes:
            d = nearest(q, ring_line(ring))[0]
            best = min(best, (-d if inside(q, ring) else d, p["id"]))
        return best

    def streets(self):
        for p, pts in self.walk:
            if p["kind"] not in ("street", "lane"):
                continue
            s, total, told = 0.0, length(pts), False
            while s <= total and not told:
                q, _ = at_length(pts, s)
                g, id = self.gap(q)
                end = min(s, total - s) < p["width"] / 2 + 1.5  # the end of a street runs up to a bridge or quay
                if g < (CLEAR if end else CLEAR + p["width"] / 2) - 0.06:
                    self.say("%s is %.1f m from %s" % (p["id"], g - (0 if end else p["width"] / 2), id), q)
                    told = True
                s += 1.0
        for p, ring in self.by.get("square", []) + self.by.get("forecourt", []):
            for q in ring:
                if self.gap(q)[0] < 0.5:
                    self.say("%s reaches into %s" % (p["id"], self.gap(q)[1]), q)

    def bridges(self):
        vertices = {}
        for p, pts in self.walk:
            if p["kind"] != "bridge":
                for q in pts:
                    vertices.setdefault((round(q[0]), round(q[1])), []).append(q)
        decks = []
        for p, pts in self.by.get("bridge", []):
            for foot in (pts[0], pts[-1]):
                k = (round(foot[0]), round(foot[1]))
                close = [q for i in (-1, 0, 1) for j in (-1, 0, 1) for q in vertices.get((k[0] + i, k[1] + j), [])]
                if not any(dist(foot, q) < 0.05 for q in close):
                    self.say(p["id"] + " does not end on a street", foot)
                if self.gap(foot)[0] < 1.5:
                    self.say("a foot of %s stands %.1f m from the water" % (p["id"], self.gap(foot)[0]), foot)
            n = sum(1 for c, line in self.canals if c["id"] == p["spans_over"] for a, b in zip(line, line[1:])
                    if crossing(pts[0], pts[-1], a, b))
            if n == 0:
                self.say("%s does not cross %s" % (p["id"], p["spans_over"]), pts[0])
            a, b = pts[0], pts[-1]
            u = unit(a, b)
            w = p["width"] / 2
            quad = [(a[0] - u[1] * w, a[1] + u[0] * w), (b[0] - u[1] * w, b[1] + u[0] * w), (b[0] + u[1] * w, b[1] - u[0] * w),
                    (a[0] + u[1] * w, a[1] - u[0] * w)]
            for other, q in decks:
                if convex_meet(quad, q):
                    self.say("%s overlaps %s" % (p["id"], other), a)
            decks.append((p["id"], quad))

    def bends(self):
        for p, pts in self.canals:
            if p["width"] > NARROW or p.get("boats") is False:
                continue
            for a, b, c in zip(pts, pts[1:], pts[2:]):
                ab, bc, ca = dist(a, b), dist(b, c), dist(c, a)
                twice = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))
                turn = math.degrees(math.acos(max(-1, min(1, (ab * ab + bc * bc - ca * ca) / (2 * ab * bc)))))
                if 180 - turn > 8 and ab * bc * ca / (2 * twice) < GENTLE:
                    self.say("%s bends with a radius of %.1f m" % (p["id"], ab * bc * ca / (2 * twice)), b)

    def moorings(self):
        lines = [f for f in self.canals + self.by.get("fairway", []) if f[0].get("boats") is not False]
        for p, pts in self.by.get("mooring", []):
            for s in range(0, int(length(pts)) + 1, 4):
                q, _ = at_length(pts, s)
                g, _ = self.gap(q)
                if g > -1.0:
                    self.say("%s is %.1f m inside the water" % (p["id"], -g), q)
                near = min(nearest(q, line)[0] for _, line in lines)
                if near > 15:
                    self.say("%s is %.0f m from a fairway" % (p["id"], near), q)
                if near < 2.5 + 0.75:
                    self.say("%s leaves less than 5 m of fairway" % p["id"], q)

    def near(self):
        for kind in PLACES + ("entry", "dock", "stop", "gate"):
            for p, (q, *_) in self.by.get(kind, []):
                d = min([nearest(q, pts)[0] - w["width"] / 2 for w, pts in self.walk] +
                        [0 if inside(q, r) else nearest(q, ring_line(r))[0] for _, r in self.polys])
                limit = 5 if kind == "gate" else 25
                if d > limit:
                    self.say("%s is %.0f m from anything walkable" % (p["id"], d), q)
                if kind in PLACES and p.get("indoor") and self.gap(q)[0] < 0:
                    self.say("%s stands in %s" % (p["id"], self.gap(q)[1]), q)
        for kind in ("stop", "depot"):
            for p, (q, *_) in self.by.get(kind, []):
                d = min(nearest(q, pts)[0] for r, pts in self.by["road"] if set(r["modes"]) & set(p["modes"]))
                if d > 20:
                    self.say("%s is %.0f m from its road" % (p["id"], d), q)

    def zones(self):
        report = [(p, r) for p, r in self.by.get("zone", []) if p["zone_class"] == "report"]
        for i, (p, r) in enumerate(report):
            for o, s in report[i + 1:]:
                deep = [q for q in r if inside(q, s) and nearest(q, ring_line(s))[0] > 1.5] + \
                       [q for q in s if inside(q, r) and nearest(q, ring_line(r))[0] > 1.5]
                cross = [h[2] for a, b in zip(r, r[1:] + r[:1]) for c, d in zip(s, s[1:] + s[:1])
                         for h in [crossing(a, b, c, d)] if h and 0.02 < h[0] < 0.98 and 0.02 < h[1] < 0.98
                         and abs(unit(a, b)[0] * unit(c, d)[1] - unit(a, b)[1] * unit(c, d)[0]) > 0.02]
                if deep or cross:
                    self.say("report zones %s and %s overlap" % (p["id"], o["id"]), (deep + cross)[0])

    def parts(self, lines, joint=0.3):
        """Number of connected parts of a set of lines, and which part each line is in."""
        root = list(range(len(lines)))

        def find(i):
            while root[i] != i:
                root[i] = root[root[i]]
                i = root[i]
            return i
        boxes = [box(pts, joint) for pts in lines]
        for i in range(len(lines)):
            for j in range(i):
                a, b = boxes[i], boxes[j]
                if find(i) == find(j) or a[0] > b[2] or b[0] > a[2] or a[1] > b[3] or b[1] > a[3]:
                    continue
                if any(nearest(q, lines[j])[0] <= joint for q in lines[i]) or any(nearest(q, lines[i])[0] <= joint for q in lines[j]) or \
                        any(crossing(p, q, r, t) for p, q in zip(lines[i], lines[i][1:]) for r, t in zip(lines[j], lines[j][1:])):
                    root[find(i)] = find(j)
        return [find(i) for i in range(len(lines))]

    def connected(self):
        for name, feats in (("on foot", self.walk),
                            ("by boat", [f for f in self.canals + self.by.get("fairway", []) if f[0].get("boats") is not False]),
                            ("by cart", [f for f in self.by.get("road", []) if "cart" in f[0]["modes"]]),
                            ("by bus", [f for f in self.by.get("road", []) if "bus" in f[0]["modes"]])):
            lines = [pts for _, pts in feats]
            if name == "on foot":
                hubs = [[q for _, pts in self.walk for q in pts if inside(q, r)] for _, r in self.polys]
                lines = lines + [h + h[:1] for h in hubs if h]
            group = self.parts(lines)
            sizes = {g: group.count(g) for g in group}
            main = max(sizes, key=sizes.get) if sizes else None
            for f, g in zip(feats, group):
                if g != main:
                    self.say("%s is cut off %s" % (f[0]["id"], name), f[1][0])

    def sums(self):
        cap = {}
        for k in PLACES:
            for p, _ in self.by.get(k, []):
                if p.get("indoor"):
                    cap[k] = cap.get(k, 0) + p["capacity"]
        rows = ["indoor capacity: " + ", ".join("%s %d" % kv for kv in cap.items())]
        rows.append("bridges %d, berths %d, mooring places %d" % (
            len(self.by.get("bridge", [])), sum(p["berths"] for p, _ in self.by.get("dock", [])),
            sum(int(length(pts) // 8) for _, pts in self.by.get("mooring", []))))
        rows.append("walking lines %.1f km, water for boats %.1f km, roads %.1f km" % tuple(
            sum(length(pts) for p, pts in fs if p.get("boats") is not False) / 1000
            for fs in (self.walk, self.canals + self.by.get("fairway", []), self.by.get("road", []))))
        return rows

    def run(self):
        for check in (self.streets, self.bridges, self.bends, self.moorings, self.near, self.zones, self.connected):
            check()
        return self.found


def main():
    bad = 0
    for path in sys.argv[1:]:
        checker = Checker(load(path)[1])
        for line in checker.run():
            print("%s: %s" % (path, line))
            bad += 1
        for row in checker.sums():
            print("  " + row)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
