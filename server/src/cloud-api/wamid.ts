/** Reads the record in a wamid byte by byte; null at the first byte that is not as expected. */
class Reader {
  private at = 0;
  constructor(private readonly bytes: Buffer) {}

  expect(...wanted: readonly (number | readonly number[])[]): boolean {
    return wanted.every((one) => {
      const byte = this.bytes[this.at++];
      return byte !== undefined && (typeof one === 'number' ? byte === one : one.includes(byte));
    });
  }

  /** A varint: seven bits in each byte, the lowest first. Two bytes reach far beyond any id. */
  private length(): number | null {
    const low = this.bytes[this.at++];
    if (low === undefined) return null;
    if (low < 0x80) return low;
    const high = this.bytes[this.at++];
    return high === undefined || high >= 0x80 ? null : (low & 0x7f) | (high << 7);
  }

  text(): string | null {
    const length = this.length();
    if (length === null || this.at + length > this.bytes.length) return null;
    const text = this.bytes.toString('latin1', this.at, this.at + length);
    this.at += length;
    return text;
  }

  isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }
}

const PREFIX = 'wamid.';
/** Of an id with a user id of 135 characters, with room. */
const MOST_LETTERS = 512;

/**
 * A message id, taken apart; null of an id that has another form. One message can be named by the person's number or by their
 * user id, and by either direction: the record is `1c 18 <length><address> 15 02 00 <11|12> 18 <length><tail> 00` (seen in
 * webhooks since user ids exist; Meta documents no form).
 */
const readWamid = (wamid: string): { address: string; tail: string } | null => {
  if (!wamid.startsWith(PREFIX) || wamid.length > MOST_LETTERS) return null;
  const read = new Reader(Buffer.from(wamid.slice(PREFIX.length), 'base64'));
  const address = read.expect(0x1c, 0x18) ? read.text() : null;
  if (address === null || !read.expect(0x15, 0x02, 0x00, [0x11, 0x12], 0x18)) return null;
  const tail = read.text()?.toUpperCase() ?? '';
  const isWhole = read.expect(0x00) && read.isAtEnd();
  return isWhole && /^[0-9A-F]{16,64}$/.test(tail) ? { address, tail } : null;
};

/** The part of a message id that is the same in every spelling, in upper case; null of an id that has another form. */
export const tailOf = (wamid: string): string | null => readWamid(wamid)?.tail ?? null;

/** The number or user id that a message id was made with; null of an id that has another form. */
export const addressIn = (wamid: string): string | null => readWamid(wamid)?.address ?? null;
