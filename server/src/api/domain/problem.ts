import { DomainError } from '../../kernel/errors';

const MAX_KEY = 255;

/**
 * The idempotency key of the header; null when there is none. An empty one is refused: its sender
 * believes to be protected against doing things twice.
 */
export const readKey = (header: string | undefined): string | null => {
  if (header === undefined) return null;
  if (header.trim() !== '' && header.length <= MAX_KEY) return header;
  const remedy = `give 1 to ${MAX_KEY} characters, one key per message`;
  throw new DomainError('invalid', '“Idempotency-Key” is empty or too long.', {
    field: 'Idempotency-Key',
    remedy,
  });
};

const USED = {
  message: {
    field: 'Idempotency-Key',
    text: 'this Idempotency-Key was used for another message',
    remedy: 'use a new key for a new message; repeat the same body to ask again',
  },
  conversion: {
    field: 'externalId',
    text: 'this externalId or Idempotency-Key was used for another conversion',
    remedy: 'use a new one for another conversion; repeat the same body to ask again',
  },
  consent: {
    field: 'at',
    text: 'another record of this contact, category and moment has other words',
    remedy: 'repeat the same body to ask again; give the moment of the new one for another record',
  },
} as const;

/** The key was used with another body. */
export const keyUsed = (of: keyof typeof USED = 'message'): DomainError => {
  const { text, field, remedy } = USED[of];
  return new DomainError('key-used', text, { status: 409, field, remedy });
};
