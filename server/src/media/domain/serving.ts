/** The largest file that is passed on: Meta takes documents up to 100 MB. */
export const INBOUND_MAX_BYTES = 100 * 1024 * 1024;

const PLAIN_MIME = /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,100}$/;
/** What a browser draws or plays without running anything of it. */
const SHOWN =
  /^(?:image\/(?:jpeg|png|webp|gif|bmp|avif|heic)|audio\/.+|video\/.+|application\/pdf)$/;
/** Types that a browser may run as a page or a script, whatever the header says beside them. */
const ACTIVE = /(?:html|xml|svg|script|ecmascript|xsl|hta|multipart|message)/;

/** The first type that is well formed, in lower case and without parameters. */
const plainType = (candidates: readonly (string | null | undefined)[]): string | null => {
  for (const candidate of candidates) {
    const type = (candidate ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (PLAIN_MIME.test(type) && type !== 'application/octet-stream') return type;
  }
  return null;
};

/** How a customer's file is handed to the browser: only pictures, sound, film and PDF may be shown in place. */
export const servedAs = (
  candidates: readonly (string | null | undefined)[]
): { type: string; inline: boolean } => {
  const type = plainType(candidates);
  if (type === null || ACTIVE.test(type))
    return { type: 'application/octet-stream', inline: false };
  return { type, inline: SHOWN.test(type) };
};

/** A name that is safe in a header and as a file: no control characters, no broken pairs, no folders. */
export const safeFilename = (name: string | null | undefined): string | null => {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cs}\p{Cf}]/gu, '').trim();
  return (
    clean
      .replace(/^\.+/, '')
      .slice(0, 150)
      .replace(/\p{Cs}/gu, '') || null
  );
};

/**
 * The part of a file that a `Range` header asks for, both ends included. Null: no range, or one that we do not serve
 * (several parts): the whole file is a right answer then. `none`: nothing of it lies in the file (416).
 */
export const readRange = (
  header: string | undefined,
  size: number
): { start: number; end: number } | 'none' | null => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec((header ?? '').trim());
  if (!match || (match[1] === '' && match[2] === '')) return null;
  if (match[1] === '') {
    const last = Number(match[2]);
    return last === 0 || size === 0 ? 'none' : { start: Math.max(0, size - last), end: size - 1 };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size) return 'none';
  return end < start ? null : { start, end };
};

/** What Meta called the file of a message; null when the message has none that can be fetched. */
export const storedMedia = (
  payload: Record<string, unknown> | null
): { id: string; mime: string | null; filename: string | null } | null => {
  const media = payload?.media;
  if (typeof media !== 'object' || media === null) return null;
  const { id, mime, filename } = media as Record<string, unknown>;
  if (typeof id !== 'string' || !/^\d{1,64}$/.test(id)) return null;
  return {
    id,
    mime: typeof mime === 'string' ? mime : null,
    filename: typeof filename === 'string' ? filename : null,
  };
};
