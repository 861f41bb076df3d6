import { kindOfMime, MEDIA_MAX_BYTES } from '../../contracts/media-rules';

type HeaderKind = 'image' | 'video' | 'document';

/** What an address answered; without a status nothing did, or it may not be asked. */
export type Answer =
  | { status: number; type: string | null; bytes: number | null }
  | { status: null; error: 'address-refused' | 'no-answer' };

export type AddressFault =
  | 'address-closed'
  | 'address-gone'
  | 'address-type'
  | 'address-size'
  | 'address-unchecked';

/** Types by which a server says nothing of a file. */
const isUntold = (type: string | null): boolean =>
  type === null || /^(application|binary)\/octet-stream\b/i.test(type);

/** What is wrong with the file behind an address, for a header of this kind; null = Meta can fetch and take it. */
export const addressFault = (kind: HeaderKind, answer: Answer): AddressFault | null => {
  // A redirect, a busy server or one that shuts us out may still serve Meta; and our way out may be shut, not theirs in.
  if (answer.status === null)
    return answer.error === 'address-refused' ? 'address-closed' : 'address-unchecked';
  const { status, type, bytes } = answer;
  if (status === 404 || status === 410) return 'address-gone';
  if (status < 200 || status >= 300) return 'address-unchecked';
  if (bytes !== null && bytes > MEDIA_MAX_BYTES[kind]) return 'address-size';
  if (isUntold(type)) return 'address-unchecked';
  return kindOfMime(type ?? '') === kind ? null : 'address-type';
};
