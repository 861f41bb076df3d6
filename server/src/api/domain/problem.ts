import type { z } from 'zod';
import { DomainError } from '../../kernel/errors';

interface Problem {
  field: string;
  message: string;
}

const problemOf = (issue: z.core.$ZodIssue): Problem => {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return { field: path.join('.'), message: issue.message };
  const field = [...path, issue.keys[0] ?? ''].join('.').slice(0, 80);
  return { field, message: 'is not known here; see openapi.json for the fields' };
};

/** What is wrong with a request, for the program that made it: each field by its path. */
export const badRequest = (error: z.ZodError): DomainError => {
  const problems = error.issues.slice(0, 20).map(problemOf);
  const { field, message } = problems[0] ?? { field: '', message: 'invalid input' };
  return new DomainError('invalid', field ? `${field}: ${message}` : message, {
    field,
    remedy: message,
    problems,
  });
};

const MAX_KEY = 255;

/**
 * The idempotency key of the header; null when there is none. An empty one is refused: whoever sends the header
 * believes to be protected.
 */
export const readKey = (header: string | undefined): string | null => {
  if (header === undefined) return null;
  if (header.trim() !== '' && header.length <= MAX_KEY) return header;
  const remedy = `give 1 to ${MAX_KEY} characters, one key per message`;
  throw new DomainError('invalid', `Idempotency-Key: ${remedy}`, {
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
} as const;

/** The key was used with another body. */
export const keyUsed = (of: keyof typeof USED = 'message'): DomainError => {
  const { text, field, remedy } = USED[of];
  return new DomainError('key-used', text, { status: 409, field, remedy });
};
