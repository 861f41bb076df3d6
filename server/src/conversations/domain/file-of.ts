import { fileRef, type FileRef } from '../../contracts/media';

/** The file that an outgoing message carries, as its payload names it; null when it carries none of ours. */
export const fileOf = (payload: Record<string, unknown> | null): FileRef | null => {
  const read = fileRef.safeParse(payload?.file);
  return read.success ? read.data : null;
};
