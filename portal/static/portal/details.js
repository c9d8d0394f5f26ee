"use strict";
{
  // The link of a row becomes a button that opens the entry's details under the row.
  const expanders = [...document.querySelectorAll("a.expander")];
  const expandAll = document.querySelector(".expand-all");
  const isOpen = (expander) => expander.getAttribute("aria-expanded") === "true";
  const entryOf = (expander) => expander.dataset.fragment.split("/").at(-3);

  async function load(address) {
    const answer = await fetch(address, {headers: {"X-Requested-With": "XMLHttpRequest"}});
    // Redirected, it is the sign-in page that came.
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status} ${address}`);
    return answer.text();
  }

  function failure(retry, expander) {
    const note = document.getElementById("details-failed").content.cloneNode(true).firstElementChild;
    note.querySelector("[data-retry]").addEventListener("click", retry);
    if (expander) note.querySelector("a").href = expander.href;
    else note.querySelector("span").remove();
    return note;
  }

  function detailRow(expander) {
    if (expander.detail) return expander.detail;
    const row = expander.closest("tr");
    const detail = document.createElement("tr");
    detail.id = `details-${entryOf(expander)}`;
    detail.className = "detail";
    detail.hidden = true;
    detail.expander = expander;
    const cell = detail.insertCell();
    cell.colSpan = row.cells.length;
    cell.tabIndex = -1;
    row.after(detail);
    expander.setAttribute("aria-controls", detail.id);
    expander.detail = detail;
    return detail;
  }

  async function fill(expander, address = expander.dataset.fragment) {
    const cell = detailRow(expander).cells[0];
    expander.setAttribute("aria-busy", "true");
    try {
      cell.innerHTML = await load(address);
      expander.loaded = true;
    } catch {
      const retry = async () => { await fill(expander, address); cell.focus({preventScroll: true}); };
      cell.replaceChildren(failure(retry, expander));
      expander.loaded = false;
    }
    expander.removeAttribute("aria-busy");
  }

  function show(expander, open) {
    detailRow(expander).hidden = !open;
    expander.closest("tr").classList.toggle("open", open);
    expander.setAttribute("aria-expanded", String(open));
    if (!expandAll) return;
    const all = expanders.every(isOpen);
    expandAll.textContent = all ? expandAll.dataset.collapse : expandAll.dataset.expand;
    expandAll.setAttribute("aria-expanded", String(all));
  }

  async function toggle(expander) {
    if (expander.hasAttribute("aria-busy")) return;
    const open = !isOpen(expander);
    if (open && !expander.loaded) await fill(expander);
    show(expander, open);
  }

  async function toggleAll() {
    const open = !expanders.every(isOpen);
    document.querySelector(".list-head + .note")?.remove();
    try {
      if (open && expanders.some((expander) => !expander.loaded)) await fillAll();
    } catch {
      document.querySelector(".list-head").after(failure(toggleAll));
      return;
    }
    for (const expander of expanders) show(expander, open);
  }

  async function fillAll() {
    const answer = document.createElement("template");
    answer.innerHTML = await load(expandAll.dataset.fragments);
    for (const expander of expanders) {
      const part = answer.content.querySelector(`[data-entry="${CSS.escape(entryOf(expander))}"]`);
      if (!part || expander.loaded) continue;
      detailRow(expander).cells[0].replaceChildren(part.content);
      expander.loaded = true;
    }
  }

  for (const expander of expanders) {
    expander.setAttribute("role", "button");
    expander.setAttribute("aria-expanded", "false");
    expander.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window, as with any link
      event.preventDefault();
      toggle(expander);
    });
    expander.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle(expander);
    });
  }

  if (expandAll) {
    expandAll.hidden = false;
    expandAll.dataset.expand = expandAll.textContent;
    expandAll.setAttribute("aria-expanded", "false");
    expandAll.addEventListener("click", toggleAll);
  }

  // Within opened details: "Show all" loads them whole, Escape closes them.
  document.addEventListener("click", async (event) => {
    const detail = event.target.closest("[data-more]")?.closest("tr.detail");
    if (!detail) return;
    event.preventDefault();
    await fill(detail.expander, `${detail.expander.dataset.fragment}?full=1`);
    detail.cells[0].focus({preventScroll: true});
  });

  document.addEventListener("keydown", (event) => {
    const detail = event.key === "Escape" && !event.defaultPrevented && event.target.closest("tr.detail");
    if (!detail) return;
    show(detail.expander, false);
    detail.expander.focus();
  });
}
