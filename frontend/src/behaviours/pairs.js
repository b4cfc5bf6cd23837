// Deciding on pairs by keys: J and K walk, M merges, D says they are two.
import { isTyping } from "./person-list.js";

export function pairs(list) {
  const all = [...list.querySelectorAll("[data-pair]")];
  let at = 0;
  const go = (step) => {
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all[at]?.focus();
    all[at]?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    const key = event.key.toLowerCase();
    if (key === "j") go(1);
    else if (key === "k") go(-1);
    else all[at]?.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
  });
}
