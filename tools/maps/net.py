"""Joins lines into a planar network and cuts streets where they cross canals, putting bridges there."""
import math
from geo import (at_length, box, boxes_meet, crossing, cut, dist, length, nearest, unit)


class Line:
    def __init__(self, id, kind, pts, width, **props):
        self.id, self.kind, self.pts, self.width = id, kind, [tuple(p) for p in pts], width
        self.props = props

    def level(self):
        return self.props.get("level", 0)


def _replace(lines, old, new):
    for ln in lines:
        ln.pts = [new if p == old else p for p in ln.pts]


def _insert(ln, p, near=0.6):
    """Make p a vertex of the line; returns the vertex used (an existing one if it lies close)."""
    d, i, _, _ = nearest(p, ln.pts)
    for v in (ln.pts[i], ln.pts[i + 1]):
        if dist(v, p) <= near:
            return v
    ln.pts.insert(i + 1, p)
    return p


def snap_ends(lines, tol, only=None):
    """An end that lies within tol of another line is moved onto it."""
    for ln in lines:
        if only and not only(ln):
            continue
        for k in (0, -1):
            p, best = ln.pts[k], None
            if any(o is not ln and p in o.pts for o in lines):
                continue
            for o in lines:
                if o is ln:
                    continue
                d, _, _, q = nearest(p, o.pts)
                if d <= ln.props.get("snap", tol) and (best is None or d < best[0]):
                    best = (d, o, q)
            if best:
                v = _insert(best[1], best[2], 1.5)
                ln.pts[k] = v


def join(lines):
    """Give every crossing and every touching point a vertex common to both lines."""
    for i, a in enumerate(lines):
        for b in lines[i + 1:]:
            if a.level() != b.level() or not boxes_meet(box(a.pts, 1), box(b.pts, 1)):
                continue
            for one, other in ((a, b), (b, a)):
                for v in list(one.pts):
                    d, _, _, _ = nearest(v, other.pts)
                    if d < 0.35 and v not in other.pts:
                        w = _insert(other, v)
                        if w != v:
                            _replace(lines, v, w)
            again = True
            while again:
                again = False
                for s in range(len(a.pts) - 1):
                    for t in range(len(b.pts) - 1):
                        hit = crossing(a.pts[s], a.pts[s + 1], b.pts[t], b.pts[t + 1])
                        if not hit or (hit[2] in a.pts and hit[2] in b.pts):
                            continue
                        p = hit[2]
                        if any(dist(p, v) < 1e-6 for v in a.pts if v in b.pts):
                            continue
                        va = _insert(a, p)
                        vb = _insert(b, va)
                        if vb != va:
                            _replace(lines, vb, va)
                        again = True
                        break
                    if again:
                        break
    for ln in lines:
        out = [ln.pts[0]]
        for p in ln.pts[1:]:
            if p != out[-1]:
                out.append(p)
        ln.pts = out


def bridges(lines, canals, half_of, problems):
    """Cut the lines over the canals. half_of(canal, street, point) -> half length foot to centre, square to the
    canal. Returns (street pieces, bridge records)."""
    use = {}
    for ln in lines:
        for p in set(ln.pts):
            use[p] = use.get(p, 0) + 1
    pieces, decks = [], []
    for ln in lines:
        cuts = []
        for c in canals:
            if not boxes_meet(box(ln.pts), box(c.pts)):
                continue
            s = 0.0
            for a, b in zip(ln.pts, ln.pts[1:]):
                for e, f in zip(c.pts, c.pts[1:]):
                    hit = crossing(a, b, e, f)
                    if hit and not any(dist(hit[2], q[4]) < 0.5 for q in cuts):
                        u, v = unit(a, b), unit(e, f)
                        sine = max(0.5, abs(u[0] * v[1] - u[1] * v[0]))
                        if sine < 0.75:
                            problems.append("%s crosses %s at a sharp angle near (%.0f, %.0f)" % (ln.id, c.id, *hit[2]))
                        h = half_of(c, ln, hit[2]) / sine
                        cuts.append([s + dist(a, hit[2]) - h, s + dist(a, hit[2]) + h, c, sine, hit[2]])
                s += dist(a, b)
        cuts.sort(key=lambda q: q[0])
        total = length(ln.pts)
        at, vertex = 0.0, []
        for k, p in enumerate(ln.pts):
            at += dist(ln.pts[k - 1], p) if k else 0.0
            if use[p] > 1 or k in (0, len(ln.pts) - 1):
                vertex.append(at)
        for q in cuts:
            mid = (q[0] + q[1]) / 2
            least = (q[2].width / 2 + 2.0) / q[3]
            for side in (0, 1):
                fit = [v for v in vertex if abs(v - q[side]) < 3.0 and abs(v - mid) >= least
                       and (v < mid) == (side == 0)]
                if fit:
                    q[side] = min(fit, key=lambda v: abs(v - q[side]))
            if any(q[0] + 1e-6 < v < q[1] - 1e-6 for v in vertex):
                problems.append("junction on the bridge of %s over %s near (%.0f, %.0f)" % (ln.id, q[2].id, *q[4]))
            if q[0] < -1e-6 or q[1] > total + 1e-6:
                problems.append("no room for the bridge of %s over %s near (%.0f, %.0f)" % (ln.id, q[2].id, *q[4]))
        for q, r in zip(cuts, cuts[1:]):
            if q[1] > r[0] + 1e-6:
                problems.append("bridges of %s overlap near (%.0f, %.0f)" % (ln.id, *q[4]))
        s = 0.0
        n = 0
        single = not cuts
        for q in cuts + [None]:
            e = q[0] if q else total
            if e - s > 0.3:
                n += 1
                part = Line(ln.id if single else "%s_%d" % (ln.id, n), ln.kind,
                            ln.pts if single else cut(ln.pts, s, e), ln.width, **ln.props)
                part.parent = ln.id
                pieces.append(part)
            if q:
                decks.append({"pts": [at_length(ln.pts, q[0])[0], at_length(ln.pts, q[1])[0]], "canal": q[2],
                              "street": ln, "centre": q[4]})
                s = q[1]
    # vertices found by arc length differ in the last bits: bring equal ones together
    grid = {}
    for pts in [p.pts for p in pieces] + [d["pts"] for d in decks]:
        for i, p in enumerate(pts):
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    q = grid.get((round(p[0] * 20) + dx, round(p[1] * 20) + dy))
                    if q and dist(p, q) < 0.05:
                        pts[i] = q
            grid.setdefault((round(pts[i][0] * 20), round(pts[i][1] * 20)), pts[i])
    return pieces, decks
