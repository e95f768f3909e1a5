// Runs once, as the page's relay loads: clicks and keys anywhere become events of the relay.
// Words are only ever set as text; nothing here makes markup.
const SENT = ["cite", "example", "again", "alone", "widen", "edit", "remove", "vote"];
const tip = document.createElement("div");
tip.id = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
let opener = null;

function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea"); // pages that are not on https or this machine
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  return Promise.resolve();
}

function copied(button) {
  const label = button.textContent;
  button.textContent = "已复制";
  setTimeout(() => { button.textContent = label; }, 1500);
}

function closePane() {
  delete document.querySelector("#right").dataset.reading;
  if (opener && opener.isConnected) opener.focus();
  opener = null;
}

function act(button) {
  const { act, ...data } = button.dataset;
  hideTip();
  if (data.confirm && !confirm(data.confirm)) return;
  if (act === "copy") copy(data.copy).then(() => copied(button));
  else if (act === "close") closePane();
  else if (act === "theme") {
    const dark = document.body.classList.toggle("dark");
    localStorage.setItem("plans-theme", dark ? "dark" : "light");
  } else if (SENT.includes(act)) {
    if (act === "cite") {
      if (!button.closest("#pane")) opener = button;
      document.querySelector("#right").dataset.reading = "1";
      delete document.querySelector("#pane .text")?.dataset.seen;
      setTimeout(reveal, 400); // for the place that is open already
    }
    if (act === "vote") {
      const words = button.closest("details")?.querySelector("input");
      data.reason ??= words?.value ?? "";
      button.closest(".actions").dataset.voted = data.helpful;
      button.closest("details")?.removeAttribute("open");
    }
    trigger(act, data);
  }
}

function showTip(number) {
  const from = document.createElement("small");
  from.textContent = number.dataset.from;
  const quote = document.createElement("p");
  quote.textContent = number.dataset.tip;
  tip.replaceChildren(from, quote);
  tip.hidden = false;
  const at = number.getBoundingClientRect(), own = tip.getBoundingClientRect();
  const below = at.bottom + own.height + 8 < innerHeight;
  tip.style.top = `${below ? at.bottom + 6 : Math.max(4, at.top - own.height - 6)}px`;
  tip.style.left = `${Math.max(8, Math.min(at.left, innerWidth - own.width - 8))}px`;
}

function hideTip() { tip.hidden = true; }

const tipped = (event) => event.target.closest?.("[data-tip]");
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-act]");
  if (button) act(button);
});
document.addEventListener("mouseover", (event) => (tipped(event) ? showTip(tipped(event)) : hideTip()));
document.addEventListener("focusin", (event) => (tipped(event) ? showTip(tipped(event)) : hideTip()));
document.addEventListener("scroll", hideTip, true);

document.addEventListener("keydown", (event) => {
  const inQuestion = event.target.closest?.("#question textarea");
  // A key that belongs to an input method, or a line break, is the text box's own.
  if (inQuestion && event.key === "Enter" && (event.isComposing || event.shiftKey)) {
    event.stopPropagation();
  }
  if (event.key !== "Escape") return;
  const stop = document.querySelector("#stop");
  if (!tip.hidden) hideTip();
  else if (stop && stop.offsetParent) stop.click();
  else closePane();
}, true);

// What the pane was opened for is brought into view, and read out from its heading.
function reveal() {
  const text = document.querySelector("#pane .text");
  const mark = document.querySelector("#pane mark");
  if (!text || text.dataset.seen) return;
  text.dataset.seen = "1";
  if (mark) {
    const up = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += up - text.clientHeight / 3;
  }
  if (opener) document.querySelector("#pane h2")?.focus({ preventScroll: true });
}

// A new answer is scrolled to its question, and said to who cannot see it.
const said = document.createElement("div");
said.className = "unseen";
said.setAttribute("aria-live", "polite");
document.body.append(said);
let answered = 0;
new MutationObserver(() => {
  const turns = document.querySelectorAll("#chat .turn");
  const chat = document.querySelector("#chat");
  if (turns.length > answered) {
    const last = turns[turns.length - 1];
    if (chat.scrollHeight > chat.clientHeight) {
      chat.scrollTop += last.getBoundingClientRect().top - chat.getBoundingClientRect().top;
    } else last.scrollIntoView({ block: "nearest" });
    said.textContent = last.querySelector(".reply").textContent;
  }
  answered = turns.length;
  reveal();
}).observe(document.body, { childList: true, subtree: true });

// How long the queue is Gradio says in English, and takes no other words for it.
const WAITING = [
  [/^queue: (\d+)\/(\d+) \|$/, "排队第 $1 位，共 $2 位 · "],
  [/^processing \|$/, "正在回答 · "],
  [/^([\d.]+(?:\/[\d.]+)?)s$/, "$1 秒"],
];
new MutationObserver(() => {
  for (const progress of document.querySelectorAll(".progress-text")) {
    const words = document.createTreeWalker(progress, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const said = words.currentNode.data.trim();
      const known = WAITING.find(([pattern]) => pattern.test(said));
      if (known) words.currentNode.data = said.replace(...known);
    }
  }
}).observe(document.body, { childList: true, characterData: true, subtree: true });

const theme = localStorage.getItem("plans-theme");
if (theme) document.body.classList.toggle("dark", theme === "dark");
document.documentElement.lang = "zh-CN";
