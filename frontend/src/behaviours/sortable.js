// A list put in order by dragging or by its buttons; the numbers beside the lines say the order to the server.
export function sortable(list) {
  list.classList.add("is-sortable");
  let held = null;
  const number = () => {
    list.querySelectorAll(".sortable-place").forEach((field, place) => (field.value = place + 1));
  };
  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("li");
    held?.classList.add("is-held");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!held || !over || over === held) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    over[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
  });
  list.addEventListener("dragend", () => {
    held?.classList.remove("is-held");
    held = null;
    number();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const line = button.closest("li");
    if (button.dataset.move === "-1") line.previousElementSibling?.before(line);
    else line.nextElementSibling?.after(line);
    number();
    button.focus();
  });
}
