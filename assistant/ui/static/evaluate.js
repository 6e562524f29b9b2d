// The Evaluate tab: sorting and filtering the table, opening a question, opening a run.
(() => {
  const state = { row: null };
  const results = () => document.querySelector(".eval-results");

  const filter = () => {
    const found = results();
    if (!found) return;
    const words = found.querySelector('[data-filter="words"]').value.toLowerCase();
    const wanted = found.querySelector('[data-filter="state"]').value;
    const rows = [...found.querySelectorAll("[data-question]")];
    rows.forEach((row) => {
      row.hidden = !row.textContent.toLowerCase().includes(words) || (wanted !== "" && !row.dataset.states.split("|").includes(wanted));
    });
    found.querySelector("[data-count]").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} questions`;
  };

  const sort = (button) => {
    const heading = button.closest("th");
    const down = heading.getAttribute("aria-sort") === "ascending";
    heading.closest("tr").querySelectorAll("th").forEach((other) => other.setAttribute("aria-sort", "none"));
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = heading.closest("table").tBodies[0];
    const cell = (row) => row.cells[Number(button.dataset.sort)].textContent;
    const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * cell(a).localeCompare(cell(b), "en", { numeric: true }));
    body.append(...rows);
  };

  const show = (detail) => {
    detail.hidden = false;
    detail.focus({ preventScroll: true });
  };

  const open = (row) => {
    state.row = row.dataset.question;
    results().querySelectorAll("[data-question].on").forEach((other) => other.classList.remove("on"));
    row.classList.add("on");
    const detail = document.querySelector(".eval-detail");
    if (detail?.dataset.row === state.row) show(detail);
    window.briefs?.openRow({ row: row.dataset.question });
  };

  // Hidden, not removed: Gradio leaves HTML alone that is the same as before, so a removed detail would not come back.
  const close = () => {
    const detail = document.querySelector(".eval-detail");
    if (detail) detail.hidden = true;
    if (state.row) document.querySelector(`[data-question="${CSS.escape(state.row)}"]`)?.focus();
    state.row = null;
  };

  const clicks = [
    ["[data-sort]", sort],
    ["[data-close-detail]", close],
    ["[data-open-run]", (button) => window.briefs?.openRun({ run: button.dataset.openRun })],
    ["[data-adopt]", (button) => window.briefs?.adopt({ feedback: button.dataset.adopt })],
    ["[data-question]", open],
  ];

  document.addEventListener("click", (event) => {
    for (const [query, act] of clicks) {
      const target = event.target.closest?.(query);
      if (target) return act(target);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".eval-detail:not([hidden])")) close();
    else if (event.key === "Enter" && event.target.matches?.("[data-question]")) open(event.target);
  });

  document.addEventListener("input", (event) => event.target.matches?.("[data-filter]") && filter());

  // Gradio changes HTML in place, attributes too: a fresh table is counted, a fresh detail gets the focus.
  const look = () => {
    const count = results()?.querySelector("[data-count]");
    if (count && !count.textContent) filter();
    const detail = document.querySelector(".eval-detail:not([data-seen])");
    if (!detail) return;
    detail.dataset.seen = "";
    show(detail);
  };
  const seen = { childList: true, subtree: true, attributeFilter: ["data-seen"] };
  const watch = () => new MutationObserver(look).observe(document.body, seen);
  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
})();
