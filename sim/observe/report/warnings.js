// Alarms of what lasted, and the places that were longest above the steps of the danger ladder.
function showWarnings() {
  const { alarms, places, alarms_in_all: all } = data.warnings;
  const section = byId("warnings");
  section.append(make("h2", "", "預警 <small>Early warnings: fields of 3 m, looked at every second</small>"));
  if (!alarms.length) section.append(make("p", "", "無警報 · Nothing lasted long enough for an alarm."));
  else {
    const total = Object.values(all).reduce((a, b) => a + b, 0);
    section.append(make("h3", "", `警報 <small>Alarms: ${total} in all; the ${alarms.length} places with the gravest</small>`));
    section.append(table([
      ["地點", "Place", false, named],
      ["最重警報", "Gravest alarm", false, (a) => `${a.kind_zh}<small>${a.kind_en}</small>`],
      ["起", "First from", true, (a) => a.from],
      ["訖", "Last until", true, (a) => a.until],
      ["次數", "Times", true, (a) => a.times],
      ["共", "In all", true, (a) => minutes(a.lasted_s)],
      ["閾值", "Threshold", true, (a) => a.above],
      ["最高", "Worst", true, (a) => fixed(a.worst, a.kind === "pressure" ? 3 : 1)],
    ], alarms));
  }
  if (!places.length) return;
  const above = (kind) => (p) => (p.seconds_above[kind] ? minutes(p.seconds_above[kind]) : "–");
  const level = (letter) => (p) => (p.seconds_at_level[letter] ? minutes(p.seconds_at_level[letter]) : "–");
  section.append(make("h3", "", "逾閾值時間 <small>Time above thresholds, and at each level of service</small>"));
  section.append(table([
    ["地點", "Place", false, named],
    ["最高", "Highest, people/m²", true, (p) => fixed(p.max_local_density, 1)],
    ["逾 2/m²", "Above 2: watch", true, above("watch")],
    ["逾 3.5", "3.5: stop inflow", true, above("stop_inflow")],
    ["逾 4", "4: act", true, above("act")],
    ["逾 6", "6: danger", true, above("danger")],
    ["壓力", "Pressure > 0.02", true, above("pressure")],
    ...["C", "D", "E", "F"].map((l) => [`${l} 級`, `Level ${l}`, true, level(l)]),
  ], places));
}
