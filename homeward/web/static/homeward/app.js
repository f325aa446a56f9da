/* Homeward's own script: small and plain. Every page works without it.
   It keeps what is typed, warns before a session ends, and stops a form being sent twice. */

const WARN_BEFORE_MS = 2 * 60 * 1000;
const SAVE_AFTER_MS = 3000;
const RETRY_AFTER_MS = 15000;
const SECOND_CLICK_MS = 4000;

const body = document.body;
const tokenInputs = () => [...document.querySelectorAll("input[name=csrfmiddlewaretoken]")];
// Signing in again in another tab changes the token; the cookie always has the newest.
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? tokenInputs()[0]?.value ?? "";

function post(url, data) {
  // "manual": a redirect means that the session has ended, and following it would look like success.
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch" };
  return fetch(url, { method: "POST", body: data, credentials: "same-origin", redirect: "manual", headers });
}

/* GOV.UK's components */
body.classList.add("js-enabled", "govuk-frontend-supported");
if (body.dataset.govuk) {
  import(body.dataset.govuk).then(({ initAll }) => initAll()).catch(() => {});
}

/* The error summary takes the focus, so that the errors are the first thing read aloud. */
document.querySelector(".govuk-error-summary")?.focus();

/* A link that is called a button answers to the space bar, as a button does. */
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.defaultPrevented || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});

/* A second press within a few seconds is a slip of the hand, not a second wish. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (Date.now() - Number(form.dataset.sentAt ?? 0) < SECOND_CLICK_MS) event.preventDefault();
  else {
    form.dataset.sentAt = String(Date.now());
    tokenInputs().forEach((input) => { input.value = token(); });
  }
});

/* Coming back with the Back button: the form may be sent again. */
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent-at]").forEach((form) => delete form.dataset.sentAt);
});

/* When a session ends is known by every tab through the moment of the last request. */
let lastRequest = Date.now();
function requestMade() {
  lastRequest = Date.now();
  try { localStorage.setItem("homeward-last-request", String(lastRequest)); } catch { /* private window */ }
}
function lastRequestAnywhere() {
  try { return Math.max(lastRequest, Number(localStorage.getItem("homeward-last-request"))); } catch { return lastRequest; }
}
requestMade();

/* Saving while typing */
let unsaved = false;
function autosave(form) {
  const line = document.querySelector("[data-saved]");
  const bar = line?.closest(".hw-saved");
  let timer = 0;
  let typed = 0;
  let left = false;

  function say(text, failed) {
    bar?.classList.toggle("hw-saved--not", failed);
    if (line && line.textContent !== text) line.textContent = text;
  }
  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }
  async function save() {
    const sending = typed;
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await post(form.dataset.autosave, data);
      if (left) return;
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        say("Not saved: you have been signed out. What you typed stays on this page; sign in again in another tab.", true);
        later(RETRY_AFTER_MS);
        return;
      }
      if (!answer.ok) {
        say("Not saved: something of ours is not working. What you typed stays on this page, and we keep trying.", true);
        later(RETRY_AFTER_MS);
        return;
      }
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      requestMade();
      unsaved = sending !== typed;
      say(`Saved ${told.saved ?? clock(new Date())}.`, false);
      if (unsaved) later(SAVE_AFTER_MS);
    } catch {
      if (left) return;
      say("Not saved: no connection. What you typed stays on this page.", true);
      later(RETRY_AFTER_MS);
    }
  }
  form.addEventListener("input", () => {
    typed += 1;
    // A save is already waiting: let it come, so that long typing is saved on the way.
    if (!unsaved) later(SAVE_AFTER_MS);
    unsaved = true;
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    left = true;
    clearTimeout(timer);
    unsaved = false;
  });
  window.addEventListener("online", () => { if (unsaved) later(0); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) left = false; });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && unsaved && !left) save();
  });
}
function clock(now) {
  const minutes = now.getMinutes() ? `.${String(now.getMinutes()).padStart(2, "0")}` : "";
  return `${now.getHours() % 12 || 12}${minutes}${now.getHours() < 12 ? "am" : "pm"}`;
}
document.querySelectorAll("form[data-autosave]").forEach(autosave);

/* Leaving with something not yet saved asks first. */
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

/* Two minutes before the session ends, ask. */
const dialog = document.querySelector("[data-session-dialog]");
const seconds = Number(body.dataset.sessionSeconds ?? 0);
if (dialog && seconds) {
  const text = dialog.querySelector("[data-session-text]");
  const warning = text.textContent;
  let ended = false;

  const stay = async () => {
    try {
      const answer = await post(body.dataset.keepalive);
      if (answer.ok) requestMade();
      else location.reload();
    } catch {
      text.textContent = "There is no connection, so we could not keep you signed in. Try again.";
      if (!dialog.open) dialog.showModal();
    }
  };
  const look = () => {
    const left = lastRequestAnywhere() + seconds * 1000 - Date.now();
    if (left <= 0 && !ended) {
      ended = true;
      if (unsaved) text.textContent = "You have been signed out. What you typed stays on this page: copy it, or sign in again in another tab and it will be saved.";
      else location.reload();
    } else if (left > 0 && left <= Math.min(WARN_BEFORE_MS, seconds * 500)) {
      if (!dialog.open) {
        text.textContent = warning;
        dialog.showModal();
      }
    } else if (left > 0 && dialog.open) dialog.close();
  };
  dialog.addEventListener("close", () => {
    const left = lastRequestAnywhere() + seconds * 1000 - Date.now();
    // Closed by hand, with the button or the Escape key: either way they are still here.
    if (!ended && left <= WARN_BEFORE_MS) stay();
  });
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
}
