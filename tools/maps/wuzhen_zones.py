"""Zones, turning basins and moored reaches of the Wuzhen map."""
from geo import cut, dist

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
                out.append((p, max(4.8, max(o.width for o in other) / 2 + 1.7)))
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
