import type { Core } from '@strapi/strapi';
import { randomBytes } from 'node:crypto';
import { openSecret, sealSecret } from '../strapi/secrets';
import { contextOf } from '../strapi/context';
import { DAY_MS } from '../kernel/time';
import { secretOf } from './domain/sign';
import type { EndpointRow } from './tables';

/** So long the secret before signs as well, so that a receiver can change over without losing anything. */
const OVERLAP_MS = DAY_MS;
const SECRET_BYTES = 32;

/** A new secret and the columns that keep it. Throws `encryption-key-missing`. */
export const newSecret = (strapi: Core.Strapi) => {
  const secret = secretOf(randomBytes(SECRET_BYTES));
  const secretCipher = sealSecret(contextOf(strapi).secrets, secret, {
    field: 'secret',
  });
  return { secret, columns: { secretCipher, secretHint: secret.slice(-4) } };
};

/** The columns that keep the secret of now beside its successor for a while. */
export const retired = ({ secretCipher }: EndpointRow, now: number): Partial<EndpointRow> => ({
  oldSecretCipher: secretCipher,
  oldSecretUntil: now + OVERLAP_MS,
});

/** Secrets that sign now, the newest first; null when it cannot be read (another encryption key). */
export const secretsOf = (
  strapi: Core.Strapi,
  { secretCipher, oldSecretCipher, oldSecretUntil }: EndpointRow,
  now: number
): string[] | null => {
  const open = (cipher: string) => openSecret(contextOf(strapi).secrets, cipher);
  const current = open(secretCipher);
  if (current === null) return null;
  const old =
    oldSecretCipher && oldSecretUntil !== null && oldSecretUntil > now
      ? open(oldSecretCipher)
      : null;
  return old === null ? [current] : [current, old];
};
