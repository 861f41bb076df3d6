import type { InputWords } from './input-words';

/** A refusal that a person should see: `kind` is stable and translated by the admin, `field` and `remedy` help. */
export class DomainError extends Error {
  readonly kind: string;
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 416 | 422 | 429 | 503;
  readonly details: Record<string, unknown>;

  constructor(
    kind: string,
    message: string,
    options: {
      status?: DomainError['status'];
      field?: string;
      remedy?: string;
      [k: string]: unknown;
    } = {}
  ) {
    super(message);
    this.name = 'DomainError';
    this.kind = kind;
    const { status = 400, ...details } = options;
    this.status = status;
    this.details = { kind, ...details };
  }
}

/** A refusal in the words of both languages of the admin, for what the catalogue cannot know. Programs get the English ones. */
export const refusedInWords = (
  kind: string,
  words: InputWords,
  options: { status?: DomainError['status']; field?: string; [k: string]: unknown } = {}
): DomainError =>
  new DomainError(kind, words.en.text, { ...options, remedy: words.en.advice, words });

/** The row asked for is not there (or not visible to this person). */
export const notFound = (what: string): DomainError =>
  new DomainError('not-found', `${what} was not found`, {
    status: 404,
    remedy: 'Check the ID, or reload the page: it may have been deleted.',
  });
