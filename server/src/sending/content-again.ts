import { fileOf, type MessageRow } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import type { Intent, IntentContent } from './prepare';

/** Kinds that say the same whenever they go: nothing in them is worked out again. */
const AS_IT_WAS = new Set(['text', 'location', 'contacts', 'interactive']);

const mediaAgain = (
  row: MessageRow,
  file: NonNullable<ReturnType<typeof fileOf>>
): IntentContent => ({
  type: 'media',
  file,
  as: row.type === 'document' ? 'document' : undefined,
  voice: row.body?.media?.voice ?? false,
  caption: row.body?.text ?? undefined,
});

/** A failed message as a new one: with its file uploaded again, its template by today's rules and with the values that were typed, everything else as it was. */
export const contentAgain = (row: MessageRow): IntentContent => {
  const { payload } = row;
  const file = fileOf(payload);
  if (file) return mediaAgain(row, file);
  if (payload?.code)
    throw new DomainError('cannot-retry-code', 'a one-time code cannot be sent again from here', {
      status: 409,
      remedy: 'Send a new code from the system that created this one.',
    });
  if (row.templateId)
    return { type: 'template', templateId: row.templateId, values: payload?.typed ?? {} };
  if (!payload?.content && row.type === 'text') return { type: 'text', text: row.text ?? '' };
  if (!payload?.content || !row.body || !AS_IT_WAS.has(row.type))
    throw new DomainError('cannot-retry', 'this kind of message cannot be sent again from here', {
      status: 409,
      remedy: 'Write a new message.',
    });
  const { content, replyTo = null } = payload;
  return { type: 'rendered', content, body: row.body, quoted: replyTo };
};

/** The entry that it was about: values that were kept as typed were of that entry. */
export const meantAgain = ({ payload }: MessageRow): Pick<Intent, 'entries' | 'cause'> => {
  const { about } = payload ?? {};
  return about ? { entries: { [about.uid]: about.documentId }, cause: about } : {};
};
