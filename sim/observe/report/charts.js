// Curves over the day, by Chart.js. Colours: Okabe and Ito's eight, told apart by colour-blind eyes too.
const hues = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#7f7f7f"];
const curves = [
  { title: "在場人數，按身份", en: "On site, by kind", groups: ["kind"], stacked: true, unit: "人 people" },
  { title: "人們在做什麼", en: "What people do", groups: ["doing"], stacked: true, unit: "人 people" },
  { title: "擁擠路段數", en: "Patches at level E and F", groups: ["crowding"], only: /^patches_at/, unit: "路段 patches" },
  { title: "警報", en: "Alarms open", groups: ["alarms"], unit: "處 places" },
  { title: "進入與離開", en: "Arrivals and departures", groups: ["arrivals"], mean: 5, later: true, unit: "人/分 per min" },
  { title: "檢票口流量", en: "Flow through gates", groups: ["gate_flow", "exit_flow"], mean: 5, unit: "人/分 per min" },
  { title: "檢票口排隊", en: "Queues at gates", groups: ["gate_queue", "window_queue"], unit: "人 people" },
  { title: "過橋流量", en: "Flow over bridges", groups: ["bridge_flow"], mean: 15, most: 5, unit: "人/分 per min" },
  { title: "碼頭排隊", en: "Queues at docks", groups: ["dock_queue"], unit: "人 people" },
  { title: "車站排隊", en: "Queues at stops", groups: ["stop_queue"], unit: "人 people" },
  { title: "船與車", en: "Boats and carts", groups: ["vehicles"], unit: "輛/艘 vehicles" },
  { title: "船上車上的人", en: "People aboard", groups: ["riders"], unit: "人 people" },
  { title: "各區在場", en: "On site, by zone", groups: ["zone"], unit: "人 people" },
];
const drawn = [];

// Single minutes of a flow are mostly noise. `later`: without the first minute, which counts all who begin the day in town.
function smoothed(values, length, later) {
  const known = later ? [null, ...values.slice(1)] : values;
  return known.map((_, i) => {
    const window = known.slice(Math.max(0, i - length + 1), i + 1).filter((v) => v !== null);
    return window.length ? sum(window, (v) => v) / window.length : null;
  });
}

function chosenSeries(curve) {
  const all = data.series.filter((s) => curve.groups.includes(s.group) && (!curve.only || curve.only.test(s.name)));
  const ranked = [...all].sort((a, b) => Math.max(...b.values) - Math.max(...a.values)).slice(0, curve.most || 8);
  return { all, shown: curve.stacked ? all.slice(0, 8) : ranked };
}

function legendOf(chart, shown) {
  const legend = make("div", "keys");
  shown.forEach((s, i) => {
    const key = make("button", "", `<i style="background:${hues[i]}"></i>${both(s)}`);
    key.type = "button";
    key.title = "顯示或隱藏 Show or hide";
    key.addEventListener("click", () => {
      const visible = !chart.isDatasetVisible(i);
      chart.setDatasetVisibility(i, visible);
      key.classList.toggle("off", !visible);
      chart.update();
    });
    legend.append(key);
  });
  return legend;
}

function drawCurve(curve) {
  const { all, shown } = chosenSeries(curve);
  if (!shown.length) return;
  const length = data.minutes.length > 60 ? curve.mean || 1 : 1;
  const left = all.length - shown.length;
  const more = [curve.unit, length > 1 ? `${length} 分鐘均值 means of ${length} min` : "",
    left > 0 ? `最高 ${shown.length}/${all.length} highest` : ""];
  const box = make("div", "chart", `<h3>${curve.title} <small>${curve.en} · ${more.filter(Boolean).join(" · ")}</small></h3>`);
  const holder = make("div", "canvas");
  const canvas = make("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", curve.en);
  holder.append(canvas);
  box.append(holder);
  byId("charts").append(box);
  const datasets = shown.map((s, i) => ({
    label: both(s),
    data: (length > 1 ? smoothed(s.values, length, curve.later) : s.values).map((y, k) => ({ x: data.minutes[k], y })),
    borderColor: hues[i], backgroundColor: hues[i] + (curve.stacked ? "b0" : "30"), borderWidth: curve.stacked ? 1 : 1.8,
    fill: curve.stacked ? (i ? "-1" : "origin") : false, pointRadius: 0, pointHitRadius: 8, tension: 0.15,
  }));
  const chart = new Chart(canvas, { type: "line", data: { datasets }, options: options(curve) });
  box.append(legendOf(chart, shown));
  drawn.push(chart);
}

// Round hours, so many as there is room for.
function timeTicks(first, last, width) {
  const step = [5, 15, 30, 60, 120, 180, 240].find((m) => (last - first) / m * 48 <= width) || 360;
  const ticks = [];
  for (let m = Math.ceil(first / step) * step; m <= last; m += step) ticks.push({ value: m });
  return ticks;
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
        type: "linear", min: data.start / 60, max: last, grid: { color: line },
        afterBuildTicks: (axis) => { axis.ticks = timeTicks(first, last, axis.chart.width - 60); },
        ticks: { color: ink, maxRotation: 0, autoSkip: false, callback: (m) => clock(m * 60) },
      },
      y: { beginAtZero: true, stacked: Boolean(curve.stacked), grid: { color: line }, ticks: { color: ink, precision: 0 } },
    },
    plugins: {
      legend: { display: false },
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
