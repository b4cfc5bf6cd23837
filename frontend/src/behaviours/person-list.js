// Walking the list of people by keys: J and K, X chooses, Enter opens.
export function isTyping(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
}

export function personList(form) {
  let at = -1;
  const rows = () => [...form.querySelectorAll("tbody tr")].filter((row) => row.querySelector("[name=person]"));
  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      at = Math.max(0, Math.min(rows().length - 1, at + (key === "j" ? 1 : -1)));
      rows()[at]?.querySelector(".person-link").focus();
    } else if (key === "x" && rows()[at]) {
      rows()[at].querySelector("[name=person]").click();
    }
  });
}
