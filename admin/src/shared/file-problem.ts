import { kindOfMime, MEDIA_MAX_BYTES } from '../../../server/src/contracts/media-rules';
import type { Key } from '../translations/key';

/** Word for what keeps WhatsApp from taking a file, as far as its type and size tell; null = nothing. */
export const fileProblem = ({ mime, size }: { mime: string; size: number }): Key | null => {
  const kind = kindOfMime(mime);
  if (kind === null) return 'error.media-type';
  return size > MEDIA_MAX_BYTES[kind] ? 'error.media-too-large' : null;
};

const MB = 1024 * 1024;
const { image, video, audio, document } = MEDIA_MAX_BYTES;

/** Largest sizes in megabytes, told before a file is chosen. */
export const fileLimits = {
  image: image / MB,
  video: video / MB,
  audio: audio / MB,
  document: document / MB,
};
