"""Streets, lanes, squares and cart roads of Wuzhen in local metres. Bank lanes run parallel to a canal at a signed offset
(north, or inside the moat, is positive); cross lanes are chains of points given on those bank lanes."""

# reference lines put together from canals: name -> (canal ids, sign that makes "north" the positive side)
REFS = {
    "X": (["xishi_east", "xishi_wide", "xishi"], -1),
    "N1": (["north_canal", "temple_canal", "north_canal_west"], -1),
    "N2": (["guest_canal", "waterside_canal", "guest_canal_west"], -1),
    "S1": (["south_canal"], -1),
    "S2": (["south_garden_canal"], -1),
    "W": (["wangjin"], -1),
    "XW": (["xishi_west"], -1),
    "M": (["moat"], -1),
}

# bank lanes: id: (ref, offset, from x, to x, width, kind, zh, en)
BANKS = {
    "XN": ("X", 15.0, 276, -407, 3.0, "street", "西柵大街", "Xizha Street"),
    "XS": ("X", -14.5, 282, -411, 2.5, "street", "南岸街", "South-bank street"),
    "XB": ("X", 52.0, 96, -385, 1.6, "lane", "北後弄", "North back lane"),
    "NG": ("X", -47.0, 60, -395, 2.0, "lane", "女紅街", "Nugong Street"),
    "N1S": ("N1", -8.0, 386, -412, 1.8, "lane", "北港南弄", "North canal south lane"),
    "N1N": ("N1", 13.0, 392, -414, 1.8, "lane", "北港北弄", "North canal north lane"),
    "N2S": ("N2", -7.6, 440, -438, 1.8, "lane", "賓舍南弄", "Guest canal south lane"),
    "N2N": ("N2", 8.0, 446, -448, 2.4, "lane", "賓舍北弄", "Guest canal north lane"),
    "S1N": ("S1", 7.8, 352, -428, 1.8, "lane", "南港北弄", "South canal north lane"),
    "S1S": ("S1", -13.0, 372, -415, 1.6, "lane", "南港南弄", "South canal south lane"),
    "S2N": ("S2", 7.8, 318, -455, 1.8, "lane", "南園北弄", "South garden north lane"),
    "S2S": ("S2", -7.7, 318, -452, 1.6, "lane", "南園南弄", "South garden south lane"),
}

# cross lanes: id: (chain, width, bridge spec {canal: key of NAMED}); a chain item is (bank, x) or a point
CROSS = {
    "la_tongan": ([("XS", 270), ("XN", 270)], 3.0),
    "la_yusheng": ([("XN", 232), (268, 362), ("N1S", 300), ("N1N", 300), (318, 500), ("N2S", 300), ("N2N", 300)], 1.6),
    "la_jinan": ([("XN", 186), (212, 402), ("N1S", 232)], 1.4),
    "la_market": ([("S1N", 175), (158, 320), ("XS", 148), ("XN", 148), (168, 452), ("N1S", 172), ("N1N", 172),
                   (160, 560), (150, 598), (142, 625), ("N2S", 132), ("N2N", 132)], 2.0),
    "la_zhaoming": ([("XN", 96), ("XB", 92), ("N1S", 96)], 1.4),
    "la_dingsheng": ([("S1N", 54), ("NG", 47), ("XS", 43), ("XN", 43), ("XB", 56), ("N1S", 62), ("N1N", 62),
                      (58, 620), ("N2S", 50)], 2.2),
    "la_guoyue": ([("XN", -14), ("XB", -10), ("N1S", -6)], 1.4),
    "la_qianshan": ([("S1N", -46), ("NG", -52), ("XS", -60), ("XN", -60), ("XB", -58), ("N1S", -72), ("N1N", -72),
                     (-66, 630), ("N2S", -70), ("N2N", -70)], 2.0),
    "la_shen": ([("XN", -122), ("XB", -118), ("N1S", -128)], 1.6),
    "la_water": ([("N1N", -128), (-140, 640), ("N2S", -140), ("N2N", -140)], 1.6),
    "la_xianning": ([("S1N", -158), ("NG", -176), ("XS", -190), ("XN", -190), ("XB", -214), ("N1S", -222), ("N1N", -222),
                     ("N2S", -240), ("N2N", -240)], 1.8),
    "la_silk": ([("XN", -244), ("XB", -246), ("N1S", -252)], 1.2),
    "la_west": ([("S1S", -292), ("S1N", -292), ("NG", -312), ("XS", -322), ("XN", -322), ("XB", -326), ("N1S", -340),
                 ("N1N", -346), ("N2S", -352)], 1.8),
    "la_renji": ([("XS", -407), ("XN", -407)], 3.0),
    "la_end": ([("XB", -372), ("N1S", -392)], 1.5),
    "la_guest": ([("N1N", -392), (-398, 690), ("N2S", -412), ("N2N", -412)], 1.5),
    "la_xuchang": ([("S2S", 205), ("S2N", 205), (212, 130), ("S1S", 218), ("S1N", 222), ("XS", 222)], 1.8),
    "la_garden": ([("S2N", 62), (84, 200), ("S1S", 88), ("S1N", 92), ("XS", 108)], 1.6),
    "la_south": ([("S2S", -62), ("S2N", -62), (-58, 270), ("S1S", -56), ("S1N", -56)], 1.6),
    "la_mill": ([("S1N", -128), ("NG", -112), ("XS", -112)], 1.5),
    "la_fields": ([("S2S", -252), ("S2N", -252), (-244, 330), ("S1S", -226), ("S1N", -226), ("NG", -240), ("XS", -250)], 1.6),
    "la_far": ([("S2S", -400), ("S2N", -400), ("S1S", -386)], 1.6),
    "la_feicui": ([("S1N", -384), ("NG", -382), ("XS", -380)], 1.6),
    "la_dye": ([("S1S", 318), ("S1N", 318), (322, 240), (330, 258)], 2.0),
}

# free lines: id: (kind, points, width, zh, en, bend radius)
LINES = {
    "xizha_street_east": ("street", [(338, 302), (316, 302), (296, 301), ("XN", 276)], 3.5, "西柵大街", "Xizha Street", 0),
    "lake_walk": ("boardwalk", [(655, 240), (648, 205), (632, 168), (612, 161), (520, 160), (474, 172), (452, 194), (424, 202),
                                (398, 228), (364, 251), (330, 258), ("XS", 282)], 4.0, "入口棧道", "Lakeside walk", 0),
    "lake_walk_north": ("boardwalk", [(662, 268), (660, 300), (640, 310), (590, 338), (530, 343), (494, 346), (450, 331),
                                      (432, 340), (392, 314), (370, 306), (338, 302)], 3.0, "北湖棧道", "North lake walk", 0),
    "tongan_path": ("street", [(670, 262), (676, 340), (672, 430), (668, 520), (630, 568), (540, 580), (470, 574), (420, 552),
                               ("N2N", 400)], 3.0, "通安路", "Tong'an path", 12),
    "tongan_lane": ("lane", [(530, 343), (534, 400), (548, 440)], 2.5, "通安弄", "Tong'an lane", 0),
    "tongan_east": ("lane", [(548, 440), (600, 446), (672, 430)], 2.5, "通安東弄", "Tong'an east lane", 0),
    "tongan_west": ("lane", [(548, 440), (500, 440), (425, 430), (392, 424), ("N1N", 330)], 2.0, "通安西弄", "Tong'an west lane", 0),
    "tongan_north": ("lane", [(548, 440), (575, 500), (572, 578)], 2.0, "通安北弄", "Tong'an north lane", 0),
    # west end
    "tongji_east": ("street", [("XN", -407), (-413, 606), (-450, 608)], 3.5, "通濟橋堍", "Tongji Bridge approach", 0),
    "pagoda_lane": ("lane", [(-450, 608), (-449, 650), (-462, 718), (-470, 738), (-488, 772), (-520, 800), (-560, 800),
                             (-590, 740), (-592, 660), (-560, 624), (-470, 615), (-450, 608)], 2.5, "白蓮塔路", "Pagoda lane", 0),
    "wangjinli_lane": ("lane", [(-413, 606), ("N1S", -412), ("N1N", -414), (-424, 690), (-431, 722), ("N2S", -438)],
                       2.2, "望津里弄", "Wang Jin Li lane", 0),
    "wangjin_crossing": ("lane", [(-431, 722), (-462, 718)], 3.0, "望津橋堍", "Wangjin Bridge approach", 0),
    "shitian_north": ("street", [(-470, 615), (-478, 575)], 3.0, "詩田北路", "Shitian north path", 0),
    "fangsheng_way": ("street", [("XS", -411), (-476, 558)], 3.0, "放生橋堍", "Fangsheng Bridge approach", 0),
    "ruyi_walk": ("boardwalk", [(-478, 575), (-520, 591), (-570, 595), (-608, 598), (-592, 660)], 3.0, "如意棧道", "Ruyi walk", 0),
    "theatre_walk": ("boardwalk", [(-478, 558), (-510, 535), (-545, 515), (-580, 550), (-590, 597)], 3.0,
                     "水劇場棧道", "Water Theatre walk", 0),
    "feicui_lane": ("lane", [("XS", -411), (-414, 530), (-424, 495), (-424, 456), ("S1N", -428)], 2.0, "翡翠弄", "Feicui lane", 0),
    # Dragon Field and the village
    "longxing_lane": ("lane", [("N2N", -448), (-462, 806), (-444, 858), (-435, 930), (-404, 950), (-404, 1000), (-396, 1040),
                               (-374, 1120), (-358, 1196)], 2.5, "龍形田路", "Dragon Field lane", 0),
    "longxing_west": ("lane", [(-440, 890), (-492, 900), (-508, 960), (-496, 1018), (-440, 1026), (-404, 1000)], 2.0,
                      "龍形田西弄", "Dragon Field west lane", 0),
    "wucun_street": ("street", [(-358, 1196), (-250, 1196), (-60, 1172), (100, 1152), (258, 1138)], 3.5, "烏村路", "Wucun street", 30),
    # short ways from the lanes to the cart stops
    "stop_riyue_lane": ("lane", [("N2N", 130), (130, 702)], 2.5, "日月站弄", "Sun-Moon stop lane", 0),
    "stop_waterside_lane": ("lane", [("N2N", -120), (-120, 738)], 2.5, "枕水站弄", "Waterside stop lane", 0),
    "stop_wangjinli_lane": ("lane", [("N2N", -380), (-380, 794)], 2.5, "望津里站弄", "Wang Jin Li stop lane", 0),
    # south and Lingshuiju
    "lingshui_lane": ("lane", [(452, 194), (452, 120), (446, 70), (410, 20), (392, 10)], 2.5, "靈水居路", "Lingshuiju lane", 0),
    "lingshui_west": ("lane", [(424, 202), (424, 150), (420, 90), (388, 46), ("S2N", 318)], 2.0, "靈水居西弄", "Lingshuiju west lane", 0),
    "lingshui_bridge": ("lane", [(420, 95), (449, 95)], 2.0, "靈水橋堍", "Lingshui bridge approach", 0),
    "lingshui_south": ("lane", [(392, 10), (360, 4), ("S2S", 318)], 2.0, "靈水居南弄", "Lingshuiju south lane", 0),
    "andu_south_lane": ("lane", [(424, 150), (388, 176), ("S1S", 372)], 2.0, "安渡南弄", "An Du south lane", 0),
    "staff_lane": ("lane", [("S2S", 205), (205, 8), (202, -30)], 2.5, "員工通道", "Staff lane", 0),
    # gate area
    "quay_walk": ("street", [(660, 250), (630, 256)], 6.0, "碼頭通道", "Quay passage", 0),
    "gate_walk": ("street", [(660, 250), (714, 250), (750, 250)], 8.0, "東大門", "East gate passage", 0),
    "exit_walk": ("street", [(670, 238), (714, 232), (728, 226), (740, 211), (838.5, 211)], 6.0, "出口通道", "Exit passage", 0),
    "coach_way": ("street", [(785, 211), (785, 222)], 4.0, "旅行團通道", "Way to the coaches", 0),
    "guest_walk": ("street", [(664, 272), (714, 272), (750, 272)], 3.0, "住客通道", "Guests' passage", 0),
    "arrival_street": ("street", [(770, 250), (845, 250), (848, 310), (866, 312)], 6.0, "迎賓路", "Arrival street", 0),
    "car_park_path": ("street", [(845, 250), (835, 190), (835, 110)], 5.0, "停車場路", "Car park path", 0),
    "outer_street": ("street", [(848, 310), (862, 500), (880, 690), (876, 900), (850, 1000), (705, 1040)], 3.5, "環鎮東路", "Outer east street", 30),
    # towards the summit
    "summit_link": ("street", [("N2N", 300), (304, 650), (312, 740), (315, 800), (320, 900), (326, 1000), (332, 1050), (334, 1086),
                               (335, 1134)], 3.5, "會展步道", "Convention walk", 0),
    "summit_arrival_walk": ("street", [(332, 1050), (420, 1062), (560, 1060), (705, 1055)], 3.5, "會展南路", "Convention south walk", 0),
    "expo_entry_walk": ("street", [(705, 1040), (702, 1086), (700, 1150), (700, 1195)], 5.0, "博覽入口", "Expo entrance walk", 0),
    "summit_avenue": ("street", [(400, 1138), (470, 1140), (550, 1142), (640, 1150), (700, 1150), (800, 1152), (900, 1165),
                                 (900, 1205)], 5.0, "峰會大道", "Summit avenue", 0),
    "yunzhou_walk": ("street", [(470, 1140), (472, 1200), (470, 1255)], 4.0, "雲舟路", "Yunzhou walk", 0),
    "core_walk": ("street", [(335, 1134), (335, 1160), (335, 1182)], 8.0, "主會場通道", "Main hall passage", 0),
    "museum_expo_walk": ("boardwalk", [(740, 1200), (800, 1215), (870, 1205)], 4.0, "科技館連廊", "Museum boardwalk", 0),
}

ONE_WAY = {"exit_walk", "coach_way"}  # as drawn: out of the town only

# squares: id: (kind, ring, zh, en)
SQUARES = {
    "andu_square": ("square", [(322, 294), (354, 294), (356, 316), (324, 318)], "安渡坊廣場", "An Du Fang square"),
    "visitor_forecourt": ("forecourt", [(642, 224), (684, 224), (684, 284), (642, 284)], "遊客中心廣場", "Visitor centre forecourt"),
    "forecourt_east": ("forecourt", [(738, 216), (792, 216), (792, 290), (738, 290)], "東大門廣場", "East gate forecourt"),
    "service_quay": ("quay", [(611.5, 238), (646, 238), (646, 274), (611.5, 274)], "服務中心碼頭埠", "Service Centre quay"),
    "interchange_forecourt": ("forecourt", [(852, 292), (884, 292), (884, 334), (852, 334)], "公交換乘站", "Bus interchange"),
    "car_park": ("forecourt", [(812, 160), (880, 160), (880, 206), (812, 206)], "生態停車場", "Eco car park"),
    "theatre_forecourt": ("forecourt", [(584, 150), (640, 150), (640, 174), (584, 174)], "大劇院廣場", "Grand Theatre forecourt"),
    "muxin_forecourt": ("forecourt", [(482, 152), (528, 152), (528, 172), (482, 174)], "木心美術館前庭", "Muxin forecourt"),
    "digital_show_terrace": ("square", [(496, 330), (566, 330), (566, 352), (496, 354)], "數字秀觀景台", "Digital show terrace"),
    "tongan_forecourt": ("forecourt", [(530, 430), (572, 430), (572, 452), (530, 452)], "通安客棧前庭", "Tong'an Inn forecourt"),
    "riyue_square": ("square", [(124, 572), (184, 576), (180, 614), (126, 612)], "日月廣場", "Sun-Moon Square"),
    "shitian_square": ("square", [(-508, 540), (-460, 534), (-456, 572), (-470, 584), (-504, 580)], "詩田廣場", "Shitian Square"),
    "dye_yard": ("square", [(296, 222), (334, 224), (336, 252), (300, 250)], "染坊曬場", "Dye-works yard"),
    "ruyi_quay": ("quay", [(-606, 592), (-562, 589), (-563, 597.6), (-606, 602.6)], "如意橋碼頭埠", "Ruyi quay"),
    "wucun_square": ("square", [(-384, 1184), (-338, 1184), (-338, 1214), (-384, 1214)], "烏村廣場", "Wucun square"),
    "summit_arrival": ("forecourt", [(296, 1036), (388, 1036), (388, 1070), (296, 1070)], "會展中心迎賓廣場", "Summit arrival forecourt"),
    "icc_forecourt": ("forecourt", [(252, 1118), (420, 1118), (420, 1156), (252, 1156)], "會展中心廣場", "ICC forecourt"),
    "icc_foyer": ("forecourt", [(300, 1170), (370, 1170), (370, 1196), (300, 1196)], "主會場前廳", "ICC main hall foyer"),
    "yunzhou_forecourt": ("forecourt", [(440, 1246), (500, 1246), (500, 1270), (440, 1270)], "雲舟賓客中心廣場", "Yunzhou forecourt"),
    "expo_forecourt": ("forecourt", [(645, 1180), (755, 1180), (755, 1222), (645, 1222)], "博覽中心廣場", "Expo forecourt"),
    "expo_arrival": ("forecourt", [(660, 1028), (750, 1028), (750, 1068), (660, 1068)], "博覽中心入口廣場", "Expo arrival forecourt"),
    "museum_forecourt": ("forecourt", [(855, 1190), (945, 1190), (945, 1222), (855, 1222)], "科技館廣場", "Internet museum forecourt"),
    "screen_square": ("square", [(526, 1128), (574, 1128), (574, 1172), (526, 1172)], "裸眼三維屏廣場", "3-D screen square"),
}

# the water theatre is a disc: (centre, radius)
WATER_THEATRE = ((-545, 515), 24)

ROADS = {  # id: (points, bend radius, modes, speed, zh, en, one_way)
    "cart_depot_road": ([(698, 312), (700, 372), (738, 372)], 10, ["cart"], 4.2, "遊覽車場路", "Cart yard road", False),
    "cart_north": ([(698, 312), (698, 470), (690, 540), (650, 596), (540, 606), (450, 600), (330, 656), (230, 690), (130, 716),
                    (20, 736), (-90, 752), (-215, 768), (-300, 784), (-372, 806), (-398, 850), (-392, 920), (-352, 990),
                    (-334, 1080), (-318, 1160)], 20, ["cart"], 4.2, "遊覽車北線", "Cart road, north line", False),
    "cart_summit": ([(-318, 1160), (-250, 1160), (-60, 1136), (100, 1116), (250, 1104), (335, 1104), (440, 1104), (560, 1106),
                     (701, 1112), (800, 1120), (960, 1132)], 20, ["cart"], 4.2, "峰會環線", "Cart road, summit line", False),
    "cart_loop_museum": ([(960, 1132), (975, 1125), (988, 1134), (984, 1150), (968, 1150), (960, 1132)], 5, ["cart"], 2.5,
                         "科技館回車場", "Museum turning loop", True),
    "cart_south": ([(698, 312), (698, 160), (680, 136), (560, 132), (470, 136), (440, 138), (400, 140), (372, 158), (335, 178),
                    (285, 178), (215, 190), (127, 242), (50, 286), (-38, 322), (-138, 357), (-245, 384), (-330, 400),
                    (-350, 428), (-352, 464)], 15, ["cart"], 4.2, "遊覽車南線", "Cart road, south line", False),
    "cart_loop_west": ([(-352, 464), (-346, 478), (-352, 490), (-364, 488), (-364, 474), (-352, 464)], 4, ["cart"], 2.5,
                       "西端回車場", "West turning loop", True),
    "bus_south": ([(910, -180), (906, 150), (898, 312)], 40, ["bus"], 8.3, "公交南路", "Bus road, south", False),
    "bus_interchange_loop": ([(898, 312), (912, 300), (924, 312), (912, 326), (898, 312)], 6, ["bus"], 3.0, "公交回車場",
                             "Interchange turning loop", True),
    "bus_mid": ([(898, 312), (904, 500), (922, 690), (930, 900), (920, 1012)], 40, ["bus"], 8.3, "公交中路", "Bus road, middle", False),
    "bus_summit": ([(920, 1012), (860, 1018), (700, 1022), (500, 1026), (360, 1026)], 30, ["bus"], 6.9, "會展公交路", "Bus road to the ICC", False),
    "bus_icc_loop": ([(360, 1026), (346, 1018), (350, 1004), (368, 1002), (374, 1016), (360, 1026)], 6, ["bus"], 3.0,
                     "會展回車場", "ICC turning loop", True),
    "bus_north": ([(920, 1012), (1000, 1000), (1140, 1000)], 20, ["bus"], 8.3, "公交東路", "Bus road, east", False),
}
