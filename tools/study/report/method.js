// How it was found, in plain words, and what it rests on.
const methods = {
  zh: ["每個方案模擬許多天。第 n 天在每個方案裏遇到的是同一批遊客（同樣的隨機數），所以方案之間的差別不是運氣。",
    "區間：若把整個研究重做許多次，約 95 % 的區間會包含真值。日與日之間的差別已計入；模型本身的誤差未計入。",
    "容量：每一天各有一個剛好撐不住的人數；由這些人數的次序統計求出區間，兩端的每一天都實際模擬過。",
    "一天「出問題」的定義寫在研究檔裏，是選擇，不是自然律；定義不同，容量不同。",
    "步行模型以公開實驗檢驗，未以烏鎮現場觀測校準；地圖為示意。用於比較方案比用於絕對數字可靠。"],
  en: ["Each variant is simulated for many days. Day n meets the same visitors in every variant (the same random numbers), so that what differs is the variant, not luck.",
    "Intervals: if the whole study were made again many times, about 95 % of them would contain the true value. They cover how days differ, not what the model itself gets wrong.",
    "Capacity: each day has a number of visitors at which it just gives way; the interval comes from the order of these numbers, and at both of its ends every day was really simulated.",
    "When a day counts as gone wrong is written in the study; it is a choice, not a law of nature, and another choice gives another capacity.",
    "The walking model is tested against published experiments, not calibrated in Wuzhen, and the map is schematic: trust comparisons more than absolute numbers."],
};

function showMethod() {
  const section = byId("method"), columns = make("div", "columns");
  section.append(make("h2", "", "怎樣得出 <small>How this was found</small>"));
  for (const language of ["zh", "en"]) columns.append(make("ul", "", methods[language].map((m) => `<li>${m}</li>`).join("")));
  section.append(columns);
  const c = data.capacity;
  if (c) section.append(make("p", "soft", `容量搜索 Capacity search: ${c.replications} 日 days × ${c.steps + 1} 級 levels; ${c.runs} 次 runs;
    推斷後複核 inferred outcomes run after all: ${c.audited}, 不符 contradicted: ${c.contradicted}${
    c.contradicted > c.audited * 0.1 ? "。不符較多：容量附近的日子不是越多人越糟那麼單純。 Days near the capacity are not simply worse with more people; the ends were run in full all the same." : ""}`));
  if (data.runs.failures.length) section.append(make("h3", "", "未能完成的日子 <small>Runs that failed; they are left out, and count as broken in a capacity</small>"),
    table([["方案", "Variant", true, (f) => f.variant], ["第幾日", "Replication", true, (f) => f.replication], ["原因", "Reason", false, (f) => safe(f.reason)]], data.runs.failures));
}

function showProvenance() {
  const f = data.facts, r = data.runs, section = byId("provenance");
  const day_s = r.done + r.failed > 0 ? r.wall_s / (r.done + r.failed) : 0;
  const rows = [["程序 Program", `${f.program} ${f.version}`], ["研究 Study", `${f.study} · ${f["study digest"]}`],
    ["情景 Scenario", `${f.scenario}（${f["scenario title"]}）· ${f["scenario digest"]}`], ["地圖 Map", `${f.map} · ${f["map digest"]}`],
    ["種子 Seeds", `${f.seed} + 0, 1, 2 …`], ["模擬至 Until", f.until],
    ["模擬 Runs", `${count(r.done)} 完成 done, ${count(r.failed)} 未完成 failed`],
    ["代價 Cost", `${short(day_s)} s 每次 of one core per run; ${short(r.wall_s / 3600)} 核時 core hours in all`]];
  section.append(make("h2", "", "來歷 <small>Where it comes from</small>"));
  const body = rows.map(([k, v]) => `<tr><td>${k}</td><td><code>${safe(v)}</code></td></tr>`).join("");
  section.append(make("div", "scroll", `<table><tbody>${body}</tbody></table>`));
}
