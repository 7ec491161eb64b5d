// Says beside the button that a passkey was not used: cancelled, too late, none on this device.

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
