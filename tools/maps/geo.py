"""Plane geometry in local metres, standard library only. A line is a list of (x, y) tuples."""
import math


def sub(a, b):
    return (a[0] - b[0], a[1] - b[1])


def dist(a, b):
    return math.hypot(a[0] - b[0], a[1] - b[1])


def lerp(a, b, t):
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def length(line):
    return sum(dist(a, b) for a, b in zip(line, line[1:]))


def unit(a, b):
    d = dist(a, b) or 1e-12
    return ((b[0] - a[0]) / d, (b[1] - a[1]) / d)


def project(p, a, b):
    """Nearest point of segment ab to p: (distance, t, point)."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    q = dx * dx + dy * dy
    t = 0.0 if q == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / q))
    s = (a[0] + dx * t, a[1] + dy * t)
    return dist(p, s), t, s


def nearest(p, line):
    """Nearest point of a line to p: (distance, segment, t, point)."""
    best = (1e18, 0, 0.0, line[0])
    for i in range(len(line) - 1):
        d, t, s = project(p, line[i], line[i + 1])
        if d < best[0]:
            best = (d, i, t, s)
    return best


def crossing(a, b, c, d):
    """Crossing of segments ab and cd: (t, u, point) or None."""
    r, s = sub(b, a), sub(d, c)
    den = r[0] * s[1] - r[1] * s[0]
    if abs(den) < 1e-12:
        return None
    w = sub(c, a)
    t = (w[0] * s[1] - w[1] * s[0]) / den
    u = (w[0] * r[1] - w[1] * r[0]) / den
    if -1e-9 <= t <= 1 + 1e-9 and -1e-9 <= u <= 1 + 1e-9:
        return t, u, lerp(a, b, t)
    return None


def at_length(line, s):
    """Point and unit tangent at arc length s."""
    for a, b in zip(line, line[1:]):
        d = dist(a, b)
        if s <= d:
            return lerp(a, b, s / d if d else 0), unit(a, b)
        s -= d
    return line[-1], unit(line[-2], line[-1])


def cut(line, s0, s1):
    """The part of a line between two arc lengths."""
    out, s = [at_length(line, s0)[0]], 0.0
    for a, b in zip(line, line[1:]):
        s += dist(a, b)
        if s0 + 1e-6 < s < s1 - 1e-6:
            out.append(b)
    end = at_length(line, s1)[0]
    if dist(end, out[-1]) > 1e-6:
        out.append(end)
    return out


def arc_of(line, p):
    """Arc length of the point of the line nearest to p."""
    _, i, _, q = nearest(p, line)
    return length(line[:i + 1]) + dist(line[i], q)


def fillet(line, radius, closed=False, step_deg=14.0):
    """Round every bend with an arc of the radius, as far as the legs allow."""
    n = len(line)
    out = [] if closed else [line[0]]
    for k in range(n) if closed else range(1, n - 1):
        a, b, c = line[k - 1], line[k], line[(k + 1) % n]
        u, v = unit(b, a), unit(b, c)
        cosine = max(-1.0, min(1.0, u[0] * v[0] + u[1] * v[1]))
        inner = math.acos(cosine)
        turn = math.pi - inner
        if turn < math.radians(3):
            out.append(b)
            continue
        leg = min(radius * math.tan(turn / 2), 0.48 * dist(a, b), 0.48 * dist(b, c))
        r = leg / math.tan(turn / 2)
        p, q = (b[0] + u[0] * leg, b[1] + u[1] * leg), (b[0] + v[0] * leg, b[1] + v[1] * leg)
        bis = unit((0, 0), (u[0] + v[0], u[1] + v[1]))
        h = math.hypot(r, leg)
        centre = (b[0] + bis[0] * h, b[1] + bis[1] * h)
        a0, a1 = math.atan2(p[1] - centre[1], p[0] - centre[0]), math.atan2(q[1] - centre[1], q[0] - centre[0])
        sweep = (a1 - a0 + math.pi) % (2 * math.pi) - math.pi
        m = max(1, int(math.ceil(abs(math.degrees(sweep)) / step_deg)))
        out += [(centre[0] + r * math.cos(a0 + sweep * i / m), centre[1] + r * math.sin(a0 + sweep * i / m))
                for i in range(m + 1)]
    if not closed:
        out.append(line[-1])
    return thin(out, 0.4)


def thin(line, tol):
    out = [line[0]]
    for p in line[1:]:
        if dist(p, out[-1]) > tol:
            out.append(p)
    if dist(out[-1], line[-1]) > 1e-9:
        out[-1] = line[-1]
    return out


def offset(line, d, closed=False):
    """Parallel line; positive d lies to the left of the drawing direction."""
    n = len(line)
    out = []
    for i in range(n):
        if closed:
            t0, t1 = unit(line[i - 1], line[i]), unit(line[i], line[(i + 1) % n])
        else:
            t0 = unit(line[max(i - 1, 0)], line[max(i, 1)])
            t1 = unit(line[min(i, n - 2)], line[min(i + 1, n - 1)])
        m = unit((0, 0), (t0[0] + t1[0], t0[1] + t1[1]))
        cosine = max(0.5, m[0] * t0[0] + m[1] * t0[1])
        out.append((line[i][0] - m[1] * d / cosine, line[i][1] + m[0] * d / cosine))
    return out


def inside(p, ring):
    odd, j = False, len(ring) - 1
    for i in range(len(ring)):
        (xi, yi), (xj, yj) = ring[i], ring[j]
        if (yi > p[1]) != (yj > p[1]) and p[0] < (xj - xi) * (p[1] - yi) / (yj - yi) + xi:
            odd = not odd
        j = i
    return odd


def area(ring):
    return 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))


def centroid(ring):
    s, cx, cy = area(ring), 0.0, 0.0
    for a, b in zip(ring, ring[1:] + ring[:1]):
        w = a[0] * b[1] - b[0] * a[1]
        cx, cy = cx + (a[0] + b[0]) * w, cy + (a[1] + b[1]) * w
    return cx / (6 * s), cy / (6 * s)


def ring_line(ring):
    return ring + ring[:1]


def rect(cx, cy, w, h, deg=0.0):
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return [(cx + x * c - y * s, cy + x * s + y * c)
            for x, y in ((-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2))]


def disc(cx, cy, r, n=12):
    return [(cx + r * math.cos(2 * math.pi * (i + .5) / n), cy + r * math.sin(2 * math.pi * (i + .5) / n))
            for i in range(n)]


def box(points, pad=0.0):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs) - pad, min(ys) - pad, max(xs) + pad, max(ys) + pad


def boxes_meet(a, b):
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def convex_meet(p, q):
    """Whether two convex polygons overlap (separating axes)."""
    for one in (p, q):
        for a, b in zip(one, one[1:] + one[:1]):
            nx, ny = b[1] - a[1], a[0] - b[0]
            u = [v[0] * nx + v[1] * ny for v in p]
            w = [v[0] * nx + v[1] * ny for v in q]
            if max(u) <= min(w) + 1e-9 or max(w) <= min(u) + 1e-9:
                return False
    return True


class Grid:
    """Buckets of things by bounding box, for neighbour searches."""

    def __init__(self, cell=25.0):
        self.cell, self.cells = cell, {}

    def _keys(self, b):
        c = self.cell
        for i in range(int(b[0] // c), int(b[2] // c) + 1):
            for j in range(int(b[1] // c), int(b[3] // c) + 1):
                yield i, j

    def add(self, b, thing):
        for k in self._keys(b):
            self.cells.setdefault(k, []).append((b, thing))

    def near(self, b):
        seen = set()
        for k in self._keys(b):
            for bb, thing in self.cells.get(k, ()):
                if id(thing) not in seen and boxes_meet(b, bb):
                    seen.add(id(thing))
                    yield thing
