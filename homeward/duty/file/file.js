"use strict";
// Opens the cards with the passphrase, in this browser alone. The page forbids itself the network.
const held = JSON.parse(document.getElementById("held").textContent);
const form = document.getElementById("asking");
const told = document.getElementById("told");
const cards = document.getElementById("cards");
const typed = document.getElementById("passphrase");
const IDLE = 30 * 60 * 1000;

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const plain = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

async function opened(words) {
  const text = new TextEncoder();
  const from = await crypto.subtle.importKey("raw", text.encode(plain(words)), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt: bytes(held.salt), iterations: held.rounds };
  const key = await crypto.subtle.deriveKey(way, from, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const about = { name: "AES-GCM", iv: bytes(held.nonce), additionalData: text.encode(held.about) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(about, key, bytes(held.cards)));
}

function say(words) {
  told.textContent = words;
}

// A computer that is left alone shows nothing for long.
let waits;
function stay() {
  clearTimeout(waits);
  waits = setTimeout(() => location.reload(), IDLE);
}

function narrow(words) {
  const sought = words.toLowerCase().trim();
  let shown = 0;
  for (const card of cards.querySelectorAll("article")) {
    card.hidden = !card.textContent.toLowerCase().includes(sought);
    shown += card.hidden ? 0 : 1;
  }
  document.getElementById("found").textContent = shown === 1 ? "1 card" : `${shown} cards`;
}

function show(text) {
  cards.innerHTML = text;
  form.hidden = true;
  form.reset();
  say("");
  document.getElementById("find").addEventListener("input", (event) => narrow(event.target.value));
  document.getElementById("print").addEventListener("click", () => print());
  document.getElementById("close").addEventListener("click", () => location.reload());
  narrow("");
  document.getElementById("find").focus();
  for (const kind of ["keydown", "pointerdown", "scroll"]) addEventListener(kind, stay, { passive: true });
  stay();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!globalThis.crypto?.subtle) {
    say("This browser cannot open the file. Open it in Edge, Chrome or Firefox.");
    return;
  }
  say("Opening. It takes a second or two.");
  try {
    show(await opened(typed.value));
  } catch {
    say(
      "That passphrase does not open this file. Look whether a newer one was set after the hour above, and try again. " +
        "If nothing opens it, phone the manager on call.",
    );
    typed.focus();
  }
});
