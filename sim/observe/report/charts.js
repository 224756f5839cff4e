// Curves over the day, by Chart.js. Colours: Okabe and Ito's eight, told apart by colour-blind eyes too.
const hues = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#7f7f7f"];
const curves = [
  { title: "在場人數，按身份", en: "On site, by kind", groups: ["kind"], stacked: true, unit: "人 people" },
  { title: "人們在做什麼", en: "What people do", groups: ["doing"], stacked: true, unit: "人 people" },
  { title: "進入與離開", en: "Arrivals and departures", groups: ["arrivals"], mean: true, unit: "人/分 per min" },
  { title: "檢票口流量", en: "Flow through gates", groups: ["gate_flow", "exit_flow"], mean: true, unit: "人/分 per min" },
  { title: "檢票口排隊", en: "Queues at gates", groups: ["gate_queue", "window_queue"], unit: "人 people" },
  { title: "過橋流量", en: "Flow over bridges", groups: ["bridge_flow"], mean: true, unit: "人/分 per min" },
  { title: "碼頭排隊", en: "Queues at docks", groups: ["dock_queue"], unit: "人 people" },
  { title: "車站排隊", en: "Queues at stops", groups: ["stop_queue"], unit: "人 people" },
  { title: "船與車", en: "Boats and carts", groups: ["vehicles"], unit: "輛/艘 vehicles" },
  { title: "船上車上的人", en: "People aboard", groups: ["riders"], unit: "人 people" },
  { title: "各區在場", en: "On site, by zone", groups: ["zone"], unit: "人 people" },
];
const drawn = [];

// Means of five minutes: single minutes of a flow are mostly noise.
function fiveMinuteMeans(values) {
  return values.map((_, i) => {
    const window = values.slice(Math.max(0, i - 4), i + 1).filter((v) => v !== null);
    return window.length ? sum(window, (v) => v) / window.length : null;
  });
}

function chosenSeries(curve) {
  const all = data.series.filter((s) => curve.groups.includes(s.group));
  const ranked = [...all].sort((a, b) => Math.max(...b.values) - Math.max(...a.values)).slice(0, 8);
  return { all, shown: curve.stacked ? all.slice(0, 8) : ranked };
}

function drawCurve(curve) {
  const { all, shown } = chosenSeries(curve);
  if (!shown.length) return;
  const smooth = curve.mean && data.minutes.length > 60;
  const left = all.length - shown.length;
  const more = [curve.unit, smooth ? "5 分鐘均值 means of 5 min" : "", left > 0 ? `最高 ${shown.length}/${all.length} highest` : ""];
  const box = make("div", "chart", `<h3>${curve.title} <small>${curve.en} · ${more.filter(Boolean).join(" · ")}</small></h3>`);
  const holder = make("div", "canvas");
  const canvas = make("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", curve.en);
  holder.append(canvas);
  box.append(holder);
  byId("charts").append(box);
  const datasets = shown.map((s, i) => ({
    label: [s.zh, s.en].filter(Boolean).join(" "),
    data: (smooth ? fiveMinuteMeans(s.values) : s.values).map((y, k) => ({ x: data.minutes[k], y })),
    borderColor: hues[i], backgroundColor: hues[i] + (curve.stacked ? "b0" : "30"), borderWidth: curve.stacked ? 1 : 1.8,
    fill: curve.stacked ? (i ? "-1" : "origin") : false, pointRadius: 0, pointHitRadius: 8, tension: 0.15,
  }));
  drawn.push(new Chart(canvas, { type: "line", data: { datasets }, options: options(curve) }));
}

function options(curve) {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--ink").trim(), line = style.getPropertyValue("--line").trim();
  const first = data.minutes[0] || 0, last = data.minutes[data.minutes.length - 1] || 1;
  return {
    animation: false, responsive: true, maintainAspectRatio: false, normalized: true,
    interaction: { mode: "index", intersect: false },
    scales: {
      x: {
        type: "linear", min: Math.floor(first / 60) * 60, max: Math.ceil(last / 60) * 60, grid: { color: line },
        ticks: { color: ink, stepSize: last - first > 360 ? 120 : last - first > 90 ? 60 : 15, callback: (m) => clock(m * 60) },
      },
      y: { beginAtZero: true, stacked: Boolean(curve.stacked), grid: { color: line }, ticks: { color: ink, precision: 0 } },
    },
    plugins: {
      legend: { position: "bottom", labels: { color: ink, boxWidth: 12, boxHeight: 8, padding: 8, font: { size: 11.5 } } },
      tooltip: { callbacks: {
        title: (items) => (items.length ? clock(items[0].parsed.x * 60) : ""),
        label: (item) => ` ${item.dataset.label}: ${Number(item.parsed.y).toLocaleString("en", { maximumFractionDigits: 1 })}`,
      } },
    },
  };
}

function showCurves() {
  while (drawn.length) drawn.pop().destroy();
  byId("charts").replaceChildren();
  if (!data.minutes.length) return byId("charts").append(make("p", "", "不足一分鐘 · Less than a minute was simulated."));
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  curves.forEach(drawCurve);
}
