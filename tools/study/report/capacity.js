// The capacity: in one sentence, as a curve with its band, and beside it the numbers of the standards.
const percent = (v) => `${short(100 * v)} %`;
const quantity = (c, end) => (end ? (Number.isFinite(end.people) && end.people ? `${count(end.people)} 人 people` : `${c.set} = ${short(end.value)}`) : null);
const limitOf = (k) => `${wordOf(k.measure)} &gt; ${short(k.above)}`;

function capacitySentence(c) {
  const low = quantity(c, c.holds) || `少於 less than ${c.set} = ${short(c.from)}`;
  const high = quantity(c, c.breaks) || `多於 more than ${c.set} = ${short(c.to)}`;
  const binds = c.binding[0];
  const what = binds ? `最先受限 What gives way first: <b>${nameOf(binds.element)}</b>，${wordOf(binds.measure)}${
    binds.at_s >= 0 ? `，約 about ${clock(binds.at_s)}` : ""}（${binds.days}/${binds.of} 日 days）。` : "";
  return `一天容量 A day's capacity: <b>${low}</b> 至 to <b>${high}</b>（把握 confidence ${percent(c.confidence)}）。${what}`;
}

function showCapacity() {
  const c = data.capacity, section = byId("capacity");
  if (!c) return;
  section.append(make("h2", "", "容量 <small>Capacity, with what binds</small>"));
  section.append(make("p", "answer", capacitySentence(c)));
  section.append(make("p", "soft", `「容量」：至多 ${percent(c.alpha)} 的日子出現下列任何一項。 Capacity: on at most ${percent(c.alpha)} of days
    does any of these happen: ${c.criteria.map(limitOf).join("；")}.`));
  const box = make("div", "chart", `<h3>出問題的日子所佔比例 <small>Share of days that go wrong, with ${percent(c.confidence)} band</small></h3>
    <div class="canvas tall"><canvas role="img" aria-label="Share of days that go wrong"></canvas></div>`);
  section.append(box);
  drawCurve(box.querySelector("canvas"), c);
  section.append(make("h3", "", "受限之處 <small>What binds at the level that breaks</small>"));
  if (!c.binding.length) section.append(make("p", "", "無 · Nothing broke within the range that was searched."));
  else section.append(table([
    ["何處", "Where", false, (b) => nameOf(b.element)],
    ["何事", "What", false, (b) => wordOf(b.measure)],
    ["日子", "Days", true, (b) => `${b.days} / ${b.of}`],
    ["何時", "When (middle, earliest – latest)", true, (b) => (b.at_s < 0 ? "–" : `${clock(b.at_s)}（${clock(b.first_s)} – ${clock(b.last_s)}）`)],
  ], c.binding));
}

function drawCurve(canvas, c) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const people = c.curve.every((p) => p.people);
  const at = (p) => (people ? p.people : p.value);
  const points = (of) => c.curve.map((p) => ({ x: at(p), y: 100 * p[of] }));
  const edge = [c.holds, c.breaks].map((e) => e && (people ? e.people : e.value));
  const mark = (x, label, dash) => ({ label, data: [{ x, y: 0 }, { x, y: 100 }], borderColor: colour("--ink"), borderDash: dash, borderWidth: 1.5, pointRadius: 0 });
  const datasets = [
    { label: "下限 low", data: points("low"), borderWidth: 0, pointRadius: 0, fill: false },
    { label: "區間 band", data: points("high"), borderWidth: 0, pointRadius: 0, fill: "-1", backgroundColor: "#0072b233" },
    { label: "比例 share", data: points("share"), borderColor: "#0072b2", backgroundColor: "#0072b2", borderWidth: 2, pointRadius: 3.5 },
    { label: "允許 allowed", data: [{ x: at(c.curve[0]), y: 100 * c.alpha }, { x: at(c.curve[c.curve.length - 1]), y: 100 * c.alpha }],
      borderColor: "#d55e00", borderDash: [6, 4], borderWidth: 2, pointRadius: 0 },
  ];
  if (edge[0]) datasets.push(mark(edge[0], "站得住 holds", [2, 3]));
  if (edge[1]) datasets.push(mark(edge[1], "撐不住 breaks", []));
  new Chart(canvas, { type: "line", data: { datasets }, options: {
    animation: false, responsive: true, maintainAspectRatio: false,
    scales: {
      x: { type: "linear", title: { display: true, text: people ? "一天人數 people a day" : c.set, color: colour("--ink") },
        grid: { color: colour("--line") }, ticks: { color: colour("--ink"), maxRotation: 0 } },
      y: { min: 0, max: 100, title: { display: true, text: "出問題的日子 % of days", color: colour("--ink") }, grid: { color: colour("--line") }, ticks: { color: colour("--ink") } },
    },
    plugins: { legend: { labels: { color: colour("--ink"), boxWidth: 18, filter: (item) => item.text !== "下限 low" } } },
  } });
}

function showStandards() {
  if (!data.capacity || !data.capacity.standards) return;
  const s = data.capacity.standards, section = byId("standards"), c = data.capacity;
  section.append(make("h2", "", "標準的靜態容量 <small>What the standards say without simulating</small>"));
  const rows = [["老街 Old streets（經驗 practice）", s.old_street], ["遊步道 Paths（GB/T 50298-2018）", s.path]];
  section.append(table([
    ["算法", "By", false, (r) => r[0]], ["每人面積", "m² per person", true, (r) => span(...r[1].m2)],
    ["瞬時容量", "At a time (LB/T 034-2014)", true, (r) => span(...r[1].instant)],
    ["預警 80 %", "Warn at", true, (r) => span(...r[1].instant.map((v) => 0.8 * v))],
    ["日容量", "A day; stop sales", true, (r) => span(...r[1].daily)],
    ["模擬", "Simulated: most on site at once, at the level that holds", true, () => (c.holds ? count(c.holds.peak_on_site) : "–")],
    ["模擬一天", "Simulated a day", true, () => `${c.holds ? count(c.holds.people) : "–"} – ${c.breaks ? count(c.breaks.people) : "–"}`],
  ], rows));
  section.append(make("p", "soft", `可走面積 Walkable surface ${count(s.area_m2)} m²；開放 open ${short(s.open_h)} h；平均停留 mean stay ${short(s.stay_h)} h。
    瞬時容量 = 面積 ÷ 每人面積；日容量 = 瞬時容量 × 開放時間 ÷ 停留時間。靜態數字不知道人在何時擠在何處。
    The static numbers do not know where people are, or when.`));
  section.append(table([["區", "Zone", false, (z) => both(z)], ["面積", "Surface, m²", true, (z) => count(z.area_m2)],
    ["瞬時", "At 5 m² per person", true, (z) => count(z.area_m2 / 5)]], s.zones));
}
