"use strict";
{
  // What a number of seats costs, told while it is typed. The page says the price of one without it.
  for (const preview of document.querySelectorAll(".preview[data-field]")) {
    const field = document.getElementById(preview.dataset.field);
    const { old, price, currency, more, fewer } = preview.dataset;
    const language = document.documentElement.lang;
    const count = new Intl.NumberFormat(language);
    const money = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

    const tell = () => {
      const change = Number(field.value) - Number(old);
      const said = {
        old: count.format(old),
        new: count.format(field.value),
        count: count.format(Math.abs(change)),
        sum: `${money.format(Math.abs(change) * Number(price))} ${currency}`,
      };
      preview.textContent = change && Number(field.value) > 0
        ? (change > 0 ? more : fewer).replace(/\{(\w+)\}/g, (_whole, name) => said[name])
        : "";
    };
    field.addEventListener("input", tell);
    tell();
  }
}
{
  // A product decides what else a line can say. What cannot be had is not offered; what is already
  // there has its term.
  const offer = (select, codes) => {
    if (!select) return;
    const offered = codes.split(" ");
    for (const option of select.options) option.disabled = !offered.includes(option.value);
    if (!offered.includes(select.value)) select.value = offered[0];
  };
  const showCell = (line, name, shown) => {
    const cell = line.querySelector(`.cell.${name}`);
    if (cell) cell.hidden = !shown;
  };

  const show = (line, { held, addOn }) => {
    for (const name of ["term", "billing_cycle", "name"]) showCell(line, name, !held);
    showCell(line, "parent", Boolean(addOn));
  };
  const fill = (line, { terms, cycles, quantity }) => {
    if (terms) offer(line.querySelector(".cell.term select"), terms);
    if (cycles) offer(line.querySelector(".cell.billing_cycle select"), cycles);
    const number = line.querySelector(".cell.quantity input");
    if (number && quantity) number.value = quantity;
  };
  const lineOf = (field) => field.closest(".order-line");

  const form = document.querySelector("form.ordering");

  if (form) {
    const showAll = () => {
      for (const select of form.querySelectorAll(".cell.item select")) {
        show(lineOf(select), select.selectedOptions[0].dataset);
      }
    };
    showAll();
    form.addEventListener("change", ({ target }) => {
      if (!target.matches(".cell.item select")) return;
      show(lineOf(target), target.selectedOptions[0].dataset);
      fill(lineOf(target), target.selectedOptions[0].dataset);
    });
    // A line more without asking the server, which could do it as well.
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=add]");
      const total = form.querySelector("[name$=TOTAL_FORMS]");
      const most = Number(form.querySelector("[name$=MAX_NUM_FORMS]")?.value);
      if (!button || !(Number(total.value) < most)) return;
      event.preventDefault();
      const place = Number(total.value);
      const holder = document.createElement("div");
      holder.innerHTML = document.getElementById("another-line").innerHTML
        .replaceAll("__prefix__", place).replaceAll("__number__", place + 1);
      const line = holder.firstElementChild;
      form.querySelector(".order-lines-form").append(line);
      total.value = place + 1;
      showAll();
      line.querySelector("select, input").focus();
    });
  }
}
{
  // What is sent once is sent: a second click of a hasty hand is not a second wish.
  document.addEventListener("submit", (event) => {
    const { target } = event;
    if (!target.matches("form.operation")) return;
    if (target.dataset.sent) event.preventDefault();
    target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}
