// Variants side by side, the price list as a tornado, the timetable, and how single days scatter.
// Fewer is better, but for those served.
const moreIsBetter = (m) => /(entered|seated|served|riders|trips|crossed)/.test(m);

function chooser(section, id, label, names, show) {
  const tools = make("div", "toolbar", `<label>${label} <select id="${id}"></select></label>`), holder = make("div");
  const select = tools.querySelector("select");
  names.forEach(([value, text]) => { const o = make("option", "", safe(text)); o.value = value; select.append(o); });
  const draw = () => holder.replaceChildren(...show(select.value));
  select.addEventListener("change", draw);
  section.append(tools, holder);
  draw();
}

function showPrices() {
  if (!data.prices || !data.prices.list.length) return;
  const section = byId("prices");
  section.append(make("h2", "", "價目表 <small>What one more would be worth</small>"));
  section.append(make("p", "soft", `每項只改一處，其餘不變；同樣的遊客走過兩種日子，差值逐對計算。橫線為 ${percent(data.prices.confidence)} 區間；跨過零者，未見作用。
    One change at a time, for the same visitors; differences pair by pair with ${percent(data.prices.confidence)} intervals. Where the interval
    contains zero, no effect was shown. Green: better; red: worse.`));
  const measures = [...new Set(data.prices.list.flatMap((p) => p.changes.map((c) => c.measure)))];
  const largest = (m) => Math.max(...data.prices.list.map((p) => { const c = p.changes.find((k) => k.measure === m); return c && c.from ? Math.abs(c.change / c.from) + (clearOf(c) && c.change ? 1e6 : 0) : 0; }));
  measures.sort((a, b) => largest(b) - largest(a));
  chooser(section, "price-measure", "看 Measure", measures.map((m) => [m, wordOf(m)]), (m) => {
    const rows = data.prices.list.map((p) => ({ name: p.name, ...p.changes.find((c) => c.measure === m) }))
      .filter((r) => r.pairs).sort((a, b) => Math.abs(b.from - b.to) - Math.abs(a.from - a.to));
    const drawn = rows.map((r) => { const d = { label: r.name, estimate: r.to - r.from, low: r.low, high: r.high };
      d.better = r.low <= 0 && r.high >= 0 ? null : (d.estimate > 0) === moreIsBetter(m); return d; });
    const base = rows[0] ? make("p", "", `現狀 As it is: <b>${short(rows[0].from)}</b>`) : make("p");
    return [base, whiskers(drawn, { bars: true }), table([
      ["改動", "Change", false, (r) => safe(r.name)], ["變化", "Difference", true, (r) => short(r.to - r.from)],
      ["區間", "Interval", true, (r) => span(r.low, r.high)], ["相關", "Correlation of the pairs", true, (r) => fixed(r.correlation, 2)],
      ["對數", "Pairs", true, (r) => r.pairs]], rows)];
  });
}

function showTimetable() {
  const t = data.timetable;
  if (!t) return;
  const section = byId("timetable");
  section.append(make("h2", "", "錯峰 <small>Times that keep let-outs apart</small>"));
  section.append(make("p", "answer", `<b>${safe(t.chosen)}</b><br>${wordOf(t.minimise)}: ${short(t.gain.from)} → ${short(t.gain.to)}
    （變化 change ${short(t.gain.change)}，區間 interval ${span(t.gain.low, t.gain.high)}）`));
  const rows = [...t.tried].sort((a, b) => a.score - b.score);
  section.append(table([["時間表", "Timetable", false, (r) => safe(r.name)], ["結果", wordOf(t.minimise), true, (r) => short(r.score)]], rows.slice(0, 15)));
}

function showVariants() {
  const variants = compared(), measures = measuresOf(variants);
  if (!measures.length) return;
  const section = byId("variants");
  section.append(make("h2", "", "各方案 <small>Variants, mean of their days with 95 % intervals; small dots are single days</small>"));
  chooser(section, "variant-measure", "看 Measure", measures.map((m) => [m, wordOf(m)]), (m) => {
    const rows = variants.filter((v) => v.measures[m]).slice(0, 40)
      .map((v) => { const of = v.measures[m], points = of.rows.slice(0, 100).map((r) => r[1]);
        return { label: v.name, estimate: of.mean, low: points.every((p) => p >= 0) ? Math.max(0, of.low) : of.low, high: of.high, points }; });
    return [whiskers(rows)];
  });
}

// How long single people waited, all days together.
function showWaits() {
  const all = data.waits.filter((w) => w.people.reduce((a, n) => a + n, 0) >= 20);
  if (!all.length) return;
  const section = byId("waits"), first = data.variants.length ? data.variants[0].name : "";
  section.append(make("h2", "", "等候的分布 <small>How long people waited, each person counted, all days together</small>"));
  const beyond = (w, m) => w.people.slice(m).reduce((a, n) => a + n, 0) / w.people.reduce((a, n) => a + n, 0);
  const waited = (w) => w.people.reduce((a, n, m) => a + n * m, 0), own = (w) => w.variant === "base" || w.variant === first;
  const ordered = all.map((w) => [waited(w) + (own(w) ? 1e12 : 0), w]).sort((a, b) => b[0] - a[0]).slice(0, 400).map((p) => p[1]);
  chooser(section, "waits-of", "看 Of", ordered.map((w, i) => [i, `${queueWords[w.kind]} ${nameOf(w.queue)} · ${w.variant}`]), (i) => {
    const w = ordered[Number(i)], total = w.people.reduce((a, n) => a + n, 0);
    const said = [3, 10, 30].map((m) => `逾 over ${m} min: <b>${short(100 * beyond(w, m))} %</b>`).join("；");
    return [minutesChart(w.people), make("p", "", `${count(total)} 人次 people served；${said}`),
      make("p", "soft", "從停在門廳或碼頭前算起；中途離隊的人不在其中。 From coming to a halt before a full hall or landing, or else into it; those who left the line are not among them.")];
  });
}

function minutesChart(people) {
  const most = 40, last = Math.min(people.length, most), bins = people.slice(0, last);
  if (people.length > most) bins.push(people.slice(most).reduce((a, n) => a + n, 0));
  return columns(bins, Math.max(...bins), (i) => (i === most ? `≥ ${most}` : i), "分鐘 min");
}

// How single days scatter.
function showSpread() {
  const shown = measuresOf(data.variants), section = byId("spread");
  const ordered = [...compared(), ...data.variants.filter(searched)];
  const pairs = shown.flatMap((m) => ordered.filter((v) => v.measures[m] && v.measures[m].rows.length > 4).map((v) => [m, v])).slice(0, 400);
  if (!pairs.length) return;
  section.append(make("h2", "", "日與日之間 <small>How single days scatter</small>"));
  const full = pairs.map((p, i) => [i, `${wordOf(p[0])} · ${p[1].name} · ${p[1].measures[p[0]].rows.length} 日 days`]);
  chooser(section, "spread-of", "看 Of", full, (i) => {
    const [m, v] = pairs[Number(i)], values = v.measures[m].rows.map((r) => r[1]).sort((a, b) => a - b);
    return [histogram(values), make("p", "soft", `中位 median ${short(values[Math.floor(values.length / 2)])}；
      最差 worst ${short(values[values.length - 1])}；${values.length} 日 days${values.length >= 59 ? "（最差值以 95 % 把握不低於 95 % 分位 the worst bounds the 95th percentile with 95 % confidence）" : ""}`)];
  });
}

function histogram(values) {
  const least = values[0], greatest = values[values.length - 1];
  const step = niceStep(Math.max(greatest - least, Math.abs(greatest) / 50, 1e-9), Math.min(24, Math.max(6, Math.round(Math.sqrt(values.length) * 2))));
  const from = Math.floor(least / step) * step, bins = Math.max(1, Math.floor((greatest - from) / step + 1e-9) + 1), counts = Array(bins).fill(0);
  values.forEach((v) => { counts[Math.min(bins - 1, Math.floor((v - from) / step + 1e-9))] += 1; });
  return columns(counts, Math.max(...counts), (i) => short(from + i * step), "");
}

// Columns that stand side by side; `name(i)`: of the left edge of the i-th.
function columns(counts, tallest, name, unit) {
  const width = 980, height = 240, left = 70, bottom = 34, wide = (width - left - 90) / counts.length;
  const box = make("div", "whiskers"), svg = svgTag("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" }, box);
  const y = (n) => height - bottom - n / tallest * (height - bottom - 12);
  counts.forEach((n, i) => svgTag("rect", { x: left + i * wide + 1, y: y(n), width: Math.max(1, wide - 2), height: height - bottom - y(n), class: "bar better" }, svg));
  const each = Math.max(1, Math.ceil(counts.length / 12));
  for (let i = 0; i <= counts.length; i += each) svgTag("text", { x: left + i * wide, y: height - 12, "text-anchor": "middle", class: "soft" }, svg).textContent = name(i);
  svgTag("text", { x: width - 4, y: height - 12, "text-anchor": "end", class: "soft" }, svg).textContent = unit;
  for (const n of [0, tallest]) svgTag("text", { x: left - 8, y: y(n) + 4, "text-anchor": "end", class: "soft" }, svg).textContent = count(n);
  return box;
}
