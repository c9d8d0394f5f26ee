"use strict";
{
  // Without this script a column's values stand above the chart; with it, in a box beside it.
  const SVG = "http://www.w3.org/2000/svg";
  const PAD = 8;
  const LINE = 17;

  function make(name, parent) {
    return parent.appendChild(document.createElementNS(SVG, name));
  }

  function prepare(chart) {
    // Browsers show the title of a picture wherever the pointer rests on it.
    const title = chart.querySelector("title");
    chart.setAttribute("aria-label", title.textContent);
    title.remove();
    const tip = make("g", chart);
    tip.classList.add("tip");
    tip.setAttribute("aria-hidden", "true");
    make("rect", tip);
    make("text", tip);
    chart.classList.add("has-tip");
    chart.parentElement.scrollLeft = chart.parentElement.scrollWidth; // to what is latest
    chart.addEventListener("pointerover", (event) => show(chart, event.target));
    chart.addEventListener("focusin", (event) => show(chart, event.target));
    chart.addEventListener("pointerleave", () => show(chart, document.activeElement));
    chart.addEventListener("focusout", () => show(chart, null));
  }

  function show(chart, target) {
    const tip = chart.querySelector(".tip");
    const column = target?.closest?.(".col");
    if (!column || !chart.contains(column)) {
      tip.toggleAttribute("hidden", true);
      return;
    }
    tip.toggleAttribute("hidden", false);
    write(tip, linesOf(column));
    place(tip, column.querySelector("path").getBBox(), chart.viewBox.baseVal);
  }

  // One value is named in full by the link; several stand on a line each.
  function linesOf(column) {
    const lines = column.querySelector("text").textContent.split("\n");
    return lines.length > 1 ? lines.map((line) => line.replace(/[,:]$/, "")) : [column.ariaLabel];
  }

  function write(tip, lines) {
    const text = tip.querySelector("text");
    text.replaceChildren();
    for (const [place, line] of lines.entries()) {
      const row = make("tspan", text);
      row.setAttribute("x", PAD);
      row.setAttribute("y", PAD + LINE * place + 11);
      row.textContent = line;
    }
  }

  function place(tip, area, sheet) {
    const box = tip.querySelector("text").getBBox();
    const width = box.width + 2 * PAD;
    const height = box.height + 2 * PAD - 2;
    const rect = tip.querySelector("rect");
    rect.setAttribute("width", width);
    rect.setAttribute("height", height);
    const right = area.x + area.width + 4;
    const x = right + width < sheet.width ? right : area.x - width - 4;
    tip.setAttribute("transform", `translate(${Math.max(x, 1)} ${Math.min(area.y, sheet.height - height)})`);
  }

  document.querySelectorAll(".chart").forEach(prepare);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll(".chart").forEach((chart) => show(chart, null));
  });
}
