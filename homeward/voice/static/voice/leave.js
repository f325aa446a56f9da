/* For the pages of families. Leaves at once, and lets no page of ours stand in the history where that can be helped:
   what is replaced is not there when somebody presses Back. Every page works without it. */

const away = document.querySelector("[data-leave]");

function leave() {
  document.documentElement.hidden = true; // at once, also where the network is slow
  location.replace(away.href);
}
away.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
});

/* From one of these pages to another: the one before goes. */
for (const link of document.querySelectorAll("[data-replace]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}

/* A page that the browser kept as it was is asked for again: by then the session has ended. */
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
