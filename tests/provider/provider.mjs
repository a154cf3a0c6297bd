// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2
// A certified OpenID provider with people of our own, for the tests. What it has to know comes as
// JSON in PROVIDER; that it listens it says on its output. Its sign-in page takes a name, and how
// somebody was known there.
import { Provider } from 'oidc-provider';

const { port, clients, people, codeSeconds } = JSON.parse(process.env.PROVIDER);

const provider = new Provider(`http://localhost:${port}`, {
  clients: clients.map((client) => ({
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    ...client,
  })),
  pkce: { required: () => true },
  claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
  acrValues: ['high'],
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AuthorizationCode: (_ctx, _code, client) => codeSeconds[client.clientId] ?? 60 },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

provider.on('grant.error', (_ctx, error) => console.error(error.message, error.error_detail));

const answer = provider.callback();
const { createServer } = await import('node:http');

async function signIn(request, response) {
  if (request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html');
    response.end('<form method="post"><input name="login"><input name="amr"></form>');
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const given = new URLSearchParams(body);
  if (!given.get('login')) {
    const stopped = { error: 'access_denied', error_description: 'stopped' };
    await provider.interactionFinished(request, response, stopped);
    return;
  }
  const amr = given.get('amr')?.split(' ').filter(Boolean);
  const login = { accountId: given.get('login'), acr: given.get('acr') || undefined, amr };
  await provider.interactionFinished(request, response, { login });
}

createServer((request, response) => {
  if (request.url.startsWith('/interaction/')) signIn(request, response).catch(console.error);
  else answer(request, response);
}).listen(port, '127.0.0.1', () => console.log('listening'));
