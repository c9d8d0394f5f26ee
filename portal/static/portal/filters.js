"use strict";
{
  // Addresses stay short: what says nothing is not sent. An empty date does say something (an open end).
  function shorten(form, data) {
    const keep = new Set(Array.from(form.querySelectorAll("[data-keep-empty]"), (input) => input.name));
    for (const [name, value] of [...data]) {
      if (value === "" && !keep.has(name)) data.delete(name);
    }
    for (const input of form.querySelectorAll("[data-suggest]")) {
      if (chosenId(input).value) data.delete(input.name);
    }
  }

  // Choices: typing narrows them, the summary says what is chosen.
  function setUpPicker(picker) {
    const search = picker.querySelector("[type=search]");
    const boxes = [...picker.querySelectorAll("[type=checkbox]")];
    const nothing = picker.querySelector("[data-nothing]");
    const textOf = (box) => box.parentElement.textContent.trim();

    function narrow() {
      const wanted = search.value.trim().toLocaleLowerCase();
      for (const group of picker.querySelectorAll("fieldset")) {
        const whole = group.querySelector("legend")?.textContent.toLocaleLowerCase().includes(wanted);
        for (const box of group.querySelectorAll("[type=checkbox]")) {
          box.parentElement.hidden = !whole && !textOf(box).toLocaleLowerCase().includes(wanted);
        }
        group.hidden = !group.querySelector("label:not([hidden])");
      }
      nothing.textContent = picker.querySelector("label:not([hidden])") ? "" : nothing.dataset.nothing;
    }

    function sumUp() {
      const chosen = boxes.filter((box) => box.checked);
      picker.querySelector("summary span").textContent =
        chosen.length === 0 ? picker.dataset.any
        : chosen.length === 1 ? textOf(chosen[0])
        : picker.dataset.several.replace("#", chosen.length);
    }

    search.hidden = boxes.length < 8;
    search.addEventListener("input", narrow);
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // chooses nothing, and must not send the form
      if (event.key === "ArrowDown") {
        event.preventDefault();
        picker.querySelector("label:not([hidden]) input")?.focus();
      }
    });
    picker.addEventListener("change", sumUp);
    picker.addEventListener("toggle", () => {
      if (picker.open && !search.hidden && matchMedia("(hover: hover)").matches) search.focus();
    });
  }

  // The customer: a list autocomplete as WAI-ARIA 1.2 describes it, with the id in a hidden input.
  const chosenId = (input) => input.nextElementSibling;

  function setUpSuggestions(input) {
    const list = document.getElementById(input.getAttribute("aria-controls"));
    const status = list.nextElementSibling;
    let current = -1;
    let timer, request;

    function show(on) {
      list.hidden = !on;
      input.setAttribute("aria-expanded", String(on));
      if (!on) mark(-1);
    }

    function mark(index) {
      current = index;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
      if (index < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({block: "nearest"});
    }

    function pick(option) {
      input.value = option.dataset.text;
      chosenId(input).value = option.dataset.id;
      show(false);
    }

    function makeOption({id, text, hint}, index) {
      const option = document.createElement("li");
      const small = document.createElement("small");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      Object.assign(option.dataset, {id, text});
      small.textContent = hint ?? "";
      option.append(text, small);
      return option;
    }

    async function suggest() {
      request?.abort();
      const typed = input.value.trim();
      status.textContent = "";
      if (!typed) return show(false);
      request = new AbortController();
      try {
        const address = `${input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
        const answer = await fetch(address, {signal: request.signal});
        const {results} = await answer.json();
        list.replaceChildren(...results.map(makeOption));
        show(results.length > 0 && document.activeElement === input);
        status.textContent = results.length ? status.dataset.some.replace("#", results.length) : status.dataset.none;
      } catch {
        show(false); // a name without suggestions still filters by its text
      }
    }

    chosenId(input).disabled = false;
    input.addEventListener("input", () => {
      chosenId(input).value = "";
      clearTimeout(timer);
      timer = setTimeout(suggest, 150);
    });
    input.addEventListener("blur", () => show(false));
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) pick(option);
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const last = list.children.length - 1;
      if (event.key === "ArrowDown") mark(current < last ? current + 1 : 0);
      else if (event.key === "ArrowUp") mark(current > 0 ? current - 1 : last);
      else if (event.key === "Enter" && current >= 0) pick(list.children[current]);
      else if (event.key === "Escape") show(false);
      else return;
      event.preventDefault();
    });
  }

  const form = document.getElementById("filters");
  form?.addEventListener("formdata", (event) => shorten(form, event.formData));
  document.querySelectorAll(".picker").forEach(setUpPicker);
  document.querySelectorAll("[data-suggest]").forEach(setUpSuggestions);
}
