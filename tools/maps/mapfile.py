"""Collects features in local metres and writes them as a map file (see maps/README.md)."""
import json

ORIGIN = {"lon": 120.48, "lat": 30.748, "metres_per_deg_lon": 95671.1, "metres_per_deg_lat": 110950}


def to_lonlat(p):
    return [round(ORIGIN["lon"] + p[0] / ORIGIN["metres_per_deg_lon"], 7),
            round(ORIGIN["lat"] + p[1] / ORIGIN["metres_per_deg_lat"], 7)]


def to_local(c):
    return ((c[0] - ORIGIN["lon"]) * ORIGIN["metres_per_deg_lon"],
            (c[1] - ORIGIN["lat"]) * ORIGIN["metres_per_deg_lat"])


class MapFile:
    def __init__(self, title, about, attribution, sources):
        self.head = {"type": "FeatureCollection", "datum": "WGS84", "origin": ORIGIN, "title": title,
                     "about": about, "attribution": attribution, "sources": sources}
        self.features, self.ids = [], set()

    def add(self, id, kind, geometry, name_zh="", name_en="", source="DER", accuracy_m=150, **props):
        if id in self.ids:
            raise ValueError("duplicate id " + id)
        self.ids.add(id)
        base = {"id": id, "kind": kind, "name_zh": name_zh, "name_en": name_en, "source": source,
                "accuracy_m": accuracy_m}
        base.update({k: v for k, v in props.items() if v is not None})
        self.features.append((geometry, base))

    def point(self, id, kind, p, *a, **k):
        self.add(id, kind, {"type": "Point", "coordinates": to_lonlat(p)}, *a, **k)

    def line(self, id, kind, pts, *a, **k):
        self.add(id, kind, {"type": "LineString", "coordinates": [to_lonlat(p) for p in pts]}, *a, **k)

    def polygon(self, id, kind, ring, *a, **k):
        twice = sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(ring, ring[1:] + ring[:1]))
        ring = list(ring) if twice > 0 else list(ring)[::-1]  # RFC 7946: outer rings run counter-clockwise
        self.add(id, kind, {"type": "Polygon", "coordinates": [[to_lonlat(p) for p in ring + ring[:1]]]}, *a, **k)

    def write(self, path):
        dump = lambda o: json.dumps(o, ensure_ascii=False, separators=(",", ":"))
        rows = [dump({"type": "Feature", "properties": props, "geometry": geo}) for geo, props in self.features]
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.write("{")
            f.write(",\n".join(dump(k) + ":" + dump(v) for k, v in self.head.items()))
            f.write(',\n"features":[\n' + ",\n".join(rows) + "\n]}\n")
