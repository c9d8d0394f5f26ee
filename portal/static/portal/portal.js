"use strict";
{
  // Menus are <details>, which open without a script. What is missing is how they close again.
  const openMenus = () => document.querySelectorAll("details:is(.menu, .help)[open]");

  function closeOthers(event) {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  }
  document.addEventListener("click", closeOthers);
  // Pressing the text of a label focuses what lies around the menu, which is no way out of it.
  document.addEventListener("focusin", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target) && !event.target.contains(menu)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      event.preventDefault(); // a sheet around the menu stays open
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Copying, told to the ear as well as to the eye.
  const announcer = document.getElementById("announcer");

  function announce(text) {
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = text; }, 50);
  }

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      // Browsers refuse the clipboard to pages that come without https.
      getSelection().selectAllChildren(button.previousElementSibling);
      announce(announcer.dataset.selected);
      return;
    }
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1500);
    announce(announcer.dataset.copied);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
}
