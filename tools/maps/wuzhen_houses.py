"""Houses (scenery), what is in them, gardens and fields of the Wuzhen map."""
import math
from geo import Grid, at_length, box, centroid, convex_meet, dist, fillet, inside, length, nearest, rect
from wuzhen_zones import XIZHA

BIG = [  # scenery buildings: (id, cx, cy, w, h, deg, zh, en)
    ("b_theatre", 607, 193, 46, 30, 0, "烏鎮大劇院", "Grand Theatre"), ("b_muxin", 505, 193, 60, 28, 0, "木心美術館", "Muxin Art Museum"),
    ("b_visitor", 673, 211, 32, 20, 0, "遊客中心", "Visitor centre"), ("b_icc", 335, 1245, 170, 90, 0, "會展中心", "Convention Centre"),
    ("b_icc_w", 274, 1179, 44, 38, 0, "會展中心西廳", "Convention Centre, west wing"), ("b_icc_e", 397, 1179, 44, 38, 0, "會展中心東廳", "east wing"),
    ("b_yunzhou", 470, 1300, 76, 54, 0, "雲舟賓客中心", "Yunzhou"), ("b_expo", 700, 1268, 130, 84, 0, "博覽中心", "Expo"),
    ("b_museum", 900, 1270, 100, 88, 0, "科技館", "Internet museum"), ("b_talent", 806, 1248, 44, 34, 0, "人才大廳", "Talent fair hall"),
    ("b_contest", 612, 1176, 40, 24, 0, "大賽廳", "Contest hall"), ("b_dining", 494, 1196, 30, 40, 0, "嘉賓餐廳", "Dining hall"),
    ("b_tongan", 596, 474, 44, 34, 0, "通安客棧", "Tong An Inn"), ("b_waterside", -143, 724, 42, 22, -4, "枕水度假酒店", "Waterside Resort"),
    ("b_waterside_e", -94, 720, 44, 22, -4, "枕水度假酒店東翼", "Waterside Resort, east wing"),
    ("b_wangjinli", -405.5, 674, 15, 28, 16, "望津里", "Wang Jin Li"), ("b_wucun", -360, 1232, 80, 24, 0, "烏村", "Wucun"),
    ("b_beizha", 852, 694, 34, 60, 5, "北柵絲廠", "Beizha Silk Factory"), ("b_pagoda", -506, 752, 14, 14, 22, "白蓮塔", "White Lotus Pagoda"),
    ("b_temple", -93, 556, 24, 16, -14, "烏將軍廟", "General Wu Temple"), ("b_lingshui", 468, 54, 24, 36, 20, "靈水居", "Lingshuiju"),
]


NO_HOUSES = ("summit_link", "tongan_path", "staff_lane", "longxing_west", "stop_riyue_lane", "stop_waterside_lane",
             "stop_wangjinli_lane", "lingshui_bridge", "tongan_west", "guest_walk")
WEST_LIMIT = {"pagoda_lane": -500, "S2S": 40}  # no houses west of this x
EAST_LIMIT = {"wucun_street": -230}

GREEN = [  # gardens, as rings
    ([(372, 176), (330, 170), (230, 176), (160, 210), (160, 80), (260, 38), (380, 60), (412, 110)], "garden"),
    ([(140, 220), (60, 270), (-40, 306), (-40, 168), (60, 120), (138, 88)], "garden"),
    ([(-60, 312), (-140, 342), (-240, 366), (-240, 262), (-150, 220), (-64, 180)], "garden"),
    ([(-262, 372), (-350, 392), (-420, 396), (-430, 346), (-350, 306), (-262, 270)], "garden"),
    ([(462, 384), (500, 372), (600, 380), (632, 410), (632, 470), (600, 520), (560, 538), (510, 526), (470, 486)], "garden"),
    ([(246, 520), (340, 470), (430, 400), (440, 470), (380, 524), (262, 588)], "garden"),
    ([(460, 30), (505, 60), (505, 100), (462, 110)], "garden"),
    ([(-580, 740), (-500, 700), (-480, 640), (-580, 650)], "garden"),
    ([(120, 560), (60, 590), (-4, 604), (-4, 640), (90, 640), (130, 620)], "garden"),
    ([(-40, 610), (-120, 626), (-250, 650), (-250, 680), (-140, 660), (-40, 650)], "garden"),
    ([(-665, 500), (-600, 480), (-570, 560), (-610, 585), (-665, 590)], "garden"),
    ([(-505, 480), (-470, 480), (-456, 526), (-508, 532)], "garden"),
    ([(-640, 660), (-600, 660), (-600, 740), (-660, 700)], "garden"),
    ([(-540, 1000), (-515, 960), (-500, 905), (-540, 860), (-590, 860)], "garden"),
    ([(505, 160), (620, 130), (690, 130), (690, 200), (650, 200)], "garden"),
    ([(620, 330), (690, 330), (690, 540), (655, 540), (660, 430)], "garden"),
    ([(204, 1170), (246, 1170), (246, 1360), (204, 1360)], "garden"),
    ([(520, 1190), (590, 1200), (590, 1360), (520, 1360)], "garden"),
    ([(790, 1270), (840, 1270), (840, 1360), (790, 1360)], "garden"),
]
PADDIES = [(-290, 800, 290, 1060, 4), (340, 660, 690, 1000, 0), (-330, 1200, 200, 1400, -6), (-520, 880, -300, 1040, 8),
           (-560, 60, 80, 260, -22), (740, 440, 840, 980, 0), (540, -40, 860, 90, 0)]


class Obstacles:
    """Everything a house must not stand on."""

    def __init__(self, lines, lakes, walk, decks, squares, roads):
        self.grid, self.rings, self.built = Grid(), Grid(40), Grid()
        for ln in lines:
            if ln.kind == "canal":
                self._line(ln.pts, ln.width / 2 + 0.3)
        for ln in walk:
            self._line(ln.pts, ln.width / 2 + 0.25)
        for d in decks:
            self._line(d["pts"], max(2.0, d["street"].width / 2 + 0.6))
        for pts, radius, *_ in roads.values():
            self._line(fillet(pts, radius) if radius else pts, 4.5)
        for ring in list(lakes.values()) + list(squares.values()):
            self.rings.add(box(ring, 1), ring)

    def _line(self, pts, clear):
        for a, b in zip(pts, pts[1:]):
            self.grid.add(box((a, b), clear), (a, b, clear))

    def blocked(self, quad):
        bb = box(quad, 0.2)
        c = centroid(quad)
        probes = list(quad) + [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(quad, quad[1:] + quad[:1])] + [c]
        for a, b, clear in self.grid.near(bb):
            n = max(1, int(dist(a, b) / 2.0))
            if any(inside((a[0] + (b[0] - a[0]) * i / n, a[1] + (b[1] - a[1]) * i / n), quad) for i in range(n + 1)):
                return True
            if any(nearest(p, [a, b])[0] < clear for p in probes):
                return True
        for ring in self.rings.near(bb):
            if any(inside(p, ring) for p in probes) or any(inside(p, quad) for p in ring):
                return True
        return any(convex_meet(quad, q) for q in self.built.near(bb))

    def build(self, quad):
        self.built.add(box(quad, 0.2), quad)


def _bare(st, behind):
    """Streets without houses (in the second row: those outside the old town)."""
    if st.kind == "boardwalk" or st.width > 4.5 or st.parent in NO_HOUSES:
        return True
    if behind and not (st.parent in ("XN", "XS", "NG", "XB", "N1N", "N1S", "N2N", "N2S", "S1N") or st.parent.startswith("la_")):
        return True
    if st.parent == "wucun_street":
        return False
    return not any(inside(q, XIZHA) for q in st.pts)


def _row(st, ob, behind):
    """Houses along both sides of a street: (outline, door). The second row stands behind a yard."""
    total, out = length(st.pts), []
    for side in (1, -1):
        s, k = 1.0, 0
        while s < total - 4:
            k += 1
            seed = (int(s * 7) * 31 + k * 17 + (side + 1) * 5 + len(st.id) * 13 + behind * 7) % 97
            w = 6.5 + (seed % 5) * 0.9 + behind * 1.5
            p, t = at_length(st.pts, s + w / 2)
            nx, ny = -t[1] * side, t[0] * side
            limit = WEST_LIMIT.get(st.parent)
            done = False
            for depth in ((9.5, 8.0, 6.5, 5.2, 4.2) if seed % 3 else (8.0, 6.5, 5.2, 4.2))[:3 if behind else 5]:
                off = st.width / 2 + 0.35 + depth / 2 + behind * (11.5 + seed % 4)
                quad = rect(p[0] + nx * off, p[1] + ny * off, w - 0.4, depth, math.degrees(math.atan2(t[1], t[0])))
                if (limit and p[0] < limit) or p[0] > EAST_LIMIT.get(st.parent, 1e9) or (behind and seed % 4 == 0) or ob.blocked(quad):
                    continue
                ob.build(quad)
                door = st.width / 2 + 1.0
                out.append((quad, (p[0] + nx * door, p[1] + ny * door)))
                done = True
                break
            s += w if done else 1.5
            if done and seed % 11 == 0:
                s += 4.0
    return out


def houses(m, lines, lakes, walk, pieces, decks, squares, roads, P):
    ob = Obstacles(lines, lakes, walk, decks, squares, roads)
    for id, cx, cy, w, h, deg, zh, en in BIG:
        quad = rect(cx, cy, w, h, deg)
        ob.build(quad)
        m.polygon(id, "building", quad, zh, en, "DER", 250)
    n, fronts = 0, []
    order = sorted(pieces, key=lambda p: (p.parent not in ("XN", "xizha_street_east"), p.parent != "XS", p.parent))
    for behind in (0, 1):
        for st in order:
            if _bare(st, behind):
                continue
            for quad, door in _row(st, ob, behind):
                n += 1
                m.polygon("h%d" % n, "building", quad, "", "", "DER", 200)
                if not behind:
                    fronts.append((st, door))
    greens(m, ob)
    shops(m, fronts)
    return n


def greens(m, ob):
    """Gardens of the islands and fields round the town."""
    for i, (ring, kind) in enumerate(GREEN, 1):
        m.polygon("%s_%02d" % (kind, i), kind, ring, "", "", "DER", 300)
    n = 0
    for x0, y0, x1, y1, deg in PADDIES:
        c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
        for i in range(int((x1 - x0) // 62)):
            for j in range(int((y1 - y0) // 30)):
                u, v = (i + 0.5) * 62 - (x1 - x0) / 2, (j + 0.5) * 30 - (y1 - y0) / 2
                quad = rect((x0 + x1) / 2 + u * c - v * s, (y0 + y1) / 2 + u * s + v * c, 60, 28, deg)
                if not ob.blocked(quad):
                    n += 1
                    m.polygon("paddy_%d" % n, "field", quad, "", "", "DER", 500)


def shops(m, fronts):
    """Give the houses along the streets their uses, in the order in which one walks past them."""
    def use(sel, plan):
        k = 0
        for st, door in sel:
            kind = plan[k % len(plan)]
            k += 1
            if kind:
                add(kind, door)

    count = {}
    spec = {"r": ("restaurant", "餐館", "Restaurant", 56, 1.6, {"dwell_min": 45, "tags": ["meal", "assumed"]}),
            "t": ("teahouse", "茶館", "Teahouse", 48, 1.6, {"dwell_min": 35, "tags": ["tea", "assumed"]}),
            "s": ("shop", "店鋪", "Shop", 20, 1.4, {"dwell_min": 8, "tags": ["shopping", "assumed"]}),
            "h": ("hotel", "民宿", "Guest house", 18, 1.4, {"dwell_min": 480, "tags": ["guest_house", "assumed"]}),
            "w": ("workshop", "作坊", "Workshop", 40, 1.6, {"dwell_min": 12, "tags": ["craft", "assumed"]}),
            "b": ("restaurant", "酒吧", "Bar", 48, 1.6, {"dwell_min": 60, "hours": ["17:00", "23:30"], "tags": ["bar", "night", "assumed"]})}

    def add(kind, door):
        name, zh, en, cap, width, extra = spec[kind]
        i = count[kind] = count.get(kind, 0) + 1
        word = {"r": "restaurant", "t": "teahouse", "s": "shop", "h": "guest_house", "w": "workshop", "b": "bar"}[kind]
        m.point("%s_%02d" % (word, i), name, door, "%s%d" % (zh, i), "%s %d" % (en, i), "DER", 200, capacity=cap, door_width=width,
                indoor=True, **extra)

    def along(*parents):
        return [f for f in fronts if f[0].parent in parents]

    _ = None
    use(along("XN", "xizha_street_east"), ["s", "r", _, "t", "s", _, "w", "s", "r", _, "s", "t", _])
    use(along("XS"), ["s", _, "r", _, "t", _, "b", "s", _, "r", _, "w", _, "b", _])
    use(along("NG"), ["w", _, "s", _, "t", _, "r", _])
    use(along("N2N", "N2S"), ["h", _, "h", _, _, "r", _, "h", _, "t", _, _])
    use(along("N1N"), ["h", _, _, "r", _, "h", _, _, "t", _])
    use(along("XB", "N1S"), ["h", _, _, _])
    use(along("pagoda_lane", "wangjinli_lane", "la_market", "longxing_lane"), ["r", _, "s", _, "t", _])
