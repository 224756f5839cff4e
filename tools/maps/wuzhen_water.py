"""Water of Wuzhen in local metres: canals, lakes, fairways. Shapes are schematic, drawn from the few published facts
(order of bridges, a dozen map pins, widths and lengths); side canals are invented to the published character:
twelve islands, 3-6 m wide, about 8 km in all."""
from geo import fillet, offset, ring_line

# id: (points, width, depth, bend radius, names, accuracy, extra)
CANALS = {
    "andu_reach": ([(418, 281), (392, 280), (290, 279)], 24, 1.8, 0, ("安渡坊河埠", "An Du Fang reach"), 90, {}),
    "xishi_east": ([(290, 279), (246, 287), (214, 322), (183, 370), (130, 400), (66, 428)], 12, 1.8, 30,
                   ("西市河（東段）", "Xishi River, east part"), 80, {}),
    "xishi_wide": ([(66, 428), (40, 438), (10, 447)], 16, 2.0, 0, ("西市河（定升橋段）", "Xishi River at Dingsheng"), 120, {}),
    "xishi": ([(10, 447), (-90, 480), (-250, 530), (-400, 580), (-430, 590)], 12, 1.8, 40,
              ("西市河", "Xishi River"), 120, {}),
    "xishi_west": ([(-430, 590), (-480, 599), (-540, 605), (-600, 611), (-745, 616)], 14, 1.8, 60,
                   ("西市河（西段）", "Xishi River, west of Wangjin"), 250, {}),
    "wangjin_south": ([(-468, 446), (-452, 500), (-437, 550), (-430, 590)], 14, 1.8, 40,
                      ("大水橋港", "Dashuiqiao channel"), 150, {}),
    "wangjin": ([(-430, 590), (-432, 640), (-446, 720), (-470, 780), (-500, 840), (-612, 926)], 18, 2.0, 60,
                ("望津河", "Wangjin River"), 150, {}),
    # north of the Xishi River
    "north_canal": ([(425, 306), (398, 345), (350, 388), (285, 428), (215, 470), (130, 510), (40, 545), (-50, 568)],
                    6, 1.5, 30, ("北港", "North canal"), 250, {}),
    "temple_canal": ([(-50, 568), (-110, 583), (-160, 596)], 7.5, 1.5, 40, ("烏將軍廟河", "Temple canal"), 250, {}),
    "north_canal_west": ([(-160, 596), (-260, 618), (-350, 634), (-432, 648)], 6, 1.5, 30,
                         ("北港（西段）", "North canal, west part"), 250, {}),
    "moat": ([(478, 314), (462, 360), (448, 420), (456, 490), (500, 538), (560, 552), (620, 530), (648, 480),
              (644, 400), (622, 340), (596, 296)], 6, 1.5, 30, ("通安河", "Tong'an moat"), 200, {}),
    "guest_canal": ([(459, 493), (400, 532), (320, 578), (230, 614), (130, 645), (20, 664), (-90, 678)], 6, 1.5, 40,
                    ("賓舍河", "Guest-house canal"), 250, {"snap": 12}),
    "waterside_canal": ([(-90, 678), (-150, 684), (-215, 693)], 8, 1.5, 60, ("枕水河", "Waterside canal"), 250, {}),
    "guest_canal_west": ([(-215, 693), (-300, 710), (-380, 735), (-470, 780)], 6, 1.5, 40,
                         ("賓舍河（西段）", "Guest-house canal, west part"), 250, {}),
    "yudu_creek": ([(18, 444), (19, 475), (32, 510), (33, 548)], 4.0, 1.2, 18, ("雨讀浜", "Yudu creek"), 200, {}),
    "xianning_creek": ([(-278, 539), (-274, 565), (-284, 592), (-284, 622)], 3.0, 1.2, 14,
                       ("咸寧浜", "Xianning creek"), 250, {"one_way": True}),
    "riyue_creek": ([(228, 462), (240, 505), (232, 560), (240, 610)], 5.0, 1.3, 20, ("日月浜", "Sun-Moon creek"), 300, {}),
    "temple_creek": ([(-20, 560), (-12, 590), (-30, 630), (-28, 670)], 4.5, 1.3, 18, ("廟浜", "Temple creek"), 300, {}),
    # south of the Xishi River
    "south_canal": ([(392, 262), (372, 232), (335, 208), (285, 202), (220, 214), (140, 262), (60, 308), (-30, 345),
                     (-130, 380), (-240, 408), (-340, 424), (-452, 412)], 6, 1.5, 25, ("南港", "South canal"), 250, {}),
    "qinggeng_creek": ([(14, 446), (10, 415), (-4, 380), (-6, 336)], 5.0, 1.3, 18, ("晴耕浜", "Qinggeng creek"), 200, {}),
    "nugong_creek": ([(-84, 478), (-80, 445), (-92, 405), (-92, 366)], 3.5, 1.2, 16, ("女紅浜", "Nugong creek"), 200, {}),
    "garden_creek": ([(150, 256), (146, 215), (158, 160), (150, 68)], 4.0, 1.2, 20, ("花園浜", "Garden creek"), 300, {}),
    "lingshui_canal": ([(442, 232), (436, 190), (440, 130), (432, 75), (396, 32), (330, 16)], 7.0, 1.5, 28,
                       ("靈水河", "Lingshui canal"), 250, {}),
    "south_garden_canal": ([(330, 16), (260, 24), (180, 55), (95, 92), (0, 138), (-110, 190), (-230, 245), (-340, 292),
                            (-420, 330), (-485, 368)], 5.0, 1.3, 30, ("南園河", "South garden canal"), 300, {}),
    # towards the Dragon Field, the village and the convention centre
    "longxing_canal": ([(-494, 828), (-460, 872), (-452, 930), (-446, 968)], 7.5, 1.5, 25,
                       ("龍形河", "Dragon Field canal"), 250, {}),
    "lotus_canal": ([(-438, 962), (-380, 985), (-310, 1030), (-220, 1052), (-90, 1066), (60, 1074), (215, 1080)],
                    5.0, 1.3, 30, ("蓮池河", "Lotus canal"), 400, {}),
    # creeks without boats: too short to turn in
    "creek_mulberry": ([(140, 506), (128, 478), (130, 452)], 3.5, 0.8, 10, ("桑浜", "Mulberry creek"), 300, {"boats": False}),
    "creek_reed": ([(100, 652), (94, 615), (106, 566)], 4.0, 0.8, 10, ("蘆浜", "Reed creek"), 300, {"boats": False}),
    "creek_willow": ([(-320, 628), (-326, 655), (-320, 682)], 4.0, 0.8, 10, ("柳浜", "Willow creek"), 300, {"boats": False}),
    "creek_silk": ([(-200, 398), (-196, 430), (-203, 457)], 4.0, 0.8, 10, ("絲浜", "Silk creek"), 300, {"boats": False}),
    "creek_bamboo": ([(40, 316), (30, 280), (42, 240), (28, 180)], 4.0, 0.8, 10, ("竹浜", "Bamboo creek"), 300, {"boats": False}),
    "creek_tea": ([(-170, 218), (-156, 265), (-172, 330)], 4.0, 0.8, 10, ("茶浜", "Tea creek"), 300, {"boats": False}),
    "creek_rice": ([(270, 204), (276, 150), (258, 84)], 4.0, 0.8, 10, ("稻浜", "Rice creek"), 300, {"boats": False}),
    "creek_plum": ([(360, 556), (346, 515), (356, 450)], 4.0, 0.8, 10, ("梅浜", "Plum creek"), 300, {"boats": False}),
    # scenery
    "grand_canal": ([(-990, -200), (-905, 100), (-815, 300), (-745, 616), (-700, 760), (-612, 926), (-575, 1060),
                     (-480, 1220), (-330, 1450), (-240, 1600)], 70, 3.0, 200, ("京杭大運河", "Grand Canal"), 400, {"boats": False}),
    "shihe": ([(985, -200), (965, 150), (985, 420), (1005, 800), (1040, 1100), (1050, 1600)], 20, 2.0, 200,
              ("市河（車溪）", "town river"), 400, {"boats": False}),
}

LAKES = {  # id: (ring, corner radius, depth, names, accuracy)
    "yuanbao": ([(345, 267), (368, 262), (402, 244), (440, 226), (468, 215), (536, 215), (575, 220), (606, 228),
                 (610, 306), (585, 318), (530, 326), (470, 326), (432, 318), (418, 292), (345, 291)], 7, 1.8,
                ("元寶湖", "Yuanbao Lake"), 150),
    "feicui": ([(-640, 352), (-560, 330), (-485, 344), (-440, 375), (-436, 440), (-462, 466), (-540, 470), (-620, 456),
                (-652, 410)], 34, 1.8, ("翡翠漾", "Feicui Yang"), 300),
    "longxing_pond": ([(-480, 956), (-436, 944), (-418, 962), (-424, 994), (-462, 1008), (-486, 990)], 8, 1.5,
                      ("龍形田池", "Dragon Field pond"), 250),
    "lotus_pond": ([(196, 1066), (240, 1062), (252, 1078), (242, 1096), (200, 1096)], 6, 1.3, ("蓮池", "Lotus pond"), 400),
}

FAIRWAYS = {  # id: (points, width, depth, bend radius, names)
    "fw_service": ([(599, 236), (601, 300)], 11, 1.8, 0, ("服務中心航道", "Service Centre fairway")),
    "fw_yuanbao_n": ([(601, 300), (580, 307), (530, 313), (470, 313), (436, 306), (418, 281)], 8, 1.8, 12,
                     ("元寶湖北航道", "Yuanbao north fairway")),
    "fw_yuanbao_mid": ([(418, 281), (470, 272), (540, 270), (600, 272)], 10, 1.8, 40,
                       ("元寶湖渡線", "Yuanbao ferry line")),
    "fw_yuanbao_s": ([(599, 236), (572, 232), (536, 228), (468, 228), (442, 238), (404, 258), (418, 281)], 8, 1.8, 10,
                     ("元寶湖南航道", "Yuanbao south fairway")),
    "fw_feicui": ([(-468, 446), (-540, 457), (-614, 444), (-638, 408), (-628, 364), (-560, 344), (-488, 358),
                   (-452, 384), (-450, 432), (-468, 446)], 8, 1.8, 14, ("翡翠漾環線", "Feicui Yang ring fairway")),
    "fw_longxing": ([(-446, 968), (-438, 962)], 6, 1.5, 0, ("龍形田池航道", "Dragon Field pond fairway")),
}


def smoothed():
    """Canals, lakes and fairways with rounded bends."""
    canals = {k: fillet(v[0], v[3]) if v[3] else list(v[0]) for k, v in CANALS.items()}
    lakes = {k: fillet(v[0], v[1], closed=True) for k, v in LAKES.items()}
    fairways = {k: fillet(v[0], v[3]) if v[3] else list(v[0]) for k, v in FAIRWAYS.items()}
    return canals, lakes, fairways
