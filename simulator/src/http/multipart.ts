/** One part of a multipart/form-data body. */
export type Part = {
  name: string;
  filename: string | null;
  contentType: string | null;
  bytes: Buffer;
};

const HEADER_END = Buffer.from('\r\n\r\n');

const parameter = (header: string, name: string): string | null => {
  const match = new RegExp(`(?:^|;)\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(header);
  return match ? (match[1] ?? '').replace(/\\(.)/g, '$1') : null;
};

const partOf = (chunk: Buffer): Part | null => {
  const end = chunk.indexOf(HEADER_END);
  if (end < 0) return null;
  const headers = new Map(
    chunk
      .toString('utf8', 0, end)
      .split('\r\n')
      .map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
      })
  );
  const disposition = headers.get('content-disposition') ?? '';
  const name = parameter(disposition, 'name');
  if (name === null) return null;
  return {
    name,
    filename: parameter(disposition, 'filename'),
    contentType: headers.get('content-type') ?? null,
    bytes: chunk.subarray(end + HEADER_END.length),
  };
};

export const boundaryOf = (contentType: string): string | null => {
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
};

/** Parts of a whole body, or null when the framing is broken (no closing boundary, headers missing). */
export const parseMultipart = (body: Buffer, boundary: string): Part[] | null => {
  const marker = Buffer.from(`--${boundary}`);
  const between = Buffer.from(`\r\n--${boundary}`);
  if (!body.subarray(0, marker.length).equals(marker)) return null;
  const parts: Part[] = [];
  let from = marker.length;
  for (;;) {
    const tail = body.toString('latin1', from, from + 2);
    if (tail === '--') return parts;
    if (tail !== '\r\n') return null;
    const end = body.indexOf(between, from);
    if (end < 0) return null;
    const part = partOf(body.subarray(from + 2, end));
    if (!part) return null;
    parts.push(part);
    from = end + between.length;
  }
};
