// Data, and how numbers and names are written.
const data = JSON.parse(document.getElementById("data").textContent);
const letters = "ABCDEF";

const make = (tag, className, html) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (html !== undefined) element.innerHTML = html;
  return element;
};
const byId = (id) => document.getElementById(id);
const safe = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[c]));
const count = (n) => Math.round(n).toLocaleString("en");
const fixed = (v, digits) => Number(v).toFixed(digits);
const two = (n) => String(n).padStart(2, "0");
// Seconds since midnight; hours run on past 24.
const clock = (s) => `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}`;
const minutes = (s) => (s < 60 ? `${Math.round(s)} s` : s < 600 ? `${fixed(s / 60, 1)} min` : `${Math.round(s / 60)} min`);
const both = (thing) => safe([thing.zh, thing.en].filter(Boolean).join(" "));
const named = (thing) => `${safe(thing.zh || thing.en)}${thing.zh && thing.en ? `<small>${safe(thing.en)}</small>` : ""}`;
const los = (level) => `<span class="los c${level}">${letters[level]}</span>`;
const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);
const most = (list, of) => list.reduce((best, item) => (best === null || of(item) > of(best) ? item : best), null);

const placeholder = (thing) => /\d$/.test(thing.en || thing.zh);  // "Bridge 12": a name of ours, not of the town's

// In the map's metres, y down.
function middleOf(patch) {
  const ring = data.map.patches[patch].ring, xs = ring.filter((_, k) => k % 2 === 0), ys = ring.filter((_, k) => k % 2 === 1);
  return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: -(Math.min(...ys) + Math.max(...ys)) / 2 };
}

// The named thing nearest to a patch other than itself: many lanes share one name.
function landmark(patch) {
  const at = middleOf(patch), own = data.map.patches[patch];
  const away = (l) => Math.hypot(l.x - at.x, -l.y - at.y);
  const named = data.map.labels.filter((l) => l.kind !== "zone" && !placeholder(l) && l.zh !== own.zh);
  const nearest = most(named, (l) => -away(l));
  return nearest && { zh: nearest.zh, en: nearest.en, m: Math.round(away(nearest) / 5) * 5 };
}

const notes = {
  zh: [
    "地圖為示意：主要位置取自公開資料並核對，多數巷道與室內布局為推定，誤差可達數十米。",
    "一次模擬是一種可能的一天，不是預測；要區間與把握，請以多個種子作研究比較。",
    "步行模型以 Weidmann（1993）的速度密度關係等公開實驗檢驗；未以烏鎮現場觀測校準。",
    "船隻動力、搖櫓節奏、電瓶車與排隊耐心含假設值；情景的「假設」一欄列明其餘。",
    "密度按「路段」計：最長 25 米的街段、一座橋或一個廣場；小於 4 平方米者按 4 平方米計。",
    "服務水準用 Fruin（1971）：平路、樓梯，及多數人站立時的排隊標準。地圖著色取合計達一分鐘以上的最差等級。",
    "人群壓力（密度 × 速度變異）只在 2 人/平方米以上計，0.02 s⁻² 以上為早期警訊。",
  ],
  en: [
    "The map is schematic: main places are checked against public sources, most lanes and interiors are inferred, and may be tens of metres off.",
    "One run is one possible day, not a forecast. Intervals need a study over many seeds.",
    "The walking model is tested against published experiments (Weidmann 1993 and others); it is not calibrated to observations in Wuzhen.",
    "Boat dynamics, sculling, carts and patience in queues rest partly on assumed values; the scenario's own assumptions are listed above.",
    "Density is per patch: up to 25 m of street, a bridge or a square. Patches under 4 m² count as 4 m².",
    "Levels of service after Fruin (1971): walkways, stairs, and the queueing scale where most people stand. The map shows the worst level held for a minute or more in all.",
    "Crowd pressure (density × variance of velocity) counts from 2 people/m²; above 0.02 s⁻² it is an early warning.",
  ],
};
