// The answer in a few sentences, before all figures.
const clearOf = (c) => c.low > 0 || c.high < 0;
const relative = (c) => (c.from ? c.change / Math.abs(c.from) : Math.sign(c.change));

// The change by which a price shows most: of its clear ones the relatively largest.
function tellingChange(price) {
  const clear = price.changes.filter((c) => clearOf(c) && c.change !== 0 && !c.measure.startsWith("people."));
  return clear.sort((a, b) => Math.abs(relative(b)) - Math.abs(relative(a)))[0];
}

function priceLines() {
  const told = data.prices.list.map((p) => ({ name: p.name, c: tellingChange(p) }));
  const lines = told.filter((t) => t.c).sort((a, b) => Math.abs(relative(b.c)) - Math.abs(relative(a.c))).slice(0, 5).map((t) => {
    const c = t.c, better = (c.change > 0) === moreIsBetter(c.measure);
    const by = c.from ? `，${c.change > 0 ? "+" : "−"}${short(100 * Math.abs(relative(c)))} %` : "";
    return `<span class="verdict ${better ? "better" : "worse"}">${better ? "▲ 較好 better" : "▼ 較差 worse"}</span> <b>${safe(t.name)}</b>：${wordOf(c.measure)}
      ${short(c.from)} → ${short(c.to)}${by}`;
  });
  const none = told.filter((t) => !t.c).map((t) => safe(t.name));
  if (none.length) lines.push(`<span class="verdict">○ 未見作用 no effect shown</span> ${none.join("；")}`);
  return lines;
}

function showShort() {
  const lines = [];
  if (data.capacity) lines.push(capacitySentence(data.capacity));
  if (data.prices && data.prices.list.length) lines.push(...priceLines());
  if (data.timetable) lines.push(`錯峰 To keep let-outs apart: <b>${safe(data.timetable.chosen)}</b>`);
  if (!lines.length) return;
  const days = Math.max(0, ...data.variants.flatMap((v) => Object.values(v.measures).map((m) => m.rows.length)));
  byId("short").append(make("h2", "", "要點 <small>In short</small>"), make("ul", "short", lines.map((l) => `<li>${l}</li>`).join("")));
  if (data.prices) byId("short").append(make("p", "soft", "每項改動只列變化最大的一個量；看的量多，約二十分之一會碰巧不同。 Of each change only the measure that moved most; of many measures about one in twenty differs by chance."));
  if (days < 10) byId("short").append(make("p", "soft", `每方案只有 ${days} 日：僅供參考。 Only ${days} days of each variant: a first look, not a basis for decisions.`));
}
