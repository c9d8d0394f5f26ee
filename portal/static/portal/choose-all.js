"use strict";
{
  // Chooses all boxes of one name, or none of them again. Without it one ticks them one by one.
  for (const button of document.querySelectorAll("[data-choose-all]")) {
    const all = button.textContent;
    const boxes = [...button.form.elements].filter(
      (box) => box.name === button.dataset.chooseAll && !box.disabled,
    );
    const tell = () => {
      button.textContent = boxes.every((box) => box.checked) ? button.dataset.none : all;
    };
    button.addEventListener("click", () => {
      const choose = !boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = choose;
      tell();
    });
    button.form.addEventListener("change", tell);
    button.parentElement.hidden = boxes.length < 2;
    tell();
  }
}
