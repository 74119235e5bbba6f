// Before the first paint: a script is there, and the theme chosen earlier. Loaded without defer, on purpose.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (error) { /* no storage: the system's theme stays */ }
})();
