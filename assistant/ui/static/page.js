// The page's behaviour: chips open passages, buttons reach the handlers through window.briefs.
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const byId = (id) => document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behavior = () => (calm.matches ? "auto" : "smooth");
  const state = { turn: null, open: null, chip: null, focus: null, told: null, last: null };

  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");

  const showTurn = (turn) => {
    state.turn = turn;
    all(".passages").forEach((group) => group.classList.toggle("current", group.dataset.turn === turn));
  };

  const light = () => {
    all("#panel mark.on, #panel .passage.on, a.cite.on").forEach((part) => part.classList.remove("on"));
    if (!state.open) return null;
    const card = byId(state.open.card);
    if (!card) return null;
    card.classList.add("on");
    byId(state.chip)?.classList.add("on");
    const key = state.open.key;
    const marks = all("mark", card).filter((mark) => key && mark.dataset.keys.split(" ").includes(key));
    marks.forEach((mark) => mark.classList.add("on"));
    return { card, mark: marks[0] };
  };

  const reveal = ({ card, mark }) => {
    const panel = byId("panel");
    const view = panel.getBoundingClientRect();
    const head = byId("panel-head")?.offsetHeight || 0;
    const top = card.getBoundingClientRect().top - view.top - head - 8;
    const below = mark ? mark.getBoundingClientRect().bottom - view.top - top : 0;
    const far = mark && below > view.height - 16;
    const by = far ? mark.getBoundingClientRect().top - view.top - view.height / 3 : top;
    panel.scrollBy({ top: by, behavior: behavior() });
  };

  const openPassage = (chip) => {
    const card = byId(chip.getAttribute("href").slice(1));
    if (!card) return;
    state.open = { card: card.id, key: chip.dataset.key };
    state.chip = chip.id;
    showTurn(card.closest(".passages").dataset.turn);
    const folded = card.closest("details");
    if (folded) folded.open = true;
    document.body.classList.add("sheet");
    if (getComputedStyle(byId("panel")).position === "fixed") chip.scrollIntoView({ block: "start", behavior: behavior() });
    reveal(light());
    card.focus({ preventScroll: true });
  };

  const closePanel = () => {
    document.body.classList.remove("sheet");
    byId(state.chip)?.focus();
  };

  // Says whether it could; a page that is not served from this machine has no clipboard of its own.
  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  const copy = async (button) => {
    const done = await write(button.dataset.copy || button.closest(".turn").querySelector(".plain").value);
    button.focus({ preventScroll: true });
    // Kept apart from the text, which at a second click may still say "Copied".
    button.dataset.label ??= button.textContent;
    button.textContent = done ? "Copied" : "Could not copy; select the text and copy it.";
    status.textContent = button.textContent;
    setTimeout(() => (button.textContent = button.dataset.label), done ? 1500 : 5000);
  };

  const judge = (turn, verdict, note) => window.briefs?.judge({ turn: Number(turn.dataset.turn), verdict, note });

  const verdict = (button) => {
    const turn = button.closest(".turn");
    all("[data-verdict]", turn).forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    turn.querySelector(".note").hidden = false;
    turn.querySelector(".thanks").hidden = true;
    judge(turn, button.dataset.verdict, "");
  };

  const sendNote = (form) => {
    const turn = form.closest(".turn");
    const pressed = turn.querySelector('[data-verdict][aria-pressed="true"]');
    judge(turn, pressed.dataset.verdict, form.elements.note.value);
    form.hidden = true;
    turn.querySelector(".thanks").hidden = false;
    status.textContent = "Noted, thank you.";
  };

  const remove = (button) => {
    if (confirm(`Remove “${button.dataset.title}” from the library?`)) {
      window.briefs?.remove({ brief: button.dataset.remove });
    }
  };

  const clicks = [
    ["a.cite", openPassage],
    ["[data-ask]", (button) => window.briefs?.ask({ question: button.dataset.ask })],
    ["[data-copy]", copy],
    ["[data-verdict]", verdict],
    ["[data-remove]", remove],
    ["[data-close]", closePanel],
  ];

  document.addEventListener("click", (event) => {
    for (const [query, act] of clicks) {
      const target = event.target.closest?.(query);
      if (target) {
        event.preventDefault();
        act(target);
        return;
      }
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-searched]")) window.briefs?.ask({ question: form.elements.question.value });
    else if (form.matches("[data-note]")) sendNote(form);
    else return;
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chip && event.target.closest?.("#panel")) closePanel();
  });

  document.addEventListener("focusin", (event) => (state.focus = event.target.id || null));

  const tell = (turn, first) => {
    const said = `${turn.id}: ${turn.dataset.said}`;
    if (said !== state.told && !first) status.textContent = turn.dataset.said;
    state.told = said;
  };

  // A new turn comes to the top; once more when it is whole, because there was no room to scroll while it was short.
  const newest = () => {
    const turn = all("#thread .turn, #draft .turn").pop();
    if (!turn) {
      if (document.querySelector(".welcome")) state.last = "";
      return;
    }
    const first = state.last === null;
    tell(turn, first);
    const moment = turn.id + (turn.classList.contains("draft") ? "" : " whole");
    if (moment === state.last) return;
    if (state.last?.split(" ")[0] !== turn.id) {
      state.open = null;
      document.body.classList.remove("sheet");
    }
    state.last = moment;
    turn.scrollIntoView({ block: "start", behavior: first ? "auto" : behavior() });
  };

  // Gradio replaces whole pieces of HTML: what the reader had open, lit and focused is put back.
  const restore = () => {
    const hint = document.querySelector("#within .token") ? "Add another" : "Asking all briefs";
    document.querySelector("#within input")?.setAttribute("placeholder", hint);
    byId("panel")?.setAttribute("role", "complementary");
    byId("panel")?.setAttribute("aria-label", "Sources");
    newest();
    const groups = all(".passages");
    const last = groups.at(-1)?.dataset.turn ?? null;
    if (last !== null && (!state.open || !groups.some((group) => group.dataset.turn === state.turn))) showTurn(last);
    else showTurn(state.turn);
    light();
    if (document.activeElement === document.body && state.focus) byId(state.focus)?.focus({ preventScroll: true });
  };

  let waiting = false;
  const watch = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      restore();
    });
  });

  const start = () => {
    document.body.append(status);
    watch.observe(document.body, { childList: true, subtree: true });
    restore();
  };
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
