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
