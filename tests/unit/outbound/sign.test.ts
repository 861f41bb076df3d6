import { readFileSync } from 'node:fs';
import path from 'node:path';
import { secretOf, signatureOf, signedHeaders } from '../../../server/src/outbound/domain/sign';

/** The example of the Standard Webhooks specification. */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('the signature of outgoing webhooks', () => {
  it('[O-23] is that of the specification’s own example', () => {
    expect(signatureOf(VECTOR.secret, VECTOR)).toBe(VECTOR.signature);
  });

  it('[O-23] signs with the old secret as well while it is being replaced, the new one first', () => {
    const next = secretOf(Buffer.alloc(32, 7));
    const headers = signedHeaders([next, VECTOR.secret], VECTOR);
    expect(headers).toEqual({
      'webhook-id': VECTOR.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': `${signatureOf(next, VECTOR)} ${VECTOR.signature}`,
    });
    expect(signatureOf(next, VECTOR)).not.toBe(VECTOR.signature);
  });

  it('counts characters beyond ASCII as the bytes that are sent', () => {
    const key = Buffer.alloc(24, 1);
    const one = signatureOf(secretOf(key), { id: 'msg_1', timestamp: 1, body: '{"a":"ş"}' });
    const other = signatureOf(secretOf(key), { id: 'msg_1', timestamp: 1, body: '{"a":"s"}' });
    expect(one).not.toBe(other);
  });

  it('[O-23] is accepted by the code that the document gives to receivers, and nothing else is', () => {
    const page = readFileSync(path.resolve('docs/outgoing-webhooks.md'), 'utf8');
    const code = /```js\n(import[\s\S]*?isGenuine[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const plain = code
      .replace(/import (\{.*\}) from '(.*)';/, "const $1 = require('$2');")
      .replace('export function', 'return function');
    // eslint-disable-next-line typescript/no-implied-eval -- the document's own words are what is tried
    const isGenuine = new Function('require', plain)(require) as (
      secret: string,
      headers: Record<string, string>,
      body: string
    ) => boolean;
    const secret = secretOf(Buffer.alloc(32, 3));
    const timestamp = Math.floor(Date.now() / 1000);
    const body = '{"type":"consent.opted_out","data":{"contact":{"id":"ş"}}}';
    const headers = signedHeaders([VECTOR.secret, secret], { id: 'msg_1', timestamp, body });
    expect(isGenuine(secret, headers, body)).toBe(true);
    expect(isGenuine(VECTOR.secret, headers, body)).toBe(true);
    expect(isGenuine(secretOf(Buffer.alloc(32, 4)), headers, body)).toBe(false);
    expect(isGenuine(secret, headers, `${body} `)).toBe(false);
    const old = signedHeaders([secret], { id: 'msg_1', timestamp: timestamp - 3600, body });
    expect(isGenuine(secret, old, body)).toBe(false);
  });
});
