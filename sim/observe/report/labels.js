// Greedy placement of labels: by rank, in the first free of four spots beside its mark; without room it is left out.
// Marks stay, and zooming in makes room.
const measure = document.createElement("canvas").getContext("2d");
const sizes = { zone: 15, gate: 12.5, dock: 12, stage: 12, entry: 11.5, bridge: 11, place: 11, stop: 11 };

function markPath(kind, r) {
  switch (kind) {
    case "gate": return `M${-r} ${-r}H${r}V${r}H${-r}Z`;
    case "dock": return `M0 ${-r}L${r} ${r}L${-r} ${r}Z`;
    case "stage": return `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z`;
    default: return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
}

function textSize(label) {
  const px = sizes[label.kind], small = px * 0.82;
  const family = getComputedStyle(document.body).fontFamily;
  measure.font = `600 ${px}px ${family}`;
  let width = measure.measureText(label.zh).width;
  measure.font = `${small}px ${family}`;
  width = Math.max(width, measure.measureText(label.en).width);
  const lines = (label.zh ? px * 1.15 : 0) + (label.en ? small * 1.15 : 0);
  return { px, small, width: width + 2, height: lines };
}

function overlaps(boxes, b) {
  return boxes.some((a) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h);
}

function spots(label, at, size, r) {
  const { width: w, height: h } = size;
  if (label.kind === "zone") return [{ x: at.x - w / 2, y: at.y - h / 2, w, h }];
  return [
    { x: at.x + r + 3, y: at.y - h / 2, w, h }, { x: at.x - r - 3 - w, y: at.y - h / 2, w, h },
    { x: at.x - w / 2, y: at.y - r - 2 - h, w, h }, { x: at.x - w / 2, y: at.y + r + 2, w, h },
  ];
}

function placeLabels() {
  view.labels.replaceChildren();
  const mpp = metresPerPixel(), { box, svg } = view;
  const left = box.x - (svg.clientWidth * mpp - box.w) / 2, top = box.y - (svg.clientHeight * mpp - box.h) / 2;
  const frame = svg.getBoundingClientRect();
  const taken = [view.legend, view.scale, view.buttons].map((e) => {
    const r = e.getBoundingClientRect();
    return { x: r.left - frame.left, y: r.top - frame.top, w: r.width, h: r.height };
  });
  const group = svgTag("g", { transform: `translate(${left} ${top}) scale(${mpp})` }, view.labels);
  const ordered = data.map.labels.filter((l) => mpp < 0.6 || !placeholder(l)).sort((a, b) => b.rank - a.rank);
  const seen = ordered.map((label) => ({ label, at: { x: (label.x - left) / mpp, y: (-label.y - top) / mpp } }))
    .filter(({ at }) => at.x > 0 && at.y > 0 && at.x < svg.clientWidth && at.y < svg.clientHeight);
  // marks of importance keep their place free; the rest only get one together with a label
  const important = new Set(["gate", "dock", "stage"]);
  for (const { label, at } of seen.filter((s) => important.has(s.label.kind))) {
    svgTag("path", { d: markPath(label.kind, 4), transform: `translate(${at.x} ${at.y})`, class: `mark ${label.kind}` }, group);
    taken.push({ x: at.x - 4, y: at.y - 4, w: 8, h: 8, mark: label });
  }
  placeNumbers(group, taken, left, top, mpp);
  for (const { label, at } of seen) placeLabel(group, taken, label, at, important.has(label.kind));
}

// Where the places of the table lie; those too near to a worse one get no number.
function placeNumbers(group, taken, left, top, mpp) {
  const r = 8, numbers = [];
  data.worst.forEach((place, i) => {
    const m = middleOf(place.patch), x = (m.x - left) / mpp, y = (m.y - top) / mpp;
    const box = { x: x + 5, y: y - 5 - 2 * r, w: 2 * r, h: 2 * r };
    if (overlaps(numbers, box)) return;
    numbers.push(box);
    taken.push(box);
    const mark = svgTag("g", { class: "number", transform: `translate(${box.x + r} ${box.y + r})` }, group);
    svgTag("circle", { r }, mark);
    svgTag("text", { y: 3.8, "text-anchor": "middle", "font-size": i < 9 ? 11 : 9.5 }, mark).textContent = i + 1;
  });
}

function placeLabel(group, taken, label, at, marked) {
  const svg = view.svg, size = textSize(label), r = label.kind === "zone" ? 0 : 4;
  const others = taken.filter((t) => t.mark !== label);
  const inside = (b) => b.x > 2 && b.y > 2 && b.x + b.w < svg.clientWidth - 2 && b.y + b.h < svg.clientHeight - 2;
  const spot = spots(label, at, size, r).find((b) => inside(b) && !overlaps(others, b));
  if (!spot) return;
  taken.push({ x: spot.x - 3, y: spot.y - 1, w: spot.w + 6, h: spot.h + 2 });
  if (!marked && r) {
    svgTag("path", { d: markPath(label.kind, 2.5), transform: `translate(${at.x} ${at.y})`, class: `mark ${label.kind}` }, group);
    taken.push({ x: at.x - 3, y: at.y - 3, w: 6, h: 6 });
  }
  const words = svgTag("g", { class: label.kind }, group);
  const anchor = label.kind === "zone" || spot.x < at.x - r && spot.x + spot.w > at.x + r ? "middle" : spot.x > at.x ? "start" : "end";
  const x = anchor === "middle" ? spot.x + spot.w / 2 : anchor === "start" ? spot.x : spot.x + spot.w;
  let y = spot.y;
  for (const [text, px, name] of [[label.zh, size.px, "zh"], [label.en, size.small, "en"]]) {
    if (!text) continue;
    y += px * 1.15;
    svgTag("text", { x, y: y - px * 0.2, "font-size": px, "stroke-width": 3, "text-anchor": anchor, class: name }, words)
      .textContent = text;
  }
}
