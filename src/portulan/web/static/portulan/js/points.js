// How many points are left to give, while they are typed.
const form = document.querySelector("[data-points]");

function count() {
  const given = [...form.querySelectorAll("input[type=number]")].reduce((sum, one) => sum + (Number(one.value) || 0), 0);
  const left = Number(form.dataset.points) - given;
  const place = form.querySelector("[data-left]");
  place.textContent = String(left);
  place.classList.toggle("t-verm", left < 0);
}

if (form) form.addEventListener("input", count);
