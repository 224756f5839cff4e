#!/usr/bin/env python3
"""Draws a map file as SVG. Usage: draw_map.py map.geojson out.svg [--box x0,y0,x1,y1] [--scale px_per_m] [--labels] [--zones]"""
import argparse
import json
from html import escape
from geo import at_length, box, centroid, length
from mapfile import to_local

WATER, WATER_DARK, LAND, PLAIN, STREET = "#a9c8d0", "#8fb4bf", "#f1ecdf", "#e6e8d6", "#d9cbb0"
FILL = {"field": "#dfe6bd", "garden": "#c9d9ae", "land": LAND, "lake": WATER, "building": "#6d6862", "square": "#e2d8c2",
        "forecourt": "#e2d8c2", "quay": "#cbb994"}
WAYS = {"street": STREET, "lane": STREET, "boardwalk": "#c9a877"}
PLACE = {"theatre": "#b3202c", "museum": "#7b3fa0", "restaurant": "#d9822b", "teahouse": "#6b8e3d", "shop": "#c9a227",
         "hotel": "#3567a8", "summit_venue": "#123f7a", "attraction": "#c04f7b", "workshop": "#8a5a2b", "toilet": "#777777",
         "office": "#1d6f6f", "post": "#2e8b57"}
ZONE = {"access": "#c0392b", "report": "#2c5f9e", "land_use": "#5b7f3a"}


def load(path):
    with open(path, encoding="utf-8") as f:
        data = json.load(f)
    out = []
    for ft in data["features"]:
        g = ft["geometry"]
        c = g["coordinates"]
        pts = [to_local(c)] if g["type"] == "Point" else [to_local(p) for p in (c[0] if g["type"] == "Polygon" else c)]
        out.append((ft["properties"], g["type"], pts))
    return data, out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("map")
    ap.add_argument("svg")
    ap.add_argument("--box")
    ap.add_argument("--scale", type=float, default=1.0)
    ap.add_argument("--labels", action="store_true")
    ap.add_argument("--zones", action="store_true")
    a = ap.parse_args()
    data, feats = load(a.map)
    x0, y0, x1, y1 = [float(v) for v in a.box.split(",")] if a.box else box([p for _, _, pts in feats for p in pts], 20)
    k = a.scale
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f">'
           % ((x1 - x0) * k, (y1 - y0) * k, (x1 - x0) * k, (y1 - y0) * k),
           '<rect width="100%%" height="100%%" fill="%s"/>' % PLAIN]
    xy = lambda p: "%.1f,%.1f" % ((p[0] - x0) * k, (y1 - p[1]) * k)
    path = lambda pts, close=False: "M" + "L".join(xy(p) for p in pts) + ("Z" if close else "")

    def stroke(pts, width, colour, extra=""):
        out.append('<path d="%s" fill="none" stroke="%s" stroke-width="%.2f" stroke-linejoin="round" %s/>'
                   % (path(pts), colour, max(0.3, width * k), extra))

    def fill(pts, colour, extra='stroke="none"'):
        out.append('<path d="%s" fill="%s" %s/>' % (path(pts, True), colour, extra))

    by = {}
    for f in feats:
        by.setdefault(f[0]["kind"], []).append(f)
    for kind in ("land", "field", "garden"):
        for p, _, pts in by.get(kind, []):
            fill(pts, FILL[kind])
    for p, _, pts in by.get("lake", []):
        fill(pts, WATER, 'stroke="%s" stroke-width="%.1f"' % (WATER_DARK, 0.6 * k))
    for p, _, pts in by.get("canal", []):
        stroke(pts, p["width"] + 0.8, WATER_DARK, 'stroke-linecap="butt"')
    for p, _, pts in by.get("canal", []):
        stroke(pts, p["width"], WATER, 'stroke-linecap="round"')
    for p, _, pts in by.get("lake", []):
        fill(pts, WATER)
    for p, _, pts in by.get("fairway", []):
        stroke(pts, 0.6, "#6f9fb0", 'stroke-dasharray="%g %g"' % (4 * k, 3 * k))
    for p, _, pts in by.get("mooring", []):
        stroke(pts, 1.5, "#5c4632", 'stroke-dasharray="%g %g"' % (6.5 * k, 1.5 * k))
    for p, _, pts in by.get("road", []):
        stroke(pts, p["width"], "#b9bcc0")
        stroke(pts, 0.4, "#ffffff", 'stroke-dasharray="%g %g"' % (3 * k, 3 * k))
    for kind in ("square", "forecourt", "quay"):
        for p, _, pts in by.get(kind, []):
            fill(pts, FILL[kind], 'stroke="#b8a98a" stroke-width="%.1f"' % (0.4 * k))
    for kind in ("lane", "boardwalk", "street"):
        for p, _, pts in by.get(kind, []):
            stroke(pts, p["width"], WAYS[kind], 'stroke-linecap="round"')
    for p, _, pts in by.get("building", []):
        fill(pts, FILL["building"], 'stroke="#f3efe4" stroke-width="%.2f"' % (0.35 * k))
    for p, _, pts in by.get("bridge", []):
        stroke(pts, p["width"] + 0.8, "#5e5446")
        stroke(pts, p["width"], "#e9dcc0" if p["form"] == "arch" else "#d6b98a")
    text = []

    def label(p, s, colour="#222", size=3.2):
        if a.labels and s:
            for halo in ('stroke="#fff" stroke-width="%.2f"' % (0.9 * k), 'stroke="none"'):
                text.append('<text x="%.1f" y="%.1f" font-size="%.1f" fill="%s" font-family="sans-serif" text-anchor="middle" %s>%s</text>'
                            % ((p[0] - x0) * k, (y1 - p[1]) * k, size * k, colour, halo, escape(s)))

    for kind, colour in PLACE.items():
        for p, _, pts in by.get(kind, []):
            big = "assumed" not in p.get("tags", []) and kind not in ("toilet", "post")
            out.append('<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s"/>' % ((pts[0][0] - x0) * k, (y1 - pts[0][1]) * k,
                                                                          (2.4 if big else 1.0) * k, colour))
            if big:
                label((pts[0][0], pts[0][1] + 3.5), p["id"], colour, 4.5)
    for kind, colour in (("gate", "#c0392b"), ("dock", "#0d5c75"), ("stop", "#444444"), ("depot", "#000000"), ("entry", "#0a8f3c")):
        for p, _, pts in by.get(kind, []):
            x, y = (pts[0][0] - x0) * k, (y1 - pts[0][1]) * k
            out.append('<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" stroke="#fff" stroke-width="%.1f"/>'
                       % (x - 2 * k, y - 2 * k, 4 * k, 4 * k, colour, 0.5 * k))
            label((pts[0][0], pts[0][1] - 6.5), p["id"], colour, 5)
    for p, _, pts in by.get("bridge", []):
        if not p["id"][-2:].isdigit():
            label(at_length(pts, length(pts) / 2)[0], p["name_en"], "#5b3d12", 5)
    for kind in ("canal", "lake"):
        for p, t, pts in by.get(kind, []):
            if "basin" not in p["id"]:
                label(centroid(pts[:-1]) if t == "Polygon" else at_length(pts, length(pts) / 2)[0], p["id"], "#2d6f86", 5)
    if a.zones:
        for p, _, pts in by.get("zone", []):
            colour = ZONE[p["zone_class"]]
            stroke(pts, 2.5 if p["zone_class"] == "access" else 1.2, colour,
                   "" if p["zone_class"] == "access" else 'stroke-dasharray="%g %g"' % (8 * k, 5 * k))
            label(centroid(pts[:-1]), p["id"], colour, 9)
    out += text + ["</svg>"]
    with open(a.svg, "w", encoding="utf-8") as f:
        f.write("\n".join(out))


if __name__ == "__main__":
    main()
