/** What a business number keeps beside its own node: written by the edges of the API, read back by them. */
export type QrCode = { code: string; message: string; image: string | null; at: number };

export type NumberBook = {
  /** People this number blocked, by id, and since when. */
  blocked: Map<string, number>;
  qrCodes: Map<string, QrCode>;
  automation: Record<string, unknown>;
  settings: Record<string, unknown>;
  /** `false` after a move of the number: it must be verified by a code first. */
  verified: boolean;
  code: { digits: string; until: number } | null;
  codeRequests: number[];
  /** Moments of wrong PINs within the last hour. */
  wrongPins: number[];
  /** During a change of throughput every send is refused with 131057. */
  maintenanceUntil: number;
  /** A test number reaches only these digits; null = everybody. */
  allowedRecipients: readonly string[] | null;
  /** Delivered service messages by month (2026-11), for the free thousand. */
  freeService: Map<string, number>;
};

const createBook = (): NumberBook => ({
  blocked: new Map(),
  qrCodes: new Map(),
  automation: {},
  settings: {},
  verified: true,
  code: null,
  codeRequests: [],
  wrongPins: [],
  maintenanceUntil: 0,
  allowedRecipients: null,
  freeService: new Map(),
});

export type NumberBooks = Map<string, NumberBook>;

export const bookOf = (books: NumberBooks, phoneNumberId: string): NumberBook => {
  const known = books.get(phoneNumberId);
  if (known) return known;
  const book = createBook();
  books.set(phoneNumberId, book);
  return book;
};
