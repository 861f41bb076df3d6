import { createHmac } from 'node:crypto';

/** What is signed: the headers and the body exactly as they are sent. */
export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

const PREFIX = 'whsec_';

/** A secret as people paste it, from random bytes (24 to 64). */
export const secretOf = (bytes: Buffer): string => PREFIX + bytes.toString('base64');

/** One signature of the Standard Webhooks specification, version 1 (O-23). */
export const signatureOf = (secret: string, { id, timestamp, body }: Signed): string => {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8');
  return `v1,${mac.digest('base64')}`;
};

/** The three headers. With two secrets both sign: the receiver may know the old or the new one. */
export const signedHeaders = (secrets: readonly string[], signed: Signed) => ({
  'webhook-id': signed.id,
  'webhook-timestamp': String(signed.timestamp),
  'webhook-signature': secrets.map((secret) => signatureOf(secret, signed)).join(' '),
});
