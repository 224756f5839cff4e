function showHead() {
  byId("head").append(make("div", "kicker", "烏鎮水巷 · Wuzhen Canals · 研究 study"), make("h1", "", safe(data.facts.title)));
  if (data.facts.about) byId("head").append(make("p", "lead", safe(data.facts.about)));
}

function card(zh, en, value, note) {
  byId("figures").append(make("div", "card", `<div class="what">${zh} ${en}</div><div class="value">${value}</div><div class="note">${note || ""}</div>`));
}

function showFigures() {
  const c = data.capacity, r = data.runs;
  if (c) {
    card("站得住", "Holds", quantity(c, c.holds) || "–", c.holds ? `${c.set} = ${short(c.holds.value)}；${c.holds.broken}/${c.replications} 日出問題 days went wrong` : "");
    card("撐不住", "Breaks", quantity(c, c.breaks) || "–", c.breaks ? `${c.set} = ${short(c.breaks.value)}；${c.breaks.broken}/${c.replications} 日 days` : "");
    if (c.binding[0]) card("最先受限", "Binds first", nameOf(c.binding[0].element), `${wordOf(c.binding[0].measure)}${c.binding[0].at_s >= 0 ? ` · ${clock(c.binding[0].at_s)}` : ""}`);
  }
  card("方案", "Variants", count(data.variants.length), "");
  card("模擬的日子", "Days simulated", count(r.done), r.failed ? `${count(r.failed)} 未完成 failed` : "全部完成 all complete");
}

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
showHead();
showShort();
showFigures();
showCapacity();
showStandards();
showPrices();
showTimetable();
showVariants();
showWaits();
showSpread();
showPlaces();
showMethod();
showProvenance();
