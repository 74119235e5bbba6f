// An open meeting: notes that save themselves, a page that follows what others do, forms that do not leave it.
import { Notes } from "./live/notes.js";
import { correctInPlace } from "./live/acts.js";
import { follow, leave, live } from "./live/page.js";
import { marks } from "./live/marks.js";
import { sendLeftovers } from "./live/leftovers.js";
import { Place } from "./live/place.js";
import { keepDrafts } from "./live/drafts.js";

const seance = document.querySelector("[data-seance]");
if (seance) {
  const place = new Place(seance);
  const form = seance.querySelector("[data-notes]");
  const notes = form ? new Notes(place, form) : null;
  if (notes) marks(form, notes);
  notes?.restore();
  if (notes && location.search.includes("point=") && matchMedia("(pointer: fine)").matches) notes.take();
  sendLeftovers(place);
  keepDrafts(place);
  correctInPlace(place);
  live(place, notes);
  leave(place, notes);
  follow(place, notes);
}
