/* Asks the browser for a passkey and sends what it says with the form: to set one up, or to show it.
   The options come from the page (#passkey-options). Web Authentication, level 3. */

const form = document.querySelector("form[data-passkey]");
const options = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
const says = form.querySelector("[data-passkey-says]");
const create = form.dataset.passkey === "create";

async function ask() {
  if (create) return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault(); // form.submit() below comes by here no more
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    says.textContent = "This browser knows no passkeys: it is older than 2025, or the address is not secure. Use the other way.";
    return;
  }
  says.textContent = "Waiting for your passkey.";
  try {
    const credential = await ask();
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    // What the browser says here is for makers of browsers; it stays silent on purpose about which passkeys there are.
    says.textContent = "Nothing came from your passkey: it was stopped, took too long, or is not one of yours here. Try again, or use the other way.";
    delete form.dataset.sentAt; // or app.js takes the next press for a slip of the hand
  }
});
