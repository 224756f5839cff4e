// Header, cards and tables.
function showHead() {
  const head = byId("head");
  head.append(make("div", "kicker", `烏鎮水巷 Wuzhen Canals · 模擬報告 Simulation report`));
  head.append(make("h1", "", safe(data.title)));
  head.append(make("p", "soft", `${safe(data.map.title)} · ${clock(data.start)}–${clock(data.end)}`));
  if (!data.complete) {
    head.append(make("div", "banner", `模擬於 ${clock(data.end)} 中止，結果不完整 · Stopped at ${clock(data.end)}: results up to then`));
  }
  if (data.about) head.append(make("p", "lead", safe(data.about)));
  head.append(make("p", "", verdict()));
  const counts = bases.filter(([key]) => data[key].length);
  if (!counts.length) return;
  const zh = counts.map(([key, name]) => `${data[key].length} 項${name}`).join("、");
  const en = counts.map(([key, , name]) => `${data[key].length} ${name.toLowerCase()}`).join(", ");
  head.append(make("p", "soft", `<a href="#basis">依據：${zh} · What it rests on: ${en}</a>`));
}

const bases = [["real", "真實", "Real"], ["derived", "推算", "Derived"], ["assumed", "假設", "Assumed"]];
function showBasis() {
  const basis = make("div", "basis");
  for (const [key, zh, en] of bases) {
    if (!data[key].length) continue;
    const list = data[key].map((t) => `<li>${safe(t)}</li>`).join("");
    basis.append(make("div", key, `<h3>${zh} ${en}</h3><ul>${list}</ul>`));
  }
  if (basis.children.length) byId("basis").append(make("h2", "", "依據 <small>What the numbers rest on</small>"), basis);
}

function verdict() {
  const worst = data.worst[0];
  const zh = worst
    ? `最擁擠的是「${safe(worst.zh || worst.en)}」：服務水準 ${letters[worst.los]}，${clock(worst.at)} 達每平方米 ${fixed(worst.max, 1)} 人。`
    : "全日沒有路段達到 C 級以上的擁擠。";
  const en = worst
    ? `Most crowded: ${safe(worst.en || worst.zh)}, level ${letters[worst.los]}, ${fixed(worst.max, 1)} people/m² at ${clock(worst.at)}.`
    : "No place was crowded to level C or beyond for a minute.";
  return `<b>${clock(data.peak_at)} 同時在場 ${count(data.peak)} 人，為全日最高。${zh}</b><br>` +
    `<span class="soft">At most ${count(data.peak)} people were on site, at ${clock(data.peak_at)}. ${en}</span>`;
}

function card(zh, en, value, note, alert) {
  const body = `<div class="what">${zh} ${en}</div><div class="value">${value}</div><div class="note">${note}</div>`;
  byId("figures").append(make("div", alert ? "card alert" : "card", body));
}

function showFigures() {
  const people = data.populations;
  const entered = sum(people, (p) => p.entered), planned = sum(people, (p) => p.planned);
  card("全日入場", "Entered", count(entered), `計劃 planned ${count(planned)}`);
  card("最高在場", "Peak on site", count(data.peak), `${clock(data.peak_at)}`);
  card("終了在場", "On site at the end", count(sum(people, (p) => p.on_site)), `${clock(data.end)}`);
  const worst = data.worst[0];
  if (worst) {
    card("最差服務水準", "Worst place", `${los(worst.los)} <small>${fixed(worst.max, 1)} 人/m²</small>`,
      `${both(worst)} · E–F ${minutes(worst.ef)}`, worst.los >= 4);
  }
  const wait = most(data.waits.filter((w) => w.served >= 20), (w) => w.p95);
  if (wait) {
    card("最長等候", "Longest wait (95 %)", minutes(wait.p95), `${both(wait)} ${both(service(wait))}`, wait.p95 > 2700);
  }
  const balked = sum(data.waits, (w) => w.balked);
  if (balked > 0) card("嫌久離去", "Gave up queueing", count(balked), "組 groups");
  rideCard("遊船", "Boats", data.boats);
  rideCard("電瓶車與巴士", "Carts and buses", data.carts);
  if (data.shows.length) {
    const late = sum(data.shows, (s) => s.late), away = sum(data.shows, (s) => s.turned_away);
    card("遲到 / 未能入場", "Late / turned away", `${count(late)} <small>/ ${count(away)}</small>`,
      `${count(sum(data.shows, (s) => s.seated))} 人入座 seated`, away > 0);
  }
  if (data.stranded > 0) card("無路可走", "Stranded", count(data.stranded), "組無法到達目的地 groups found no way", true);
}

function rideCard(zh, en, r) {
  if (!r.fleet) return;
  card(zh, en, `${count(r.riders)} <small>人次 rides</small>`,
    `${count(r.trips)} 班次 trips · 平均 ${minutes(r.ride)} · 同時最多 ${r.most}/${r.fleet} under way`);
}

function showWorst() {
  const section = byId("worst");
  section.append(make("h2", "", "最擁擠的十處 <small>The ten worst places, and when</small>"));
  if (!data.worst.length) return section.append(make("p", "", "無 · None reached level C for a minute."));
  const kind = (p) => (p.bridge ? " 橋 bridge" : "") + (p.stairs ? " 梯級 steps" : "");
  const near = (p) => {
    const l = landmark(p.patch);
    return l ? `${safe(l.zh || l.en)}<small>${safe(l.en)}, ${l.m} m</small>` : "–";
  };
  section.append(table([
    ["地點", "Place", false, (p) => `<span class="rank">${data.worst.indexOf(p) + 1}</span> ${named(p)}`],
    ["鄰近", "Near", false, near],
    ["等級", "Level", false, (p) => los(p.los)],
    ["最長時段", "Longest stretch E–F", true, (p) => (p.ef ? `${clock(p.from)}–${clock(p.until)}` : "–")],
    ["E–F 級合計", "Time at E–F", true, (p) => minutes(p.ef)],
    ["其中 F 級", "of it at F", true, (p) => (p.f ? minutes(p.f) : "–")],
    ["最高密度", "Highest, people/m²", true, (p) => (p.max > 4 ? { alert: fixed(p.max, 1) } : fixed(p.max, 1))],
    ["時刻", "At", true, (p) => clock(p.at)],
    ["分鐘均值", "Worst minute, /m²", true, (p) => fixed(p.minute, 1)],
    ["逾 4 人/m²", "Over 4/m²", true, (p) => (p.over4 > 0 ? { alert: minutes(p.over4) } : "–")],
    ["壓力", "Pressure, s⁻²", true, (p) => (p.pressure > 0 ? fixed(p.pressure, 2) : "–")],
    ["面積", "Area, m²", true, (p) => count(p.area) + kind(p)],
  ], data.worst, (tr, p) => {
    tr.className = "link";
    tr.title = "在地圖上顯示 Show on the map";
    tr.addEventListener("click", () => showPatch(p.patch));
  }));
  if (!data.turned_back.length) return;
  const most = data.turned_back.slice(0, 4).map((s) => `${both(s)} ${count(s.n)}`).join(" · ");
  const all = data.turned_back.reduce((sum, s) => sum + s.n, 0);
  section.append(make("p", "note", `被人群困住數分鐘後折返的遊客 Groups that a crowd hemmed in for minutes until they turned back: ${count(all)}, ${most}`));
}

const service = (w) => ({ zh: w.service_zh, en: w.service_en });
const queues = { dock: "碼頭 Docks", stop: "車站 Stops", gate: "入口 Gates, in", window: "售票與註冊窗口 Ticket and registration windows", exit: "出口 Gates, out" };

function showWaits() {
  const kinds = Object.keys(queues);
  const used = data.waits.filter((w) => w.served > 0 || w.balked > 0 || w.queue > 0)
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || b.p95 - a.p95);
  const section = byId("waits");
  section.append(make("h2", "", "等候 <small>Waiting, by place and service</small>"));
  if (!used.length) return section.append(make("p", "", "無人等候 · Nobody waited."));
  let last = "";
  section.append(table([
    ["地點", "Place", false, (w) => named(w)],
    ["服務", "Service", false, (w) => named(service(w))],
    ["中位", "Median", true, (w) => (w.served ? minutes(w.median) : "–")],
    ["95 %", "95th percentile", true, (w) => (w.served ? minutes(w.p95) : "–")],
    ["最長", "Longest", true, (w) => (w.served ? minutes(w.longest) : "–")],
    ["服務人數", "Served, people", true, (w) => count(w.served)],
    ["嫌久離去", "Turned away, groups", true, (w) => (w.balked > 0 ? { alert: count(w.balked) } : "0")],
    ["中途離隊", "Left the line, groups", true, (w) => (w.reneged > 0 ? { alert: count(w.reneged) } : "0")],
    ["最長隊伍", "Longest queue", true, (w) => `${count(w.queue)} · ${clock(w.queue_at)}`],
  ], used, (tr, w) => {
    if (w.kind === last) return;
    last = w.kind;
    tr.dataset.group = queues[w.kind];
  }));
  for (const tr of [...section.querySelectorAll("tr[data-group]")]) {
    tr.before(make("tr", "group", `<td colspan="9">${tr.dataset.group}</td>`));
  }
}

function showRides() {
  const used = data.services.filter((s) => s.trips > 0 || s.riders > 0);
  if (!used.length) return;
  const section = byId("rides");
  section.append(make("h2", "", "船與車的載客 <small>Rides, by boat service and line</small>"));
  section.append(table([
    ["服務", "Service", false, (s) => named(s)],
    ["種類", "Kind", false, (s) => (s.cart ? "車 carts" : "船 boats")],
    ["載客", "Rides, people", true, (s) => count(s.riders)],
    ["班次", "Departures", true, (s) => count(s.trips)],
    ["平均載客", "Mean aboard / seats", true, (s) => `${fixed(s.aboard, 1)} / ${s.seats}`],
    ["行程中位", "Median ride", true, (s) => (s.median ? minutes(s.median) : "–")],
    ["行程 95 %", "95th percentile", true, (s) => (s.p95 ? minutes(s.p95) : "–")],
  ], used));
  const boats = used.filter((s) => !s.cart), carts = used.filter((s) => s.cart);
  const total = (list) => `${count(sum(list, (s) => s.riders))}`;
  section.append(make("p", "soft", `合計 In all: 船 boats ${total(boats)}, 車 carts ${total(carts)}`));
}

function showBridges() {
  const busy = data.bridges.filter((b) => b.crossed > 0).sort((a, b) => b.peak - a.peak).slice(0, 12);
  if (!busy.length) return;
  const section = byId("bridges");
  section.append(make("h2", "", "最繁忙的橋 <small>Busiest bridges</small>"));
  section.append(table([
    ["橋", "Bridge", false, (b) => named(b)],
    ["淨寬", "Width, m", true, (b) => fixed(b.width, 1)],
    ["全日過橋", "Crossed, people", true, (b) => count(b.crossed)],
    ["最高流量", "Peak, people/min", true, (b) => count(b.peak)],
    ["每米寬", "Peak per metre", true, (b) => (b.width > 0 ? fixed(b.peak / b.width, 1) : "–")],
    ["時刻", "At", true, (b) => clock(b.peak_at)],
    ["最高密度", "Max. density, 1/m²", true, (b) => fixed(b.max, 2)],
  ], busy));
}

function showShows() {
  if (!data.shows.length) return;
  const section = byId("shows");
  section.append(make("h2", "", "演出與會議 <small>Shows and sessions</small>"));
  const held = data.shows.filter((s) => s.held), later = data.shows.length - held.length;
  const late = sum(held, (s) => s.late), away = sum(held, (s) => s.turned_away);
  section.append(make("p", "soft", `${held.length} 場：遲到 ${count(late)} 人，未能入場 ${count(away)} 人 · ${held.length} held: ` +
    `${count(late)} people late, ${count(away)} turned away` + (later ? ` · ${later} 場未開始 not yet begun at ${clock(data.end)}` : "")));
  if (!held.length) return;
  held.sort((a, b) => b.turned_away - a.turned_away || b.late - a.late || a.start - b.start);
  section.append(table([
    ["節目", "Title", false, (s) => named(s)],
    ["地點", "Place", false, (s) => named({ zh: s.place_zh, en: s.place_en })],
    ["開始", "Start", true, (s) => clock(s.start)],
    ["座位", "Seats", true, (s) => count(s.seats)],
    ["入座", "Seated", true, (s) => count(s.seated)],
    ["其中遲到", "of them late", true, (s) => (s.late > 0 ? { alert: count(s.late) } : "0")],
    ["未能入場", "Turned away", true, (s) => (s.turned_away > 0 ? { alert: count(s.turned_away) } : "0")],
  ], held.slice(0, 30)));
  if (held.length > 30) section.append(make("p", "soft", `… ${held.length - 30} more in summary.json`));
}

function showMethod() {
  const list = (items) => `<ul>${items.map((t) => `<li>${safe(t)}</li>`).join("")}</ul>`;
  byId("method").append(make("h2", "", "方法與保留 <small>Method, and what to be careful about</small>"));
  byId("method").append(make("div", "columns", `<div>${list(notes.zh)}</div><div>${list(notes.en)}</div>`));
}

function showProvenance() {
  const p = data.provenance;
  const changed = Object.entries(data.changed).map(([k, v]) => `${k} = ${v}`).join(", ");
  const rows = [
    ["程式 Program", `wuzhen ${p.version}`], ["情景 Scenario", p.scenario], ["地圖 Map", `${p.map} (digest ${p.map_digest})`],
    ["種子 Seed", p.seed], ["更動的參數 Changed parameters", changed || "–"],
    ["狀態雜湊 State hash", `${p.hash} @ ${clock(data.end)}`], ["命令 Command line", p.command_line],
    ["執行 Run", `${fixed(p.wall_s, 1)} s, ${p.threads} threads, ${count(p.memory_mb)} MB, ` +
      `${count((data.end - data.start) / Math.max(p.wall_s, 0.001))} × real time`],
  ];
  const section = byId("provenance");
  section.append(make("h2", "", "出處 <small>Provenance: the same program, map, scenario and seed give the same hash on any machine</small>"));
  const body = rows.map(([k, v]) => `<tr><td>${k}</td><td><code>${safe(v)}</code></td></tr>`).join("");
  section.append(make("div", "scroll", `<table><tbody>${body}</tbody></table>`));
}
