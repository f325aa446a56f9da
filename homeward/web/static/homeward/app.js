/* Homeward's own script: small and plain. Every page works without it.
   It keeps what is typed, sends it though the connection comes and goes, warns before a session ends, and
   stops a form being sent twice. */

const WARN_BEFORE_MS = 2 * 60 * 1000;
const SAVE_AFTER_MS = 3000;
const RETRY_AFTER_MS = 15000;
const SECOND_CLICK_MS = 4000;
const SENDING_MS = 120000;
const KEPT_HERE_MS = 60 * 60 * 1000;
const KEPT_HERE = "homeward-typed:";

const body = document.body;
const tokenInputs = () => [...document.querySelectorAll("input[name=csrfmiddlewaretoken]")];
// Signing in again in another tab changes the token; the cookie always has the newest.
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? tokenInputs()[0]?.value ?? "";

function post(url, data, as = "fetch", more = {}) {
  // "manual": a redirect means that the session has ended, and following it would look like success.
  const headers = { "X-CSRFToken": token(), "X-Requested-With": as };
  return fetch(url, { method: "POST", body: data, credentials: "same-origin", redirect: "manual", headers, ...more });
}
const signedOut = (answer) => answer.type === "opaqueredirect" || answer.status === 401;

/* GOV.UK's components */
body.classList.add("js-enabled", "govuk-frontend-supported");
function dress(scope) {
  if (!body.dataset.govuk) return;
  import(body.dataset.govuk).then(({ initAll }) => initAll(scope ? { scope } : {})).catch(() => {});
}
dress();

/* The error summary takes the focus, so that the errors are the first thing read aloud. */
const focusOnErrors = () => document.querySelector(".govuk-error-summary")?.focus();
focusOnErrors();

/* A link that is called a button answers to the space bar, as a button does. */
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.defaultPrevented || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});

/* What was typed without a connection, until the server has it. Only then is it kept in the browser at all:
   a telephone throws away the pages behind the one in view, and the server could not be reached. In
   sessionStorage, because it ends with its tab and no other tab reads it; localStorage and IndexedDB stay on
   the disk for whoever opens the telephone next. It goes when the server has it, when somebody signs out, and
   after an hour. Photos are never kept here. */
const here = {
  name: () => KEPT_HERE + location.pathname,
  writer: (form) => form.elements.sending?.value.split(".")[0],
  keep(form) {
    const typed = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    try { sessionStorage.setItem(here.name(), JSON.stringify({ at: Date.now(), writer: here.writer(form), typed })); } catch { /* none to be had */ }
  },
  forget() { try { sessionStorage.removeItem(here.name()); } catch { /* none to be had */ } },
  forgetOld(all) {
    try {
      Object.keys(sessionStorage).filter((name) => name.startsWith(KEPT_HERE)).forEach((name) => {
        const old = !(Date.now() - JSON.parse(sessionStorage.getItem(name)).at < KEPT_HERE_MS);
        if (all || old) sessionStorage.removeItem(name);
      });
    } catch { /* none to be had */ }
  },
  giveBack(form) {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(here.name())); } catch { /* none to be had */ }
    if (!kept) return false;
    if (kept.writer !== here.writer(form)) { here.forget(); return false; }
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
      const values = kept.typed.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    return true;
  },
};
here.forgetOld(false);

/* A second press within a few seconds is a slip of the hand, not a second wish. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.action.endsWith("/sign-out/")) here.forgetOld(true);
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
function autosave(form, isBack) {
  const line = document.querySelector("[data-saved]");
  const bar = line?.closest(".hw-saved");
  let timer = 0;
  let typed = 0;
  let left = false;
  let offline = false;

  function say(text, failed) {
    bar?.classList.toggle("hw-saved--not", failed);
    if (line && line.textContent !== text) line.textContent = text;
  }
  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }
  async function save() {
    // A form that another took the place of holds older words, and what still listens for it must not save them.
    if (left || !form.isConnected) return;
    const sending = typed;
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await post(form.dataset.autosave, data);
      if (left) return;
      if (signedOut(answer) || answer.status === 403) {
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
      offline = false;
      if (!unsaved) here.forget();
      say(`Saved ${told.saved ?? clock(new Date())}.`, false);
      if (unsaved) later(SAVE_AFTER_MS);
    } catch {
      if (left) return;
      offline = true;
      here.keep(form);
      say("Not saved: no connection. What you typed stays on this page.", true);
      later(RETRY_AFTER_MS);
    }
  }
  form.addEventListener("input", () => {
    typed += 1;
    // A save is already waiting: let it come, so that long typing is saved on the way.
    if (!unsaved) later(SAVE_AFTER_MS);
    unsaved = true;
    if (offline) here.keep(form);
  });
  const leave = (event) => {
    if (event.defaultPrevented) return;
    left = true;
    clearTimeout(timer);
    unsaved = false;
  };
  form.addEventListener("submit", leave);
  form.addEventListener("sent", leave);
  if (isBack) {
    say("What you typed without a connection is back.", false);
    typed += 1;
    unsaved = true;
    later(0);
  }
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

/* Sending though the connection comes and goes: the page stays, with its words and photos, until the server
   says that it has them. The form carries a key, so that the server takes it once however often it comes. */
let unsent = false;
function send(form) {
  const box = form.querySelector("[data-waiting]");
  let timer = 0;
  let again = false; // whether it goes by itself
  let busy = false;
  let gone = false;

  function wait(text, byItself) {
    unsent = true;
    again = byItself;
    box.querySelector("[data-waiting-text]").textContent = text;
    box.hidden = false;
    clearTimeout(timer);
    if (again) timer = setTimeout(go, RETRY_AFTER_MS);
  }
  function finish() {
    gone = true;
    unsent = false;
    clearTimeout(timer);
    here.forget();
    form.dispatchEvent(new Event("sent"));
    requestMade();
  }
  async function took(answer) {
    if (signedOut(answer)) {
      wait("Not sent: you have been signed out. What you typed stays on this page. Sign in again in another tab, then send it here.", false);
      return;
    }
    if (answer.headers.get("Content-Type")?.includes("json")) {
      const told = await answer.json();
      finish();
      location.assign(told.go);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("main form[data-send]")) {
      finish();
      show(page);
    } else if (answer.status >= 500) {
      wait("Not sent: something of ours is not working. What you typed stays on this page, and we keep trying.", true);
    } else {
      wait("Not sent: the page has grown too old, or is not yours to write on now. Copy what you typed, then open the page again.", false);
    }
  }
  function show(page) {
    const chosen = [...form.querySelectorAll("input[type=file]")].filter((input) => input.files.length);
    const main = document.adoptNode(page.querySelector("main"));
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    chosen.forEach((input) => {
      const fresh = main.querySelector(`input[name="${input.name}"]`);
      if (fresh) fresh.files = input.files;
    });
    window.scrollTo(0, 0);
    dress(main);
    attach(main);
    focusOnErrors();
  }
  async function go() {
    if (busy || gone) return;
    busy = true;
    tokenInputs().forEach((input) => { input.value = token(); });
    try {
      await took(await post(form.action, new FormData(form), "send", { signal: AbortSignal.timeout(SENDING_MS) }));
    } catch {
      here.keep(form);
      wait("Not sent yet: there is no connection. Everything you typed is still on this page. Keep it open: it is sent by itself when the connection is back.", true);
    }
    busy = false;
  }
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    go();
  });
  form.addEventListener("input", () => {
    // Half a sentence must not go by itself.
    if (again && !gone) wait("Not sent yet. You have changed it since: send it when you are ready.", false);
  });
  form.querySelector("[data-send-now]").addEventListener("click", go);
  window.addEventListener("online", () => { if (again && !gone) go(); });
}

/* What was typed comes back into every form that can keep it. Sending first: autosave leaves a form alone only
   when the browser itself takes it away. */
function attach(scope) {
  scope.querySelectorAll("form[data-send], form[data-autosave]").forEach((form) => {
    const isBack = here.giveBack(form);
    if ("send" in form.dataset) send(form);
    if ("autosave" in form.dataset) autosave(form, isBack);
  });
}
attach(document);

/* Leaving with something not yet saved or sent asks first. */
window.addEventListener("beforeunload", (event) => { if (unsaved || unsent) event.preventDefault(); });

/* Two minutes before the session ends, ask. */
const dialog = document.querySelector("[data-session-dialog]");
const seconds = Number(body.dataset.sessionSeconds ?? 0);
if (dialog && seconds) {
  const text = dialog.querySelector("[data-session-text]");
  const warning = text.textContent;
  let ended = false;

  function over() {
    ended = true;
    if (unsent) text.textContent = "You have been signed out. What you typed stays on this page. Sign in again in another tab, then send it here.";
    else if (unsaved) text.textContent = "You have been signed out. What you typed stays on this page: copy it, or sign in again in another tab and it will be saved.";
    else {
      location.reload();
      return;
    }
    if (!dialog.open) dialog.showModal();
  }
  const stay = async () => {
    try {
      const answer = await post(body.dataset.keepalive);
      if (answer.ok) requestMade();
      else over();
    } catch {
      text.textContent = "There is no connection, so we could not keep you signed in. Try again.";
      if (!dialog.open) dialog.showModal();
    }
  };
  const look = () => {
    const left = lastRequestAnywhere() + seconds * 1000 - Date.now();
    if (left > 0) ended = false; // signed in again, perhaps in another tab
    if (left <= 0 && !ended) {
      over();
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
