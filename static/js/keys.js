// Shows next to the button that the passkey was not used: cancelled, timed out, or none on this device.

const fault = document.getElementById("key-fault");

/** @param {CustomEvent<{ exception?: Error }>} event */
function tell(event) {
  if (!fault) return;
  event.preventDefault();
  const { exception } = event.detail;
  const known = exception?.name === "InvalidStateError";
  fault.textContent = (known ? fault.dataset.known : fault.dataset.unused) ?? "";
  document.activeElement?.closest(".buttons, .panel")?.after(fault);
  fault.hidden = false;
}

document.addEventListener("allauth.error", (event) => tell(/** @type {CustomEvent} */ (event)));
