// Tables of verdicts and plots of measured against published values.
const data = JSON.parse(document.getElementById("data").textContent);
const make = (tag, parent, text = "", kind = "") => {
  const element = document.createElement(tag);
  element.textContent = text;
  if (kind) element.className = kind;
  parent.append(element);
  return element;
};
const short = (v) => (v === null ? "none" : Number(v.toPrecision(4)).toString());
const words = { pass: ["pass", "pass"], fail: ["FAIL", "fail"], reported: ["reported", "told"] };

function table(parent, verdicts) {
  const rows = make("table", parent);
  const head = make("tr", make("thead", rows));
  for (const title of ["case", "measure", "expected", "measured", "verdict", "source"]) make("th", head, title);
  const body = make("tbody", rows);
  for (const v of verdicts) {
    const row = make("tr", body);
    make("td", row, v.case);
    make("td", row, v.value);
    make("td", row, v.expected);
    make("td", row, short(v.measured) + (v.sd > 0 ? ` (sd ${short(v.sd)})` : ""));
    make("td", row, ...words[v.verdict]);
    make("td", row, v.source);
  }
}

function plot(parent, p) {
  const box = make("div", parent, "", "chart");
  make("h3", box, p.title);
  const canvas = make("canvas", make("div", box, "", "canvas"));
  const ink = getComputedStyle(document.body).color;
  const sets = [{ label: "measured", data: p.points, backgroundColor: "#0072b2", borderColor: "#0072b2", pointRadius: 4 }];
  if (p.reference.length)
    sets.push({ label: p.reference_label, data: p.reference, showLine: true, borderColor: "#d55e00", borderWidth: 1.5,
      backgroundColor: "#d55e00", pointRadius: 2, tension: 0.2 });
  const axis = (text) => ({ title: { display: true, text, color: ink }, ticks: { color: ink }, beginAtZero: true });
  new Chart(canvas, { type: "scatter", data: { datasets: sets },
    options: { maintainAspectRatio: false, animation: false, plugins: { legend: { labels: { color: ink } } },
      scales: { x: axis(p.x_label), y: axis(p.y_label) } } });
}

const all = data.experiments.flatMap((e) => e.verdicts);
const count = (kind) => all.filter((v) => v.verdict === kind).length;
document.getElementById("summary").textContent =
  `${count("pass")} pass, ${count("fail")} fail, ${count("reported")} are reported only · ${data.version}`;
const main = document.getElementById("experiments");
for (const e of data.experiments) {
  const section = make("section", main);
  make("h2", section, e.title);
  if (e.about) make("p", section, e.about);
  table(section, e.verdicts);
  if (e.plots.length) {
    const plots = make("div", section, "", "plots");
    for (const p of e.plots) plot(plots, p);
  }
}
