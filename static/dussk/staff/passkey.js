// The browser's part of a passkey: a form that holds the server's question asks the browser, and sends its answer.
const CANNOT = "This browser cannot use a passkey here.";
const STOPPED = "It was stopped, or this passkey is not known here. Try again, or use another way.";

function bytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function described(list) {
  return (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
}

function create(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  };
  return navigator.credentials.create({ publicKey });
}

function get(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  };
  return navigator.credentials.get({ publicKey });
}

// Every part of the answer that the server knows, with its bytes as text.
function written(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function ask(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    const options = JSON.parse(form.dataset.passkeyOptions).publicKey;
    const credential = await (form.dataset.passkey === "create" ? create(options) : get(options));
    form.elements.namedItem("credential").value = written(credential);
    form.submit();
  } catch (fault) {
    error.textContent = fault.name === "NotSupportedError" || fault.name === "SecurityError" ? CANNOT : STOPPED;
    error.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    const error = form.querySelector("[data-passkey-error]");
    error.textContent = CANNOT;
    error.hidden = false;
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", ask);
}
