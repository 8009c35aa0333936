// Says when the network is gone, and takes it back when it returns. A classic script with its
// sentence in `data-text`; it works on pages of ours and above Streamlit's.
(() => {
  const text = document.currentScript?.dataset.text ?? "";
  /** @type {HTMLElement | null} */
  let notice = null;
  const tell = () => {
    if (navigator.onLine) {
      notice?.remove();
      notice = null;
      return;
    }
    if (notice) return;
    notice = document.createElement("p");
    notice.className = "offline";
    notice.setAttribute("role", "status");
    document.body.append(notice);
    // Said after it is there: what changes is read out, what appears may not be.
    notice.textContent = text;
  };
  window.addEventListener("offline", tell);
  window.addEventListener("online", tell);
  if (document.body) tell();
  else document.addEventListener("DOMContentLoaded", tell);
})();
