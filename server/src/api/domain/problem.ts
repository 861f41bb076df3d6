import { DomainError } from '../../kernel/errors';

const MAX_KEY = 255;

/**
 * The idempotency key of the header; null when there is none. An empty one is refused: its sender
 * believes to be protected against doing things twice.
 */
export const readKey = (header: string | undefined): string | null => {
  if (header === undefined) return null;
  if (header.trim() !== '' && header.length <= MAX_KEY) return header;
  const remedy = `Use 1 to ${MAX_KEY} characters, one key per message.`;
  throw new DomainError('invalid', '“Idempotency-Key” is empty or too long.', {
    field: 'Idempotency-Key',
    remedy,
  });
};

const USED = {
  message: {
    field: 'Idempotency-Key',
    text: 'This Idempotency-Key was used for another message.',
    remedy: 'Use a new key for a new message. To repeat a request, send the same body.',
  },
  conversion: {
    field: 'externalId',
    text: 'This externalId or Idempotency-Key was used for another conversion.',
    remedy: 'Use a new one for another conversion. To repeat a request, send the same body.',
  },
  consent: {
    field: 'at',
    text: 'The same contact, category, action and time is recorded with another wording or source.',
    remedy: 'To repeat a request, send the same body. For another decision, send its own time.',
  },
} as const;

/** The key was used with another body. */
export const keyUsed = (of: keyof typeof USED = 'message'): DomainError => {
  const { text, field, remedy } = USED[of];
  return new DomainError('key-used', text, { status: 409, field, remedy });
};
