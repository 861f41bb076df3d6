import { createHash } from 'node:crypto';
import type { Person } from './people';

/** Hash of the key of a person's device: another device, another number, another hash. */
export const identityKeyOf = (person: Person): string =>
  createHash('sha256')
    .update(`${person.bsuid}|${person.phone ?? ''}|${person.device}`)
    .digest('base64')
    .slice(0, 12);
