#!/usr/bin/env python3
"""Writes scenarios/carnival.yaml: about 180 outdoor performances between 10:00 and 21:30, as the festival of 2023 had on a
mean day (2,000 in 11 days). Which act plays where and when is not published; places and times here are assumed."""
import os

PLACES = ["shitian", "riyue", "carnival_east"]
ACTS = [("高蹺", "Stilt walkers"), ("皮影", "Shadow play"), ("默劇", "Mime"), ("木偶", "Puppets"), ("鼓樂", "Drummers"),
        ("雜技", "Acrobats"), ("說唱", "Ballad singers"), ("舞獅", "Lion dance"), ("樂隊", "Street band"), ("即興", "Improvised theatre")]


def clock(minute):
    return "%02d:%02d" % (minute // 60, minute % 60)


def main():
    out = os.path.join(os.path.dirname(__file__), "..", "..", "scenarios", "carnival.yaml")
    with open(out, "w", encoding="utf-8") as f:
        f.write("# Written by tools/scenarios/carnival.py: assumed places and times of about 180 street acts.\n")
        number = 0
        for p, place in enumerate(PLACES):
            start = 10 * 60 + p * 4
            while start + 15 <= 21 * 60 + 30:
                zh, en = ACTS[(number * 7) % len(ACTS)]
                f.write("carnival_%03d: {title_zh: %s, title_en: %s, kind: street_act, place: %s, start: \"%s\", end: \"%s\", pull: 1.5}\n"
                        % (number, zh, en, place, clock(start), clock(start + 15)))
                number += 1
                start += 11


main()
