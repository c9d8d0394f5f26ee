"use strict";
{
  // One box for all of one name in its form, wherever in the page these stand; and how many are
  // chosen. Without it one ticks them one by one.
  for (const all of document.querySelectorAll("input[data-choose-all]")) {
    const boxes = [...all.form.elements].filter(
      (box) => box.name === all.dataset.chooseAll && !box.disabled,
    );
    const count = all.form.querySelector("[data-chosen]");
    const tell = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      all.checked = chosen === boxes.length;
      all.indeterminate = chosen > 0 && !all.checked;
      if (count) {
        count.textContent = chosen;
        count.hidden = !chosen;
      }
    };
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      tell();
    });
    document.addEventListener("change", ({ target }) => {
      if (boxes.includes(target)) tell();
    });
    all.parentElement.hidden = !boxes.length;
    if (boxes.length) tell();
  }
}
