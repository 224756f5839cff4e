"""Zones, basins, houses (scenery, and the shops, restaurants and guest houses in them) of the Wuzhen map."""
import math
from geo import (Grid, arc_of, at_length, box, centroid, convex_meet, cut, disc, dist, fillet, inside, length, nearest, offset,
                 rect, unit)

# reaches of rivers with idle boats along both banks: canal, from and to arc length
MOORED_REACHES = [("wangjin", 130, 235), ("wangjin", 262, 330), ("wangjin_south", 60, 125), ("xishi_west", 60, 110),
                  ("andu_reach", 0, 0.1)]

XIZHA = [(714, 105), (714, 420), (706, 600), (640, 625), (520, 632), (430, 640), (380, 800), (250, 800), (-300, 812), (-330, 870),
         (-330, 1000), (-380, 1040), (-480, 1040), (-545, 1000), (-600, 850), (-672, 740), (-690, 600), (-690, 330), (-560, 318),
         (-440, 296), (-350, 264), (-230, 218), (-110, 164), (0, 112), (95, 66), (170, 18), (260, -4), (330, -16), (425, -10),
         (480, 40), (520, 105)]
SUMMIT = [(200, 1086), (1012, 1086), (1012, 1380), (200, 1380)]
CORE = [(256, 1163), (414, 1163), (414, 1300), (256, 1300)]


def basins(lines):
    """Widenings where narrow canals meet others, so that boats can turn."""
    out = []
    for ln in lines:
        if ln.kind != "canal" or ln.width > 5.0 or ln.props.get("boats") is False:
            continue
        for p in (ln.pts[0], ln.pts[-1]):
            other = [o for o in lines if o is not ln and p in o.pts and o.kind == "canal"]
            if any(p not in (o.pts[0], o.pts[-1]) for o in other) and all(dist(p, q) > 8 for q, _ in out):
                out.append((p, max(5.3, max(o.width for o in other) / 2 + 2.0)))
    return out


def _cut_zone(top, bottom):
    return top + bottom[::-1]


def zones(m, canals, banks):
    def part(ref, x0, x1, off=0.0):
        pts, sign = banks.ref[ref]
        s0, s1 = sorted((banks.arc(ref, x0), banks.arc(ref, x1)))
        return cut(pts, s0, s1)

    def zone(id, ring, cls, zh, en, **k):
        m.polygon(id, "zone", ring, zh, en, "DER", 300, zone_class=cls, **k)

    zone("xizha", XIZHA, "access", "西柵景區", "Xizha scenic area")
    zone("summit", SUMMIT, "access", "峰會區", "Summit zone")
    zone("core", CORE, "access", "主會場核心區", "Main hall core zone")
    # report zones
    lake_w = 340
    zone("gate_area", [(620, 120), (960, 120), (960, 400), (620, 400)], "report", "大門區", "Gate area")
    zone("lake_walk_zone", [(lake_w, 186), (380, 120), (620, 120), (620, 350), (470, 350), (380, 350), (lake_w, 330)], "report",
         "元寶湖區", "Yuanbao Lake and walk")
    for id, x0, x1, zh, en in (("east_street", 330, 110, "西柵大街東段", "Xizha Street, east"),
                               ("mid_street", 110, -130, "西柵大街中段", "Xizha Street, middle"),
                               ("west_street", -130, -380, "西柵大街西段", "Xizha Street, west")):
        zone(id, _cut_zone(part("N1", x0, x1), part("S1", x0, x1)), "report", zh, en)
    n1w = part("N1", -380, -431)
    zone("west_end", n1w + [(-470, 650), (-686, 700), (-686, 335), (-440, 335), (-440, 405)] + part("S1", -380, -438)[::-1],
         "report", "西端", "West end")
    zone("north_bank_hotels", part("N2", 300, -430) + [(-446, 790)] + [(-300, 806), (-90, 776), (130, 742), (330, 690)], "report",
         "北岸民宿區", "Guest houses north of the guest canal")
    zone("riyue_island", _cut_zone(part("N2", 300, -430), part("N1", 300, -430)), "report", "日月廣場島", "Sun-Moon Square islands")
    zone("tongan_island", [(340, 480), (350, 420), (400, 352), (618, 352), (618, 402), (700, 402), (700, 600), (440, 600), (345, 570)], "report",
         "通安島", "Tong'an island")
    zone("south_islands", _cut_zone(part("S1", 300, -430), part("S2", 300, -430)), "report", "南岸諸島", "South islands")
    zone("lingshui_zone", [(310, 178), (310, 22), (330, -14), (500, -14), (520, 116), (376, 116), (336, 180)], "report",
         "靈水居", "Lingshuiju garden")
    zone("longxing_zone", [(-460, 795), (-330, 815), (-330, 1040), (-540, 1040), (-600, 850)], "report", "龍形田", "Dragon Field")
    zone("summit_link_zone", [(280, 750), (360, 750), (360, 960), (280, 960)], "report", "會展步道", "Walk to the convention centre")
    zone("summit_arrival_zone", [(200, 965), (960, 965), (960, 1086), (200, 1086)], "report", "峰會到達區", "Summit arrival")
    zone("summit_icc_zone", [(200, 1087), (512, 1087), (512, 1380), (200, 1380)], "report", "會展中心區", "Convention centre")
    zone("summit_expo_zone", [(513, 1087), (1012, 1087), (1012, 1380), (513, 1380)], "report", "博覽與科技館區", "Expo and museum")
    zone("wucun_zone", [(-430, 1060), (190, 1088), (190, 1260), (-430, 1260)], "report", "烏村", "Wucun")
    zone("beizha_zone", [(830, 420), (960, 420), (960, 960), (830, 960)], "report", "北柵", "Beizha")
    # the six zones of the town
    for id, ring, zh, en, fn in (
            ("lu_convention", [(200, 960), (1012, 960), (1012, 1400), (200, 1400)], "會展區", "Convention district", "convention"),
            ("lu_culture", XIZHA, "文旅區", "Culture and tourism district", "culture_tourism"),
            ("lu_living", [(722, -180), (970, -180), (980, 410), (722, 410)], "居住區", "Living district", "living"),
            ("lu_industry", [(722, 420), (1140, 420), (1140, 940), (722, 940)], "產業區", "Industry district", "industry"),
            ("lu_education", [(450, 700), (715, 700), (715, 950), (450, 950)], "教育區", "Education district", "education"),
            ("lu_agriculture", [(-560, 1050), (190, 1090), (190, 1400), (-380, 1400)], "農業區", "Agriculture district", "agriculture")):
        m.polygon(id, "zone", ring, zh, en, "ARTICLE DER", 600, zone_class="land_use", function=fn)


BIG = [  # scenery buildings: (id, cx, cy, w, h, deg, zh, en)
    ("b_theatre", 610, 193, 52, 30, 0, "烏鎮大劇院", "Grand Theatre"), ("b_muxin", 505, 193, 60, 28, 0, "木心美術館", "Muxin Art Museum"),
    ("b_visitor", 663, 298, 40, 16, 0, "遊客中心", "Visitor centre"), ("b_icc", 335, 1245, 170, 90, 0, "會展中心", "Convention Centre"),
    ("b_icc_w", 274, 1179, 44, 38, 0, "會展中心西廳", "Convention Centre, west wing"), ("b_icc_e", 397, 1179, 44, 38, 0, "會展中心東廳", "east wing"),
    ("b_yunzhou", 470, 1300, 76, 54, 0, "雲舟賓客中心", "Yunzhou"), ("b_expo", 700, 1268, 130, 84, 0, "博覽中心", "Expo"),
    ("b_museum", 900, 1270, 100, 88, 0, "科技館", "Internet museum"), ("b_talent", 806, 1248, 44, 34, 0, "人才大廳", "Talent fair hall"),
    ("b_contest", 612, 1176, 40, 24, 0, "大賽廳", "Contest hall"), ("b_dining", 494, 1196, 30, 40, 0, "嘉賓餐廳", "Dining hall"),
    ("b_tongan", 560, 474, 60, 34, 0, "通安客棧", "Tong An Inn"), ("b_waterside", -116, 722, 90, 22, -4, "枕水度假酒店", "Waterside Resort"),
    ("b_wangjinli", -404, 690, 24, 46, 4, "望津里", "Wang Jin Li"), ("b_wucun", -360, 1232, 80, 24, 0, "烏村", "Wucun"),
    ("b_beizha", 852, 694, 34, 60, 5, "北柵絲廠", "Beizha Silk Factory"), ("b_pagoda", -506, 752, 14, 14, 22, "白蓮塔", "White Lotus Pagoda"),
    ("b_temple", -98, 556, 24, 16, -14, "烏將軍廟", "General Wu Temple"), ("b_lingshui", 468, 54, 24, 36, 20, "靈水居", "Lingshuiju"),
]


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


def houses(m, lines, lakes, walk, pieces, decks, squares, roads, P):
    ob = Obstacles(lines, lakes, walk, decks, squares, roads)
    for id, cx, cy, w, h, deg, zh, en in BIG:
        quad = rect(cx, cy, w, h, deg)
        ob.build(quad)
        m.polygon(id, "building", quad, zh, en, "DER", 250)
    n, fronts = 0, []
    order = sorted(pieces, key=lambda p: (p.parent not in ("XN", "xizha_street_east"), p.parent != "XS", p.parent))
    for st in order:
        if st.kind == "boardwalk" or st.width > 4.5:
            continue
        if not any(inside(q, XIZHA) for q in st.pts) and "wucun" not in st.parent:
            continue
        if st.parent in ("summit_link", "tongan_path", "staff_lane"):
            continue
        total = length(st.pts)
        for side in (1, -1):
            s, k = 1.0, 0
            while s < total - 4:
                k += 1
                seed = (int(s * 7) * 31 + k * 17 + (side + 1) * 5 + len(st.id) * 13) % 97
                w = 6.5 + (seed % 5) * 0.9
                p, t = at_length(st.pts, s + w / 2)
                nx, ny = -t[1] * side, t[0] * side
                done = False
                for depth in ((9.5, 8.0, 6.5, 5.2, 4.2) if seed % 3 else (8.0, 6.5, 5.2, 4.2)):
                    off = st.width / 2 + 0.35 + depth / 2
                    quad = rect(p[0] + nx * off, p[1] + ny * off, w - 0.4, depth, math.degrees(math.atan2(t[1], t[0])))
                    if not ob.blocked(quad):
                        ob.build(quad)
                        n += 1
                        m.polygon("h%d" % n, "building", quad, "", "", "DER", 200)
                        door = st.width / 2 + 1.0
                        fronts.append((st, (p[0] + nx * door, p[1] + ny * door)))
                        done = True
                        break
                s += w if done else 1.5
                if done and seed % 11 == 0:
                    s += 4.0
    shops(m, fronts)
    return n


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
    spec = {"r": ("restaurant", "餐館", "Restaurant", 80, 1.6, {"dwell_min": 45, "tags": ["meal", "assumed"]}),
            "t": ("teahouse", "茶館", "Teahouse", 60, 1.6, {"dwell_min": 35, "tags": ["tea", "assumed"]}),
            "s": ("shop", "店鋪", "Shop", 20, 1.4, {"dwell_min": 8, "tags": ["shopping", "assumed"]}),
            "h": ("hotel", "民宿", "Guest house", 32, 1.4, {"dwell_min": 480, "tags": ["guest_house", "assumed"]}),
            "w": ("workshop", "作坊", "Workshop", 40, 1.6, {"dwell_min": 12, "tags": ["craft", "assumed"]}),
            "b": ("restaurant", "酒吧", "Bar", 60, 1.6, {"dwell_min": 60, "hours": ["17:00", "23:30"], "tags": ["bar", "night", "assumed"]})}

    def add(kind, door):
        name, zh, en, cap, width, extra = spec[kind]
        i = count[kind] = count.get(kind, 0) + 1
        word = {"r": "restaurant", "t": "teahouse", "s": "shop", "h": "guest_house", "w": "workshop", "b": "bar"}[kind]
        m.point("%s_%02d" % (word, i), name, door, "%s%d" % (zh, i), "%s %d" % (en, i), "DER", 200, capacity=cap, door_width=width,
                indoor=True, **extra)

    def along(*parents):
        return [f for f in fronts if f[0].parent in parents]

    use(along("XN", "xizha_street_east"), "srstrswsr")
    use(along("XS"), ["s", "r", None, "t", "b", "r", None, "w", "b"])
    use(along("NG"), ["w", "s", None, "t", "r", None])
    use(along("N2N", "N2S"), ["h", None, "h", None, None, "r", None])
    use(along("N1N"), ["h", None, None, "t", None, "h", None, None])
    use(along("XB", "N1S"), ["h", None, None, None])
    use(along("pagoda_lane", "wangjinli_lane", "la_market"), ["r", "s", None, "t", None])
