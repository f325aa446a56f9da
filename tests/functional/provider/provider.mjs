/* An organisation's sign-in, for the tests: the certified OpenID Connect provider `oidc-provider`, with a page
   on which one says who one is. Who there is, and who may come back where, is told in ORGANISATION (JSON). */

import { createServer } from "node:http";

import { Provider } from "oidc-provider";

const { port, clientId, clientSecret, back, people } = JSON.parse(process.env.ORGANISATION);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [back], token_endpoint_auth_method: "client_secret_post" }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/who/${interaction.uid}` },
  findAccount: (ctx, subject) => ({ accountId: subject, claims: () => ({ sub: subject, ...people[subject] }) }),
  // The organisation has agreed to the two claims for everybody: nobody is asked.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

const page = `<!DOCTYPE html><html lang="en"><title>Sign in here</title><link rel="icon" href="data:,">
<form method="post"><label>Who are you? <input name="who"></label>
<button name="act" value="in">Sign in here</button><button name="act" value="stop">Stop</button></form></html>`;

async function who(request, response) {
  if (request.method !== "POST") {
    response.setHeader("Content-Type", "text/html");
    response.end(page);
    return;
  }
  let sent = "";
  for await (const part of request) sent += part;
  const said = new URLSearchParams(sent);
  const result = said.get("act") === "in" ? { login: { accountId: said.get("who") } } : { error: "access_denied" };
  await provider.interactionFinished(request, response, result);
}

const answer = provider.callback();
createServer((request, response) => (request.url.startsWith("/who/") ? who(request, response) : answer(request, response)))
  .listen(port, "localhost", () => console.log("ready"));
