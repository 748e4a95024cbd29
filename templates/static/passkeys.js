// Passkeys: a form with data-passkey asks the device first, and is sent with its answer. The form for signing in is shown
// only where the browser knows passkeys.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const words = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const asked = (options) => {
    const known = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));
    const whole = { ...options, challenge: bytes(options.challenge) };
    if (options.user) whole.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) whole.excludeCredentials = known(options.excludeCredentials);
    if (options.allowCredentials) whole.allowCredentials = known(options.allowCredentials);
    return { publicKey: whole };
  };

  const answered = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = words(credential.response[name]);
    }
    const id = words(credential.rawId);
    return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: {} });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const says = form.querySelector("[data-passkey-says]");
    form.hidden = false;
    if (form.dataset.passkey === "create") says.textContent = "";
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const options = asked(JSON.parse(form.dataset.options));
        form.elements.credential.value = answered(await navigator.credentials[form.dataset.passkey](options));
        form.submit();
      } catch {
        says.textContent = says.dataset.failed;
      }
    });
  }
})();
