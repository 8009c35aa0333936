// What pages that are written whole do with a script: switch between dark and light. Without one
// they are dark, and lack nothing.
(() => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.scheme"));
  const { cimaiseScheme } = /** @type {any} */ (window);
  if (!button || !cimaiseScheme) return;
  const dress = () => {
    const other = cimaiseScheme.current === "dark" ? "light" : "dark";
    button.setAttribute("aria-label", button.dataset[other] ?? "");
    button.title = button.dataset[other] ?? "";
    button.dataset.to = other;
  };
  button.addEventListener("click", () => {
    cimaiseScheme.toggle();
    dress();
  });
  dress();
  button.hidden = false;
})();
