import type { Core } from '@strapi/strapi';
import { DomainError } from '../kernel/errors';

interface EncryptionService {
  encrypt(text: string): string | null;
  decrypt(text: string): string | null;
}

export interface Secrets {
  /** False when the host has no `admin.secrets.encryptionKey`: nothing may be stored then. */
  available(): boolean;
  /** Null when there is no key. Never store the clear text instead. */
  encrypt(text: string): string | null;
  /** Null when the key is missing or another one than at encryption. */
  decrypt(text: string): string | null;
}

/** Strapi's own AES-256-GCM service. */
export const createSecrets = (strapi: Core.Strapi): Secrets => {
  const service = () => strapi.service('admin::encryption') as unknown as EncryptionService;
  return {
    available: () => Boolean(strapi.config.get('admin.secrets.encryptionKey')),
    encrypt: (text) => service().encrypt(text),
    decrypt: (text) => service().decrypt(text),
  };
};

/**
 * The ciphertext of a secret; throws `encryption-key-missing`, naming the field, when Strapi has no key. `orElse`: what
 * else helps.
 */
export const sealSecret = (
  secrets: Secrets,
  secret: string,
  { field, orElse = '' }: { field: string; orElse?: string }
): string => {
  const cipher = secrets.available() ? secrets.encrypt(secret) : null;
  if (cipher !== null) return cipher;
  throw new DomainError(
    'encryption-key-missing',
    'Strapi has no encryption key, so secrets cannot be stored safely',
    {
      field,
      remedy: `Set ENCRYPTION_KEY (admin.secrets.encryptionKey) and restart${orElse}.`,
      status: 409,
    }
  );
};

/** The clear text, or null when it is unreadable: another key may make the cipher throw instead of answering null. */
export const openSecret = (secrets: Secrets, cipher: string): string | null => {
  try {
    return secrets.decrypt(cipher);
  } catch {
    return null; // every caller shows people that it is unreadable
  }
};
