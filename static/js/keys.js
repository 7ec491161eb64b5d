// Says beside the button that a passkey was not used: cancelled, too late, none on this device.

const fault = document.getElementById("key-fault");

document.addEventListener("allauth.error", (event) => {
  if (!fault) return;
  event.preventDefault();
  const { exception } = event.detail;
  fault.textContent = exception?.name === "InvalidStateError" ? fault.dataset.known : fault.dataset.unused;
  document.activeElement?.closest(".buttons, .panel")?.after(fault);
  fault.hidden = false;
});
