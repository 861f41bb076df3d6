import type { Core } from '@strapi/strapi';

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
