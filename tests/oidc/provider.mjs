// A certified OpenID provider on this machine, for the tests alone. It asks for any name and password and believes them.
//
// The first line on standard input is JSON: the client's id, secret and addresses. The answer, on standard output, is
// the provider's own address. Each further line is what it says of people from then on, and is answered with "ok".
// When standard input ends, so does the provider.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

// What the provider says on the side must not be taken for our answers.
console.info = console.error;
const answer = (text) => process.stdout.write(`${text}\n`);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const told = JSON.parse((await lines.next()).value);
const server = createServer();
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const address = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
let people = {};

const provider = new Provider(address, {
  clients: [{
    client_id: told.client_id,
    client_secret: told.client_secret,
    redirect_uris: [told.back],
    post_logout_redirect_uris: [told.left],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'grupper', 'arbetsplats'] },
  cookies: { keys: [randomBytes(24).toString('hex')] },
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'prov', use: 'sig', alg: 'RS256' }] },
  pkce: { required: () => true },
  ttl: {
    AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600,
  },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
server.on('request', provider.callback());
answer(address);

for await (const line of lines) {
  people = JSON.parse(line);
  answer('ok');
}
process.exit(0);
