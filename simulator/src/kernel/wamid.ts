const PREFIX = 'wamid.';

/** A length of at most two bytes, seven bits in each, the lowest first. */
const varint = (length: number): number[] =>
  length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];

const field = (text: string): number[] => [...varint(text.length), ...Buffer.from(text, 'latin1')];

const SENT = 0x11;
const RECEIVED = 0x12;

/** A message id in Meta's form: opaque, with characters that need URL-encoding. */
export const wamidOf = (address: string, tail: string, direction = SENT): string => {
  const bytes = [0x1c, 0x18, ...field(address), 0x15, 2, 0, direction, 0x18, ...field(tail), 0];
  return `${PREFIX}${Buffer.from(bytes).toString('base64')}`;
};

/** The same message named by another address, and from the other side; what has another form stays as it is. */
export const inSpelling = (wamid: string, address: string): string => {
  const bytes = Buffer.from(wamid.slice(PREFIX.length), 'base64');
  const long = (bytes[2] ?? 0) >= 0x80;
  const length = long ? ((bytes[2] ?? 0) & 0x7f) | ((bytes[3] ?? 0) << 7) : (bytes[2] ?? 0);
  const after = (long ? 4 : 3) + length;
  const tail = bytes.toString('latin1', after + 6, bytes.length - 1);
  const known = bytes.toString('latin1', long ? 4 : 3, after);
  const direction = bytes[after + 3] ?? SENT;
  if (wamid !== wamidOf(known, tail, direction)) return wamid;
  return wamidOf(address, tail, direction === SENT ? RECEIVED : SENT);
};
