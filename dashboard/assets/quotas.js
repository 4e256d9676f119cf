/* The week plan: how a cell looks, paste from a spreadsheet, undo by keyboard. The server checks every value. */
(function () {
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const components = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  functions.quotaOpen = (params) => params.data[params.colDef.field + "_was"] !== null;
  // Edits are numbered, a paste as one. Each waits here, and goes along with every question, until an answer has seen it:
  // an answer to an older question takes nothing away that was typed in the meantime.
  let edits = 0;
  let waiting = [];
  const ask = () => setTimeout(() => window.dash_clientside.set_props("quota-typed", { data: waiting.slice() }));
  const put = (row, cell) => (row[cell.day] = cell.text);
  functions.quotaPut = (params) => {
    const cell = { n: ++edits, time: params.data.time, day: params.colDef.field, text: params.newValue };
    if (params.newValue === params.oldValue) return false;
    waiting.push(cell);
    put(params.data, cell);
    ask();
    return true;
  };
  const rowsWith = (answer) => {
    if (!answer) {
      waiting = [];
      return window.dash_clientside.no_update;
    }
    waiting = waiting.filter((one) => one.n > answer.seen);
    const rows = answer.rows.map((row) => ({ ...row }));
    const at = Object.fromEntries(rows.map((row) => [row.time, row]));
    waiting.filter((one) => at[one.time]).forEach((one) => put(at[one.time], one));
    return rows;
  };
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.terminwerk = Object.assign(window.dash_clientside.terminwerk || {}, { rowsWith });
  // Tab leaves the plan, as any other field; arrows move within it, and while one types, Tab goes on to the next cell.
  functions.quotaTab = (params) => (params.editing ? params.nextCellPosition : false);
  components.QuotaCell = (props) => {
    const element = window.React.createElement;
    const was = props.data[props.colDef.field + "_was"];
    const now = props.value;
    if (was === null || was === undefined) return element("span", { className: "tw-q-cell off" }, props.closed);
    const over = props.data[props.colDef.field + "_over"];
    const mark = over
      ? [element("span", { className: "tw-i s", key: "mark" }), element("span", { className: "tw-unseen", key: "said" }, props.over + " ")]
      : null;
    const kind = "tw-q-cell" + (over ? " over" : "");
    if (String(was) === String(now)) return element("span", { className: kind }, mark, String(now));
    return element(
      "span",
      { className: kind + " chg" },
      mark,
      element("span", { className: "tw-unseen" }, props.before + " "),
      element("span", { className: "was" }, String(was) + " → "),
      element("b", null, now === null || now === undefined ? "" : String(now)),
    );
  };

  const grid = () => document.getElementById("quota-grid");
  const inGrid = (event) => grid() && grid().contains(event.target);
  const typing = (event) => event.target.matches("input, textarea, [contenteditable=true]");

  document.addEventListener("paste", (event) => {
    if (!inGrid(event) || typing(event)) return;
    const api = window.dash_ag_grid.getApi("quota-grid");
    const focused = api.getFocusedCell();
    if (!focused) return;
    event.preventDefault();
    const lines = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    const days = api.getAllDisplayedColumns().map((one) => one.getColId()).filter((one) => one.length === 3);
    const first = days.indexOf(focused.column.getColId());
    const rows = [];
    api.forEachNodeAfterFilterAndSort((node) => rows.push({ ...node.data }));
    let past = 0;
    edits += 1;
    lines.forEach((line, down) => {
      line.split("\t").forEach((text, right) => {
        if (text.trim() === "") return;
        const row = rows[focused.rowIndex + down];
        const day = first < 0 ? undefined : days[first + right];
        if (!row || !day) {
          past += 1;
          return;
        }
        const cell = { n: edits, time: row.time, day, text: text.trim().slice(0, 60) };
        waiting.push(cell);
        put(row, cell);
      });
    });
    if (past) waiting.push({ n: edits, past });
    window.dash_clientside.set_props("quota-grid", { rowData: rows });
    ask();
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !grid() || typing(event)) return;
    const key = event.key.toLowerCase();
    const back = key === "z" && !event.shiftKey;
    if (!back && key !== "y" && key !== "z") return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById(back ? "quota-undo" : "quota-redo").click();
  }, true);

  // What stands open at a desk begins folded on a phone.
  const narrow = window.matchMedia("(max-width:48em)");
  const fold = () =>
    document.querySelectorAll(".tw-phone-fold:not([data-seen])").forEach((one) => {
      one.dataset.seen = "yes";
      if (narrow.matches) one.open = false;
    });
  new MutationObserver(fold).observe(document.documentElement, { childList: true, subtree: true });
  narrow.addEventListener("change", () => {
    if (!narrow.matches) document.querySelectorAll(".tw-phone-fold").forEach((one) => (one.open = true));
  });

  // AG Grid takes no label of its own.
  const name = () => {
    const place = document.querySelector("#quota-cells[data-label]");
    const table = place && place.querySelector("[role=grid], [role=treegrid]");
    if (table && table.getAttribute("aria-label") !== place.dataset.label) table.setAttribute("aria-label", place.dataset.label);
  };
  new MutationObserver(name).observe(document.documentElement, { childList: true, subtree: true });
})();
