// columns: [zh, en, numeric, cell(row)]
function table(columns, rows, rowDone) {
  const scroll = make("div", "scroll"), t = make("table");
  const heads = columns.map(([zh, en, n]) => `<th class="${n ? "n" : ""}">${zh}<small>${en}</small></th>`).join("");
  t.append(make("thead", "", `<tr>${heads}</tr>`));
  const body = make("tbody");
  for (const row of rows) {
    const cells = columns.map(([, , n, cell]) => {
      const v = cell(row);
      return typeof v === "object" ? `<td class="${n ? "n " : ""}alert">${v.alert}</td>` : `<td class="${n ? "n" : ""}">${v}</td>`;
    });
    const tr = make("tr", "", cells.join(""));
    if (rowDone) rowDone(tr, row);
    body.append(tr);
  }
  t.append(body);
  scroll.append(t);
  return scroll;
}
