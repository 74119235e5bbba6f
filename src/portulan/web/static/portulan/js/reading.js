// Reading pages: print buttons, and the outline that says where the reader is.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

const links = new Map();
for (const link of document.querySelectorAll(".sommaire ol ol a")) links.set(link.hash.slice(1), link);

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) mark(links.get(entry.target.id));
  }
}, { rootMargin: "-15% 0px -75% 0px" });

function mark(current) {
  for (const link of links.values()) link.removeAttribute("aria-current");
  current?.setAttribute("aria-current", "true");
}

function watch() {
  seen.disconnect();
  for (const id of links.keys()) {
    const row = document.getElementById(id);
    if (row) seen.observe(row);
  }
}

watch();
document.addEventListener("htmx:afterSettle", watch);
