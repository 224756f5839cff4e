// Estimates with intervals, drawn as rows: a bar or dot, and whiskers.
const words = {
  "people.entered": "進入人數 People who came", "people.planned": "計劃人數 People planned",
  "people.peak_on_site": "在場最多 Most on site", "people.stranded_groups": "無路可走的組 Groups without a way",
  "los.f_min": "最差處 F 級分鐘 Minutes at level F, worst place", "los.ef_min": "最差處 E–F 級分鐘 Minutes at level E or F, worst place",
  "los.max_density": "最高密度 Highest density, people/m²", "los.max_minute_density": "最密一分鐘 Densest minute, people/m²",
  "los.crowded_min": "最長一段 E–F 級分鐘 Longest stretch at level E or F, min", "los.over4_min": "逾 4 人/m² 分鐘 Minutes over 4 people/m²",
  "los.max_pressure": "人群壓力 Crowd pressure, s⁻²", "bridge.peak_per_min": "最忙的橋 Busiest bridge, people/min", "bridge.crossed": "過橋人次 Crossings",
  "shows.seated": "入座 Seated at shows", "shows.turned_away": "未能入場 Turned away from shows", "shows.late": "遲到 Late for shows",
  "boats.riders": "乘船人次 Boat rides", "boats.trips": "船班次 Boat trips", "boats.under_way": "同時行船 Boats under way at once",
};
const queueWords = { gate: "入口 gate", exit: "出口 exit", window: "窗口 ticket window", dock: "碼頭 dock", stop: "車站 stop" };
const statWords = { median_min: "中位等候 median wait, min", p95_min: "95 % 等候 95th percentile of the wait, min",
  mean_min: "平均等候 mean wait, min", longest_min: "最長等候 longest wait, min", longest_queue: "最長隊伍 longest queue, people",
  served: "服務人數 people served", balked: "嫌久離去 groups turned away", reneged: "中途離隊 groups that left the line" };
function wordOf(measure) {
  const [group, kind, stat, ...place] = measure.split(".");
  const word = words[`${group}.${kind}`];
  if (word) return stat ? `${word.replace(/, worst place|最差處 /g, "")} (${[stat, ...place].join(".")})` : word;
  if (group === "wait" && statWords[stat]) return `${queueWords[kind]}: ${statWords[stat]}${place.length ? ` (${place.join(".")})` : ""}`;
  return measure;
}
// Three digits that matter.
const short = (v) => (v === null || !Number.isFinite(v) ? "–" : Math.abs(v) >= 1000 ? count(v) : String(Number(v.toPrecision(3))));
const span = (low, high) => `${short(low)} … ${short(high)}`;
// Levels of the capacity search have a curve of their own.
const searched = (variant) => Boolean(data.capacity) && variant.name.startsWith(`${data.capacity.set}=`);
const compared = () => { const others = data.variants.filter((v) => !searched(v)); return others.length ? others : data.variants; };
// Measures of these variants, those first in which they differ most.
function measuresOf(variants) {
  const names = [...new Set(variants.flatMap((v) => Object.keys(v.measures)))];
  const means = (m) => variants.filter((v) => v.measures[m]).map((v) => v.measures[m].mean);
  const differ = (m) => { const all = means(m), top = Math.max(...all.map(Math.abs)); return top > 0 ? (Math.max(...all) - Math.min(...all)) / top : -1; };
  const moves = new Map(names.map((m) => [m, differ(m) + (m.startsWith("people.") ? -2 : 0)]));
  return names.sort((a, b) => moves.get(b) - moves.get(a));
}
// What binds, by its name in the town.
function nameOf(element) {
  const label = data.map && [...data.map.labels].filter((l) => l.id && element.startsWith(l.id)).sort((a, b) => b.id.length - a.id.length)[0];
  const patch = data.map && data.map.patches.find((p) => p.id === element);
  const found = label || patch;
  return found ? both(found) : safe(element);
}

function niceStep(length, most) {
  const raw = length / most, power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((m) => m * power).find((m) => m >= raw);
}

// rows: {label, estimate, low, high, points, better: true | false | null}; `bars`: from zero, for changes.
function whiskers(rows, { bars = false, zero = bars } = {}) {
  const width = 980, left = 340, right = 150, rowHeight = bars ? 34 : 38, top = 8, height = top + rows.length * rowHeight + 30;
  const finite = rows.flatMap((r) => [r.low, r.high, r.estimate, ...(r.points || [])]).filter(Number.isFinite);
  let least = Math.min(...finite, ...(zero ? [0] : [])), greatest = Math.max(...finite, ...(zero ? [0] : []));
  if (least === greatest) { least -= 1; greatest += 1; }
  const x = (v) => left + (Math.max(least, Math.min(greatest, v)) - least) / (greatest - least) * (width - left - right);
  const box = make("div", "whiskers");
  const svg = svgTag("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" }, box);
  const step = niceStep(greatest - least, 6);
  for (let k = Math.ceil(least / step); k * step <= greatest + step / 1e6; ++k) { // not by adding up: zero must be zero
    const v = k * step;
    svgTag("line", { x1: x(v), x2: x(v), y1: top, y2: height - 24, class: "axis" }, svg);
    svgTag("text", { x: x(v), y: height - 8, "text-anchor": "middle", class: "soft" }, svg).textContent = short(v);
  }
  if (zero) svgTag("line", { x1: x(0), x2: x(0), y1: top, y2: height - 24, class: "zero" }, svg);
  rows.forEach((r, i) => {
    const y = top + (i + 0.5) * rowHeight;
    const label = svgTag("text", { x: left - 12, y: y + 4, "text-anchor": "end" }, svg);
    label.textContent = r.label.length > 44 ? r.label.slice(0, 43) + "…" : r.label;
    svgTag("title", {}, label).textContent = r.label;
    (r.points || []).forEach((p, k) => svgTag("circle", { cx: x(p), cy: y + 9 * Math.sin(k * 2.4), r: 2.6, class: "run" }, svg));
    if (bars) {
      const kind = r.better === true ? "better" : r.better === false ? "worse" : "";
      svgTag("rect", { x: Math.min(x(0), x(r.estimate)), y: y - 9, width: Math.abs(x(r.estimate) - x(0)), height: 18, class: `bar ${kind}` }, svg);
    }
    const low = Number.isFinite(r.low) ? r.low : least, high = Number.isFinite(r.high) ? r.high : greatest;
    svgTag("path", { d: `M${x(low)} ${y - 5}V${y + 5}M${x(low)} ${y}H${x(high)}M${x(high)} ${y - 5}V${y + 5}`, class: bars ? "whisker" : "whisker mean" }, svg);
    if (!bars) svgTag("circle", { cx: x(r.estimate), cy: y, r: 4.5, class: "dot" }, svg);
    const text = svgTag("text", { x: width - right + 14, y: y - 2 }, svg);
    text.textContent = (bars && r.estimate > 0 ? "+" : "") + short(r.estimate);
    svgTag("text", { x: width - right + 14, y: y + 12, class: "soft" }, svg).textContent = span(r.low, r.high);
  });
  return box;
}
