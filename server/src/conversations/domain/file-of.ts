import { fileRef, type FileRef } from '../../contracts/media';
import type { StoredPayload } from '../payload';

/** The file that an outgoing message carries, as its payload names it; null when it carries none of ours. */
export const fileOf = (payload: StoredPayload | null): FileRef | null => {
  const read = fileRef.safeParse(payload?.file);
  return read.success ? read.data : null;
};
