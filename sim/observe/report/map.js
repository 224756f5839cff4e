// The map: drawn in metres, y turned to point down; panned and zoomed by its viewBox.
const svgTag = (tag, attributes, parent) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (parent) parent.append(element);
  return element;
};
const pathOf = (xy, closed) => {
  let d = "";
  for (let i = 0; i + 1 < xy.length; i += 2) d += `${i ? "L" : "M"}${xy[i]} ${-xy[i + 1]}`;
  return closed ? d + "Z" : d;
};
const modes = {
  los: {
    title: "服務水準 Level of service",
    unit: "人/m²，平路 walkways",
    of: (p) => p.los,
    names: ["A  ≤ 0.31", "B  ≤ 0.43", "C  ≤ 0.72", "D  ≤ 1.08", "E  ≤ 2.17", "F  > 2.17"],
  },
  density: {
    title: "最高密度 Highest density",
    unit: "人/m²",
    bounds: [0.5, 1, 2, 3.5, 5],
    of: (p) => modes.density.bounds.filter((b) => p.max > b).length,
    names: ["≤ 0.5", "≤ 1", "≤ 2", "≤ 3.5  留意 watch", "≤ 5  停止進入 stop inflow", "> 5  危險 danger"],
  },
  hours: {
    title: "人流總量 Person-hours",
    unit: "人時/m² · per m²",
    bounds: [0.1, 0.5, 1, 2, 4],
    of: (p) => modes.hours.bounds.filter((b) => p.hours / Math.max(p.area, 4) > b).length,
    names: ["≤ 0.1", "≤ 0.5", "≤ 1", "≤ 2", "≤ 4", "> 4"],
  },
};
const view = { svg: null, box: null, home: null, patches: [], describe: describePatch };

function bounds() {
  const xs = [], ys = [];
  for (const p of data.map.patches) for (let i = 0; i + 1 < p.ring.length; i += 2) { xs.push(p.ring[i]); ys.push(-p.ring[i + 1]); }
  if (!xs.length) return { x: -100, y: -100, w: 200, h: 200 };
  const least = (v) => v.reduce((a, b) => Math.min(a, b)), greatest = (v) => v.reduce((a, b) => Math.max(a, b));
  const x = least(xs), y = least(ys), w = greatest(xs) - x, h = greatest(ys) - y, margin = 0.04 * Math.max(w, h) + 5;
  return { x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin };
}

function showMap(mode = "los") {
  const figure = byId("map"), map = data.map;
  const svg = view.svg = svgTag("svg", { role: "img", tabindex: 0, "aria-label": "Map of crowding" }, figure);
  const ground = { building: "building", garden: "garden", field: "field", land: "ground" };
  const scenery = [...map.scenery].sort((a, b) => (a.kind === "building") - (b.kind === "building"));
  for (const s of scenery.filter((s) => s.kind !== "building")) svgTag("path", { d: pathOf(s.ring, true), class: ground[s.kind] }, svg);
  for (const l of map.lakes) svgTag("path", { d: pathOf(l.ring, true), class: "lake" }, svg);
  for (const c of map.canals.filter((c) => c.kind !== "fairway")) {
    svgTag("path", { d: pathOf(c.line), class: "canal", "stroke-width": c.width }, svg);
  }
  for (const s of scenery.filter((s) => s.kind === "building")) svgTag("path", { d: pathOf(s.ring, true), class: "building" }, svg);
  for (const r of map.roads) svgTag("path", { d: pathOf(r.line), class: "road", "stroke-width": r.width }, svg);
  // squares below streets, bridges above; large below small; what is crowded on top
  const order = map.patches.map((_, i) => i)
    .sort((a, b) => (map.patches[a].los > 1) * map.patches[a].los - (map.patches[b].los > 1) * map.patches[b].los ||
      map.patches[a].bridge - map.patches[b].bridge || map.patches[b].area - map.patches[a].area);
  for (const i of order) {
    view.patches[i] = svgTag("path", { d: pathOf(map.patches[i].ring, true), class: "patch", "data-patch": i }, svg);
  }
  view.labels = svgTag("g", { class: "labels" }, svg);
  addFurniture(figure);
  view.home = bounds();
  setBox({ ...view.home });
  colourBy(mode);
  byId("map-mode").addEventListener("change", (e) => colourBy(e.target.value));
  followPointer(svg);
  new ResizeObserver(() => setBox(view.box)).observe(figure);
}

function colourBy(mode) {
  const { of, title, unit, names } = modes[mode];
  data.map.patches.forEach((p, i) => view.patches[i].setAttribute("class", `patch ${p.used ? "c" + of(p) : ""}`));
  const rows = names.map((n, i) => `<div><i class="c${i}"></i>${n}</div>`).join("");
  const marks = [["gate", "檢票口 gate"], ["dock", "碼頭 dock"], ["stage", "劇場會場 venue"], ["stop", "車站 stop"]];
  const worst = data.worst.length ? `<div><span class="rank">1</span>下表各處 worst places</div>` : "";
  const keys = marks.filter(([k]) => data.map.labels.some((l) => l.kind === k))
    .map(([k, n]) => `<div><svg viewBox="-8 -8 16 16"><path class="mark ${k}" d="${markPath(k, 6)}"/></svg>${n}</div>`).join("");
  view.legend.innerHTML = `<b>${title}</b><div class="soft">${unit}</div>${rows}<div><i class="quiet"></i>無人 unused</div>` +
    (keys + worst ? `<div class="keys" style="display:block">${keys}${worst}</div>` : "");
}

function addFurniture(figure) {
  view.legend = make("div", "legend");
  view.scale = make("div", "scale", `<div><div class="bar"></div><span class="len"></span></div>
    <svg class="north" viewBox="0 0 20 34"><path d="M10 0 17 20 10 16 3 20Z" fill="currentColor"/>
    <text x="10" y="32" text-anchor="middle" font-size="11" fill="currentColor">N</text></svg>`);
  const buttons = view.buttons = make("div", "buttons");
  for (const [text, title, act] of [["+", "放大 Zoom in", () => zoom(1 / 1.5)], ["−", "縮小 Zoom out", () => zoom(1.5)],
    ["⌂", "全圖 Whole map", () => setBox({ ...view.home })]]) {
    const button = make("button", "", text);
    button.title = title;
    button.type = "button";
    button.addEventListener("click", act);
    buttons.append(button);
  }
  figure.append(view.legend, view.scale, buttons);
  view.tip = make("div");
  view.tip.id = "tip";
  document.body.append(view.tip);
}

// Metres per CSS pixel. The box is fitted into the figure with its shape kept.
const metresPerPixel = () => Math.max(view.box.w / (view.svg.clientWidth || 1), view.box.h / (view.svg.clientHeight || 1));

function setBox(box) {
  view.box = box;
  view.svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`);
  const mpp = metresPerPixel();
  const length = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter((m) => m / mpp < 150).pop() || 1;
  view.scale.querySelector(".bar").style.width = `${length / mpp}px`;
  view.scale.querySelector(".len").textContent = `${length} m`;
  cancelAnimationFrame(view.frame);
  view.frame = requestAnimationFrame(() => placeLabels());
}

function zoom(factor, at) {
  const b = view.box, c = at || { x: b.x + b.w / 2, y: b.y + b.h / 2 };
  if (b.w * factor > view.home.w * 1.5 || b.w * factor < 15) return;
  setBox({ x: c.x + (b.x - c.x) * factor, y: c.y + (b.y - c.y) * factor, w: b.w * factor, h: b.h * factor });
}

function toMap(event) {
  const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(view.svg.getScreenCTM().inverse());
  return { x: p.x, y: p.y };
}

function followPointer(svg) {
  let drag = null;
  svg.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    zoom(e.deltaY > 0 ? 1.25 : 0.8, toMap(e));
  }, { passive: false });
  svg.addEventListener("dblclick", (e) => zoom(0.5, toMap(e)));
  svg.addEventListener("pointerdown", (e) => { drag = { x: e.clientX, y: e.clientY, box: view.box }; });
  window.addEventListener("pointerup", () => { drag = null; svg.classList.remove("dragging"); });
  svg.addEventListener("pointermove", (e) => {
    if (!drag) return showTip(e);
    svg.classList.add("dragging");
    const mpp = metresPerPixel();
    setBox({ ...drag.box, x: drag.box.x - (e.clientX - drag.x) * mpp, y: drag.box.y - (e.clientY - drag.y) * mpp });
  });
  svg.addEventListener("pointerleave", () => { view.tip.style.display = "none"; });
  svg.addEventListener("keydown", (e) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (step) setBox({ ...view.box, x: view.box.x + step[0] * view.box.w / 8, y: view.box.y + step[1] * view.box.h / 8 });
    else if (e.key === "+") zoom(1 / 1.5);
    else if (e.key === "-") zoom(1.5);
    else return;
    e.preventDefault();
  });
}

function describePatch(p) {
  return `${count(p.area)} m² · ${los(p.los)} 一分鐘以上 held, 瞬間最差 worst ${letters[p.worst]}<br>
    最高 max ${fixed(p.max, 2)} /m² @ ${clock(p.at)}<br>E ${minutes(p.e)} · F ${minutes(p.f)} · ${fixed(p.hours, 1)} 人時 person-hours`;
}

function showTip(event) {
  const i = event.target.dataset ? event.target.dataset.patch : undefined;
  if (i === undefined) { view.tip.style.display = "none"; return; }
  const p = data.map.patches[i];
  view.tip.innerHTML = `<b>${both(p) || "–"}</b><br>${view.describe(p)}`;
  const style = view.tip.style;
  style.display = "block";
  style.left = `${Math.min(event.clientX + 14, innerWidth - view.tip.offsetWidth - 8)}px`;
  style.top = `${Math.min(event.clientY + 14, innerHeight - view.tip.offsetHeight - 8)}px`;
}

function showPatch(i) {
  const { x, y } = middleOf(i);
  const w = Math.min(view.home.w, 220), h = w * view.home.h / view.home.w;
  view.patches.forEach((p) => p.classList.remove("chosen"));
  view.patches[i].classList.add("chosen");
  setBox({ x: x - w / 2, y: y - h / 2, w, h });
  byId("town").scrollIntoView({ behavior: "smooth" });
}
