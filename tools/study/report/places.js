// The map: how often each place binds, and how another variant changes the places, hour by hour.
const placeState = { values: new Map(), text: () => "", binding: new Map() };

function bindingCounts() {
  const days = new Map();
  const note = (element, n) => days.set(element, (days.get(element) || 0) + n);
  if (data.capacity) data.capacity.binding.forEach((b) => note(b.element, b.days));
  else for (const v of data.variants)  // measures of one place only say nothing of where it is worst
    for (const m of Object.keys(v.measures)) if (/^(los\.[^.]+|wait\.[^.]+\.[^.]+)$/.test(m)) v.measures[m].rows.forEach((r) => { if (r[2] && r[1] > 0) note(r[2], 1); });
  return days;
}

function whereIs(element) {
  const patch = data.map.patches.findIndex((p) => p.id === element);
  const label = [...data.map.labels].filter((l) => l.id && element.startsWith(l.id)).sort((a, b) => b.id.length - a.id.length)[0];
  if (label) return { x: label.x, y: -label.y };
  return patch >= 0 ? middleOf(patch) : null;
}

function drawBinding() {
  const days = bindingCounts(), total = Math.max(...days.values(), 1);
  const layer = svgTag("g", { class: "binding" }, view.svg);
  view.svg.insertBefore(layer, view.labels);
  const size = Math.max(view.home.w, view.home.h);
  for (const [element, n] of days) {
    const at = whereIs(element);
    if (!at || n < total * 0.02) continue;
    const circle = svgTag("circle", { cx: at.x, cy: at.y, r: size * (0.008 + 0.022 * Math.sqrt(n / total)) }, layer);
    svgTag("title", {}, circle).textContent = `${element}: ${n}`;
  }
  return days;
}

function colourByChange() {
  const k = Number(byId("compare-variant").value), hour = byId("compare-hour").value, ef = byId("compare-what").value === "ef";
  const rows = k < 0 ? [] : data.places[k].rows.filter((r) => hour === "all" || r[1] === Number(hour));
  placeState.values.clear();
  for (const r of rows) {
    const old = placeState.values.get(r[0]) || { change: 0, clear: false, text: "" };
    const change = r[ef ? 7 : 3], low = r[ef ? 8 : 4], high = r[ef ? 9 : 5], from = r[ef ? 6 : 2];
    const clear = low > 0 || high < 0;
    placeState.values.set(r[0], { change: old.change + change, clear: old.clear || clear,
      text: hour === "all" ? "" : `${short(from)} → ${short(from + change)} [${span(low, high)}]` });
  }
  const shown = [...placeState.values.values()].filter((v) => v.clear && v.change !== 0).map((v) => Math.abs(v.change));
  const greatest = Math.max(...shown, 1e-9);
  data.map.patches.forEach((p, i) => {
    const v = placeState.values.get(p.id);
    let colour = "";
    if (v && v.clear && v.change !== 0) {
      const strength = Math.min(2, Math.floor(3 * Math.abs(v.change) / greatest));
      colour = v.change < 0 ? `d${2 - strength}` : `d${3 + strength}`;
    }
    view.patches[i].setAttribute("class", `patch ${colour}`);
  });
  const unit = ef ? "E–F 級分鐘 minutes at E–F" : "平均人數 people present";
  const step = greatest / 3, names = [[`d0`, `< −${short(2 * step)}`], ["d1", `−${short(step)}`], ["d2", "較少 fewer"], ["d3", "較多 more"], ["d4", `+${short(step)}`], ["d5", `> +${short(2 * step)}`]];
  const changes = k < 0 ? "" : !shown.length ? `<div>未見變化 no change shown</div>` : `<b>變化 Change</b><div class="soft">${unit}</div>` + names.map(([c, n]) => `<div><i class="${c}"></i>${n}</div>`).join("") +
    `<div><i class="quiet"></i>未見變化 none shown</div>`;
  view.legend.innerHTML = changes + `<div style="margin-top:6px"><svg viewBox="-8 -8 16 16" width="16" height="16" class="binding"><circle r="6"/></svg>受限之處 where it binds</div>`;
}

function showPlaces() {
  if (!data.map) { byId("town").remove(); return; }
  data.map.patches.forEach((p) => { p.used = false; });
  const tools = byId("map-tools"), hours = [...new Set(data.places.flatMap((p) => p.rows.map((r) => r[1])))].sort((a, b) => a - b);
  const option = (v, t) => `<option value="${v}">${safe(t)}</option>`;
  tools.innerHTML = `<label>比較 Compare <select id="compare-variant">${data.places.map((p, i) => option(i, `${p.from} → ${p.to}`)).join("")}${option(-1, "不比較 nothing")}</select></label>
    <label>時段 Hour <select id="compare-hour">${option("all", "全部 all")}${hours.map((h) => option(h, `${two(h)}:00–${two(h + 1)}:00`)).join("")}</select></label>
    <label>看 By <select id="compare-what">${option("people", "平均人數 people present")}${option("ef", "E–F 級分鐘 minutes at E–F")}</select></label>
    <select id="map-mode" hidden></select>`;
  if (!data.places.length) tools.hidden = true;
  view.describe = (p) => { const v = placeState.values.get(p.id); return v ? `${short(v.change)} ${v.text}` : `${count(p.area)} m²`; };
  showMap();
  const days = drawBinding();
  for (const id of ["compare-variant", "compare-hour", "compare-what"]) byId(id).addEventListener("change", colourByChange);
  colourByChange();
  setBox(view.box);
  const list = [...days].sort((a, b) => b[1] - a[1]).slice(0, 10);
  if (list.length && !data.capacity) byId("changes").append(make("h3", "", "最常受限 <small>What was worst most often, over all runs and measures</small>"),
    table([["何處", "Where", false, (d) => nameOf(d[0])], ["次數", "Times", true, (d) => count(d[1])]], list));
  showChanges();
}

function showChanges() {
  data.places.forEach((p) => {
    const clear = p.rows.filter((r) => r[4] > 0 || r[5] < 0).sort((a, b) => Math.abs(b[3]) - Math.abs(a[3]));
    byId("changes").append(make("h3", "", `${safe(p.from)} → ${safe(p.to)} <small>${clear.length} of ${p.rows.length} places and hours differ; about one in twenty would by chance alone, and none where nothing changed</small>`));
    const telling = clear.filter((r) => Math.abs(r[3]) >= 0.5 || Math.abs(r[7]) >= 0.5);
    if (telling.length) byId("changes").append(table([
      ["地點", "Place", false, (r) => nameOf(r[0])], ["時段", "Hour", true, (r) => `${two(r[1])}:00`], ["原", "From, people", true, (r) => short(r[2])],
      ["變化", "Change", true, (r) => short(r[3])], ["區間", "95 % interval", true, (r) => span(r[4], r[5])],
      ["E–F 級變化", "Change of minutes at E–F", true, (r) => (r[7] || r[8] || r[9] ? `${short(r[7])}（${span(r[8], r[9])}）` : "–")]], telling.slice(0, 12)));
    if (clear.length > telling.length) byId("changes").append(make("p", "soft", `另有 ${clear.length - telling.length} 處少於半個人 · ${clear.length - telling.length} more by less than half a person`));
  });
}
