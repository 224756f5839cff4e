"""Places, gates, docks, stops and named bridges of Wuzhen. Positions in local metres. Sources are keys of SOURCES."""

SOURCES = {
    "ARTICLE": "newspaper article on Wuzhen, the summit and the theatre festival, October 2023",
    "R1": "public travel-map script, about 2013: map pins (converted to WGS84) and visitors' notes",
    "R2": "public itinerary app: pins of the Xizha area and the Wang Jin Li hotel (converted to WGS84)",
    "R3": "public code: 2018 summit timetable with rooms", "R4": "public code: descriptions of sights",
    "O1": "wuzhen.com.cn visitor rules", "O2": "wuzhen.com.cn feature on boatmen", "O3": "2014.wuzhenfestival.com venues",
    "O4": "muxinam.com architecture page", "P1": "yn167.com travel page: boats, docks, hours",
    "P2": "chinaadvent.com and jieriwenxue.com: narrowest canal, depth, Feicui Yang", "P3": "baike.com: Xizha",
    "P4": "jianshu ad460c4e9d2b: Dingsheng, Yudu, Qinggeng bridges", "P5": "yunjingdian.kuaizhan.com: bridge in bridge",
    "P6": "travel-rabbit.com 21897: order of bridges", "P7": "w33yw.com: Grand Theatre", "P8": "bendibao.com 2018 venue guide",
    "P9": "ice99.com 2024: Bangwan theatre", "P11": "handmsg.com 2013: walking times", "P12": "seeinchina.com: both banks",
    "P13": "alicetravelstory.blogspot.com 2017: ferry", "P21": "mzj.sh.gov.cn 2023: Beizha readings",
    "P23": "cccweb.org 2019: views from Tongji Bridge", "N1": "zjol.com.cn 2016: carts and boats", "N3": "zjol.com.cn 2014: Tong'an",
    "N7": "Beijing News 2017: hall 4,500 m2, 3,000 persons", "N8": "zjol.com.cn 2022, Xinhua 2023: museum",
    "N14": "press 2016: Wucun, convention centre", "MEM": "remembered, not verified", "DER": "derived or assumed for this map",
}

# id: (kind, x, y, zh, en, capacity, door width, source, accuracy, extra)
D = dict
PLACES = {
    # theatres
    "grand_theatre": ("theatre", 606, 178, "烏鎮大劇院（大劇場）", "Grand Theatre, main hall", 1135, 12, "P7 P11", 120, D(tags=["festival", "venue"])),
    "grand_theatre_studio": ("theatre", 630, 178, "烏鎮大劇院（多功能廳）", "Grand Theatre, studio", 224, 3.6, "P7 P8", 120, D(tags=["festival", "venue"])),
    "guoyue": ("theatre", 2, 466, "國樂劇院", "Guoyue (Ancient Courtyard) Theatre", 170, 2.4, "P8 P11", 150, D(tags=["festival", "venue"])),
    "shen": ("theatre", -118, 525, "沈家戲園", "Shen Estate Theatre", 180, 2.4, "P8 MEM", 220, D(tags=["festival", "venue"])),
    "bangwan": ("theatre", -34, 424, "蚌灣劇場", "Bangwan Theatre", 200, 2.4, "P9", 200, D(tags=["festival", "venue", "youth"])),
    "xiushui": ("theatre", 30, 402, "秀水廊劇園", "Xiushuilang Theatre", 100, 1.8, "P8 P9", 200, D(tags=["festival", "venue"])),
    "water_theatre": ("theatre", -545, 515, "水劇場", "Water Theatre (open air)", 2300, 12, "P8 DER", 220,
                      D(indoor=False, area="water_theatre_area", tags=["festival", "venue", "open_air"])),
    "pingshu": ("theatre", 66, 447, "評書場", "Storytelling Hall", 80, 1.5, "O3 MEM", 250, D(tags=["festival", "storytelling"])),
    "beizha": ("theatre", 868, 690, "北柵絲廠", "Beizha Silk Factory", 600, 6, "P21 MEM", 400, D(tags=["festival", "venue", "outside_gate"])),
    # squares where people stay
    "shitian": ("attraction", -482, 560, "詩田廣場", "Shitian Square", 1500, 8, "P8 DER", 200,
                D(indoor=False, area="shitian_square", tags=["festival", "open_air", "square"])),
    "riyue": ("attraction", 152, 592, "日月廣場", "Sun-Moon Square", 1500, 8, "MEM", 350,
              D(indoor=False, area="riyue_square", tags=["festival", "open_air", "square"])),
    "digital_show": ("attraction", 530, 341, "「雲上烏鎮」數字體驗秀觀景台", "Digital show over the water, viewing terrace", 1200, 8,
                     "ARTICLE DER", 300, D(indoor=False, area="digital_show_terrace", hours=["18:00", "21:30"], dwell_min=30,
                                           attraction=2, tags=["digital_show", "open_air"])),
    "screen_3d": ("attraction", 550, 1150, "裸眼三維屏", "Naked-eye 3-D screen", 900, 8, "ARTICLE DER", 400,
                  D(indoor=False, area="screen_square", dwell_min=8, attraction=2, tags=["screen_3d", "summit", "open_air"])),
    "dye": ("workshop", 316, 237, "草木本色染坊", "Indigo dye works", 500, 4, "P13", 120,
            D(indoor=False, area="dye_yard", dwell_min=20, attraction=2, tags=["sight"])),
    # museums and sights
    "muxin": ("museum", 505, 178, "木心美術館", "Muxin Art Museum", 600, 4, "P7 O4", 120, D(hours=["09:00", "17:00"], dwell_min=60, attraction=3, tags=["sight"])),
    "sancun": ("museum", 167, 412, "三寸金蓮館", "Footbinding museum", 150, 1.8, "R1", 70, D(hours=["09:00", "17:00"], attraction=2, tags=["sight"])),
    "zhaoming": ("museum", 106, 436, "昭明書院", "Zhaoming Academy", 350, 3, "P12 P11", 150, D(hours=["09:00", "17:30"], dwell_min=20, attraction=2, tags=["sight", "reading"])),
    "post": ("attraction", -70, 502, "烏鎮老郵局", "Old Post Office", 80, 1.8, "P12", 180, D(dwell_min=10, attraction=1.5, tags=["sight"])),
    "xuchang": ("workshop", 206, 296, "敘昌醬園", "Xuchang soy-sauce works", 250, 3, "O2 P12", 150, D(attraction=1.5, tags=["sight"])),
    "water_market": ("attraction", 96, 386, "水上集市", "Water market", 300, 4, "O2", 180, D(hours=["07:00", "10:30"], dwell_min=20, attraction=2, tags=["sight", "market"])),
    "nugong": ("attraction", -64, 432, "女紅街", "Nugong Street crafts", 200, 3, "P6 P12", 180, D(tags=["sight"])),
    "pagoda": ("attraction", -497, 764, "白蓮塔", "White Lotus Pagoda", 120, 1.6, "P23 R2", 150, D(attraction=3, dwell_min=20, tags=["sight"])),
    "lingshui": ("attraction", 456, 62, "靈水居（茅盾紀念堂）", "Lingshuiju, Mao Dun memorial", 300, 3, "R4", 200, D(hours=["09:00", "17:00"], dwell_min=30, attraction=1.5, tags=["sight"])),
    "longxing": ("attraction", -445, 1020, "龍形田", "Dragon Field", 300, 4, "R4", 250, D(dwell_min=20, tags=["sight"])),
    "wu_temple": ("attraction", -96, 568, "烏將軍廟", "General Wu Temple", 200, 3, "MEM", 250, D(attraction=1.5, tags=["sight"])),
    "wang_huiwu": ("museum", 60, 463, "王會悟紀念館", "Wang Huiwu memorial", 100, 1.8, "MEM", 250, D(hours=["09:00", "17:00"], tags=["sight", "assumed"])),
    "yida_silk": ("workshop", -168, 530, "益大絲號作坊", "Yida silk workshop", 150, 2, "MEM", 250, D(tags=["sight", "assumed"])),
    "yichang_iron": ("workshop", -232, 550, "亦昌冶坊", "Yichang iron workshop", 100, 2, "MEM", 250, D(tags=["sight", "assumed"])),
    "lantern_house": ("workshop", -300, 572, "花燈館", "Lantern workshop", 120, 2, "MEM", 250, D(tags=["sight", "assumed"])),
    "carnival_east": ("attraction", 340, 310, "安渡坊嘉年華點", "Carnival spot at An Du Fang", 350, 4, "DER", 100,
                      D(indoor=False, area="andu_square", dwell_min=12, tags=["carnival", "open_air"])),
    # hotels
    "tongan": ("hotel", 560, 456, "通安客棧", "Tong An Inn", 500, 4, "N3", 150, D(tags=["summit_hotel", "venue"])),
    "waterside": ("hotel", -120, 712, "枕水度假酒店", "Waterside Resort", 900, 6, "R3 N3 MEM", 250, D(tags=["summit_hotel", "venue", "subforum"])),
    "wangjinli": ("hotel", -418, 686, "望津里精品酒店", "Wang Jin Li boutique hotel", 200, 3, "R2", 60, D(tags=["summit_hotel"])),
    "wucun": ("hotel", -360, 1226, "烏村", "Wucun village resort", 400, 4, "N14", 300, D(tags=["summit_hotel", "outside_gate"])),
    "yusheng": ("restaurant", 224, 340, "裕生餐館", "Yusheng restaurant", 160, 2, "R1", 70, D(tags=["meal"])),
    "jinan": ("restaurant", 196, 386, "錦岸私房菜", "Jin'an restaurant", 120, 2, "R1", 70, D(tags=["meal"])),
    # summit side
    "icc": ("summit_venue", 335, 1204, "烏鎮互聯網國際會展中心（主會場）", "Convention Centre, main hall", 3000, 16, "N7 N14", 350, D(tags=["summit", "plenary", "venue"])),
    "icc_rooms_w": ("summit_venue", 268, 1164, "會展中心（西會議廳）", "Convention Centre, west rooms", 900, 6, "R3 DER", 350, D(tags=["summit", "subforum", "venue"])),
    "icc_rooms_e": ("summit_venue", 404, 1164, "會展中心（東會議廳）", "Convention Centre, east rooms", 900, 6, "R3 DER", 350, D(tags=["summit", "subforum", "venue"])),
    "yunzhou": ("summit_venue", 470, 1278, "雲舟賓客中心", "Yunzhou guest and banquet centre", 2000, 8, "R3", 400, D(tags=["summit", "banquet", "venue"])),
    "expo": ("summit_venue", 700, 1230, "互聯網之光博覽中心", "Light of Internet Expo", 6000, 20, "ARTICLE MEM", 500, D(hours=["09:00", "17:00"], dwell_min=120, attraction=4, tags=["summit", "expo"])),
    "museum_net": ("museum", 900, 1230, "烏鎮世界互聯網科技館", "World Internet Science and Technology Museum", 3500, 10, "N8 ARTICLE", 500, D(hours=["09:00", "17:00"], dwell_min=75, attraction=3, tags=["summit", "museum"])),
    "talent_fair": ("summit_venue", 806, 1226, "人才相親會大廳", "Talent fair hall", 800, 5, "ARTICLE DER", 500, D(hours=["09:00", "17:00"], dwell_min=60, tags=["summit", "talent_fair"])),
    "contest_hall": ("summit_venue", 620, 1160, "直通烏鎮大賽廳", "Internet contest hall", 600, 4, "ARTICLE DER", 500, D(tags=["summit", "contest", "venue"])),
    "press_centre": ("office", 250, 1150, "新聞中心", "Press centre", 700, 4, "DER", 400, D(tags=["press", "summit"])),
    "accreditation": ("office", 310, 1032, "證件中心", "Accreditation desk", 150, 4, "DER", 400, D(tags=["accreditation"])),
    "accreditation_expo": ("office", 668, 1024, "博覽證件中心", "Expo accreditation desk", 100, 3, "DER", 500, D(tags=["accreditation"])),
    "visitor_centre": ("office", 672, 225, "西柵遊客服務中心", "Visitor centre", 600, 6, "R1 N3", 150, D(tags=["ticket_hall", "luggage", "information"])),
    "canteen_summit": ("restaurant", 515, 1132, "峰會員工餐廳", "Summit staff canteen", 800, 5, "DER", 400, D(dwell_min=30, tags=["canteen", "staff", "summit"])),
    "canteen_delegates": ("restaurant", 480, 1190, "嘉賓餐廳", "Delegates' dining hall", 1000, 6, "DER", 400, D(dwell_min=40, tags=["canteen", "delegates", "summit"])),
    "canteen_expo": ("restaurant", 760, 1144, "博覽餐廳", "Expo food hall", 900, 6, "DER", 500, D(dwell_min=30, tags=["meal", "summit"])),
    "canteen_xizha": ("restaurant", 214, 30, "景區員工食堂", "Staff canteen, south", 300, 3, "DER", 300, D(dwell_min=30, tags=["canteen", "staff"])),
    "canteen_gate": ("restaurant", 678, 350, "服務中心員工食堂", "Staff canteen, gate", 200, 3, "DER", 200, D(dwell_min=30, tags=["canteen", "staff"])),
    "coffee_icc": ("teahouse", 420, 1128, "會展茶歇", "Convention tea bar", 200, 3, "DER", 400, D(tags=["summit"])),
    "tea_expo": ("teahouse", 640, 1206, "博覽茶座", "Expo tea bar", 200, 3, "DER", 500, D(tags=["summit"])),
}

POSTS = {  # id: (x, y, zh, en, tags)
    "post_gate": (752, 284, "東大門志願者站", "Volunteers' post, east gate", ["volunteer", "information"]),
    "post_andu": (328, 314, "安渡坊志願者站", "Volunteers' post, An Du Fang", ["volunteer", "information"]),
    "post_dingsheng": (48, 466, "定升橋志願者站", "Volunteers' post, Dingsheng Bridge", ["volunteer"]),
    "post_shitian": (-470, 578, "詩田廣場志願者站", "Volunteers' post, Shitian Square", ["volunteer"]),
    "post_tongji": (-456, 612, "通濟橋志願者站", "Volunteers' post, Tongji Bridge", ["volunteer"]),
    "post_theatre": (588, 156, "大劇院志願者站", "Volunteers' post, Grand Theatre", ["volunteer"]),
    "post_north": (319, 780, "北門志願者站", "Volunteers' post, north gate", ["volunteer"]),
    "post_icc": (384, 1122, "會展中心志願者站", "Volunteers' post, convention centre", ["volunteer", "summit"]),
    "post_expo": (740, 1190, "博覽中心志願者站", "Volunteers' post, expo", ["volunteer", "summit"]),
    "post_museum": (870, 1196, "科技館志願者站", "Volunteers' post, Internet museum", ["volunteer", "summit"]),
    "health_east": (306, 306, "健康驛站（東）", "Health post, east", ["help", "first_aid", "elderly_care"]),
    "health_mid": (-100, 505, "健康驛站（中）", "Health post, middle", ["help", "first_aid", "elderly_care"]),
    "health_west": (-396, 604, "健康驛站（西）", "Health post, west", ["help", "first_aid", "elderly_care"]),
    "health_gate": (682, 262, "健康驛站（大門）", "Health post, gate", ["help", "first_aid", "elderly_care"]),
    "health_icc": (256, 1124, "健康驛站（會展）", "Health post, convention centre", ["help", "first_aid", "summit"]),
    "lost_children": (680, 280, "走失人員服務點", "Lost-persons desk", ["help", "lost_persons"]),
}

TOILETS = [(676, 276), (360, 320), (250, 366), (150, 446), (28, 478), (-96, 530), (-210, 562), (-330, 604), (-418, 622),
           (-500, 545), (-560, 540), (160, 306), (-30, 432), (-200, 478), (-360, 520), (-150, 706), (120, 664), (424, 122),
           (560, 352), (596, 152), (380, 1150), (290, 1150), (660, 1190), (930, 1196), (-400, 1010), (780, 224), (670, 1060)]

GATES = {  # id: (x, y, zh, en, lanes, service_s, hall, extra, source, accuracy)
    "gate_east": (714, 250, "西柵東大門", "Xizha East Gate", 12, 5, 400, D(windows=10, window_service_s=60, exit_lanes=0), "R1", 70),
    # who leaves does not meet those who wait to come in; that the exit lies beside the entrance is a guess
    "gate_exit": (714, 232, "西柵出口", "Xizha exit", 0, 5, 400, D(exit_lanes=6), "DER", 150),
    "gate_guest": (714, 272, "住客與證件通道", "Guests' and badge gate", 3, 6, 60, D(windows=2, window_service_s=120, exit_lanes=2), "O1 DER", 100),
    "gate_north": (315, 800, "北門（證件）", "North gate (badge)", 5, 7, 120, D(exit_lanes=3), "DER", 350),
    "gate_hotel": (-396, 1040, "烏村門", "Wucun hotel gate", 2, 7, 40, D(exit_lanes=1), "DER", 300),
    "gate_staff": (205, 9.4, "員工門", "Staff gate", 3, 5, 60, D(exit_lanes=2), "DER", 300),
    "gate_summit_s": (334, 1086, "峰會南安檢", "Summit south security check", 10, 9, 200, D(exit_lanes=5), "DER", 400),
    "gate_summit_w": (200, 1143, "峰會西安檢", "Summit west security check", 4, 9, 80, D(exit_lanes=3), "DER", 400),
    "gate_expo": (702, 1086, "博覽安檢", "Expo security check", 14, 8, 400, D(windows=8, window_service_s=90, exit_lanes=8), "DER", 500),
    "gate_core": (335, 1163, "主會場安檢", "Main hall security check", 8, 7, 200, D(exit_lanes=6), "DER", 400),
}

DOCKS = {  # id: (x, y, zh, en, berths, length, services, waiting, hours, source, accuracy)
    "dock_service": (612, 262, "服務中心碼頭", "Service Centre dock", 6, 60, ["ferry", "charter", "shared"], 300, ["07:30", "21:30"], "P1 R1 P13", 180),
    "dock_andu": (345, 292, "安渡坊碼頭", "An Du Fang dock", 12, 100, ["ferry", "charter", "shared"], 250, ["07:30", "21:30"], "P1 P11 R1", 90),
    "dock_wangjin": (-432.5, 676, "望津里碼頭", "Wang Jin Li dock", 8, 60, ["charter", "shared"], 120, ["07:30", "21:30"], "P1 R2", 110),
    "dock_ruyi": (-582, 602, "如意橋碼頭", "Ruyi Bridge dock", 9, 60, ["charter", "shared"], 150, ["07:30", "21:30"], "P1 MEM", 250),
    "dock_wujiangjun": (-94, 575, "烏將軍廟碼頭", "General Wu Temple dock", 7, 40, ["charter", "shared"], 80, ["07:30", "21:30"], "P1 MEM", 250),
    "dock_lingshui": (436, 112, "靈水居碼頭", "Lingshuiju dock", 7, 40, ["charter", "shared"], 80, ["08:00", "17:00"], "P1 R4", 200),
    "dock_zhenshui_w": (-152, 688.5, "枕水西碼頭", "Waterside West dock", 8, 50, ["charter", "shared"], 100, ["08:00", "17:00"], "P1 MEM", 250),
    "dock_longxing": (-449, 925, "龍形田碼頭", "Dragon Field dock", 6, 40, ["charter", "shared"], 80, ["08:00", "17:00"], "P1 R4", 250),
}

STOPS = {  # id: (x, y, zh, en, modes, bays, waiting)
    "stop_gate": (694, 290, "東大門站", "East gate stop", ["cart"], 4, 120),
    "stop_theatre": (612, 140, "大劇院站", "Grand Theatre stop", ["cart"], 3, 80),
    "stop_andu": (372, 166, "安渡坊站", "An Du Fang stop", ["cart"], 3, 80),
    "stop_garden": (84, 262, "南園站", "South garden stop", ["cart"], 2, 40),
    "stop_west": (-346, 494, "西端站", "West end stop", ["cart"], 3, 80),
    "stop_tongan": (690, 440, "通安站", "Tong'an stop", ["cart"], 3, 80),
    "stop_riyue": (130, 708, "日月廣場站", "Sun-Moon Square stop", ["cart"], 2, 60),
    "stop_waterside": (-120, 744, "枕水站", "Waterside stop", ["cart"], 3, 80),
    "stop_wangjinli": (-380, 800, "望津里站", "Wang Jin Li stop", ["cart"], 3, 60),
    "stop_longxing": (-388, 930, "龍形田站", "Dragon Field stop", ["cart"], 2, 40),
    "stop_wucun": (-326, 1166, "烏村站", "Wucun stop", ["cart"], 3, 80),
    "stop_icc": (380, 1112, "會展中心站", "Convention Centre stop", ["cart"], 4, 150),
    "stop_expo": (730, 1124, "博覽中心站", "Expo stop", ["cart"], 4, 150),
    "stop_museum": (898, 1142, "科技館站", "Internet museum stop", ["cart"], 3, 100),
    "stop_interchange": (890, 320, "公交換乘站", "Bus interchange", ["bus"], 4, 300),
    "stop_icc_bus": (352, 1034, "會展中心公交站", "Convention Centre bus stop", ["bus"], 4, 300),
    "stop_expo_bus": (704, 1028, "博覽中心公交站", "Expo bus stop", ["bus"], 4, 300),
}

DEPOTS = {  # id: (x, y, zh, en, modes, capacity)
    "depot_cart": (738, 372, "遊覽車場", "Cart depot", ["cart"], 50),
    "depot_bus_south": (910, -180, "公交南入口", "Bus depot, south edge", ["bus"], 60),
    "depot_bus_east": (1140, 1000, "公交東入口", "Bus depot, east edge", ["bus"], 60),
}

ENTRIES = {  # id: (x, y, zh, en, mode, per minute)
    "entry_car": (835, 182, "停車場入口", "Car park", "car", 60),
    "entry_coach": (785, 236, "旅行團下客區", "Coach park", "coach", 90),
    "entry_taxi": (782, 270, "出租車下客區", "Taxi rank", "taxi", 20),
    "entry_bus": (862, 318, "公交入口", "Bus interchange entry", "bus", 80),
    "entry_walk": (835, 114, "步行入口（鎮區）", "On foot from the town", "walk", 40),
    "entry_staff": (202, -28, "員工入口", "Staff entry", "walk", 40),
    "entry_wucun": (-360, 1204, "烏村入口", "Wucun entry", "car", 15),
    "entry_beizha": (872, 700, "北柵入口", "Beizha, on foot", "walk", 30),
    "entry_icc_bus": (372, 1050, "會展中心公交入口", "Convention Centre bus entry", "bus", 80),
    "entry_icc_taxi": (300, 1054, "會展中心落客區", "Convention Centre drop-off", "taxi", 20),
    "entry_expo_bus": (690, 1046, "博覽公交入口", "Expo bus entry", "bus", 80),
    "entry_expo_car": (745, 1050, "博覽停車場", "Expo car park", "car", 60),
    "entry_expo_coach": (665, 1050, "博覽旅行團下客區", "Expo coach park", "coach", 60),
}

# (street, canal): (id, zh, en, form, width, steps per side, headroom, rise, source, accuracy, basis)
NAMED = {
    ("la_tongan", "xishi_east"): ("br_tongan", "通安橋", "Tong'an Bridge", "arch", 3.2, 25, 4.0, 4.4, "O2", 150, "constrained"),
    ("la_dingsheng", "xishi_wide"): ("br_dingsheng", "定升橋", "Dingsheng Bridge", "arch", 3.2, 30, 4.8, 5.2, "P4 P6", 150, "interpolated"),
    ("XN", "yudu_creek"): ("br_yudu", "雨讀橋", "Yudu Bridge", "flat", 3.0, 4, 1.8, 0.8, "P4", 160, "constrained"),
    ("XS", "qinggeng_creek"): ("br_qinggeng", "晴耕橋", "Qinggeng Bridge", "flat", 2.5, 6, 1.9, 1.0, "P4", 160, "constrained"),
    ("la_qianshan", "xishi"): ("br_qianshan", "遷善橋", "Qianshan Bridge", "arch", 3.0, 25, 4.0, 4.4, "P6 P12", 160, "interpolated"),
    ("NG", "nugong_creek"): ("br_pingan", "平安橋", "Ping'an Bridge", "arch", 2.0, 10, 2.2, 1.8, "P6", 180, "constrained"),
    ("la_xianning", "xishi"): ("br_xianning", "咸寧橋", "Xianning Bridge", "arch", 3.0, 25, 4.0, 4.4, "P6", 170, "interpolated"),
    ("la_renji", "xishi"): ("br_renji", "仁濟橋", "Renji Bridge", "arch", 2.8, 24, 4.2, 4.5, "P5 P23 MEM", 120, "constrained"),
    ("tongji_east", "wangjin"): ("br_tongji", "通濟橋", "Tongji Bridge", "arch", 3.5, 28, 4.8, 5.2, "P5 P23 MEM", 120, "constrained"),
    ("wangjin_crossing", "wangjin"): ("br_wangjin", "望津橋", "Wangjin Bridge", "arch", 3.0, 26, 4.4, 4.8, "P23", 150, "constrained"),
    ("ruyi_walk", "xishi_west"): ("br_ruyi", "如意橋", "Ruyi Bridge", "arch", 3.0, 22, 3.8, 4.0, "P1 MEM", 250, "placeholder"),
    ("fangsheng_way", "wangjin_south"): ("br_fangsheng", "放生橋", "Fangsheng Bridge", "arch", 3.0, 22, 3.8, 4.0, "MEM", 400, "placeholder"),
    ("la_xuchang", "south_canal"): ("br_nantang", "南塘橋", "Nantang Bridge", "arch", 2.4, 14, 2.5, 2.2, "MEM", 400, "placeholder"),
    ("la_market", "north_canal"): ("br_wanxing", "萬興橋", "Wanxing Bridge", "arch", 2.4, 14, 2.5, 2.2, "MEM", 400, "placeholder"),
}
SPANS = {"br_renji": 8.5, "br_tongji": 11.8}  # remembered clear spans; the river narrows at the abutments
