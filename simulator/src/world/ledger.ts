/** Why a message will fail, told when it is due. */
export type Failure = { code: number; details?: string };

/**
 * What was accepted, one small record per message, so that a test can prove "once" and "never after".
 * Times in simulated milliseconds; 0 = did not happen.
 */
export type LedgerEntry = {
  wamid: string;
  phoneNumberId: string;
  /** wa_id digits, or the BSUID when the message was addressed by it. */
  to: string;
  personId: string;
  type: string;
  template: string | null;
  language: string | null;
  category: string;
  /** biz_opaque_callback_data. */
  token: string | null;
  acceptedAt: number;
  /** A template outside the customer service window. */
  businessInitiated: boolean;
  /** The how-manieth message of this number to this person, from 1. */
  nth: number;
  /** How it is charged when it arrives: regular, free_customer_service or free_entry_point. */
  pricing: string;
  /** What is charged for it, where its template has a maximum price: that or less. */
  charged?: { amount: number; currency: string };
  /** Not delivered by then = dropped without a word. */
  expiresAt: number;
  held: boolean;
  /** What is still to come by itself: its way to the person, a failure, or nothing. */
  due: 'way' | Failure | null;
  sentAt: number;
  deliveredAt: number;
  readAt: number;
  playedAt: number;
  failedAt: number;
  failedCode: number;
  /** Bits of STATUS_BIT whose webhook was answered 200. */
  answered: number;
  /** Bits of STATUS_BIT whose webhook was dropped on purpose. */
  dropped: number;
};

export const STATUS_BIT = { sent: 1, delivered: 2, read: 4, played: 8, failed: 16 } as const;
export type StatusName = keyof typeof STATUS_BIT;

export type LedgerFilter = {
  token?: string;
  tokenPrefix?: string;
  to?: string;
  phoneNumberId?: string;
  template?: string;
  type?: string;
  since?: number;
  until?: number;
};

export type Ledger = {
  add(entry: LedgerEntry): void;
  get(wamid: string): LedgerEntry | undefined;
  byToken(token: string): readonly LedgerEntry[];
  countByToken(token: string): number;
  /** Tokens accepted more than once: the thing that must not happen. */
  doubledTokens(): string[];
  query(filter: LedgerFilter, page?: { offset?: number; limit?: number }): LedgerEntry[];
  count(filter?: LedgerFilter): number;
  all(): IterableIterator<LedgerEntry>;
  size(): number;
};

const matches = (entry: LedgerEntry, filter: LedgerFilter): boolean =>
  (filter.token === undefined || entry.token === filter.token) &&
  (filter.tokenPrefix === undefined || (entry.token?.startsWith(filter.tokenPrefix) ?? false)) &&
  (filter.to === undefined || entry.to === filter.to) &&
  (filter.phoneNumberId === undefined || entry.phoneNumberId === filter.phoneNumberId) &&
  (filter.template === undefined || entry.template === filter.template) &&
  (filter.type === undefined || entry.type === filter.type) &&
  (filter.since === undefined || entry.acceptedAt >= filter.since) &&
  (filter.until === undefined || entry.acceptedAt <= filter.until);

export const createLedger = (): Ledger => {
  const byWamid = new Map<string, LedgerEntry>();
  const tokens = new Map<string, LedgerEntry | LedgerEntry[]>();

  const ofToken = (token: string): readonly LedgerEntry[] => {
    const found = tokens.get(token);
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  };
  const source = (filter: LedgerFilter): Iterable<LedgerEntry> =>
    filter.token === undefined ? byWamid.values() : ofToken(filter.token);

  return {
    add: (entry) => {
      byWamid.set(entry.wamid, entry);
      if (entry.token === null) return;
      const known = tokens.get(entry.token);
      if (known === undefined) tokens.set(entry.token, entry);
      else if (Array.isArray(known)) known.push(entry);
      else tokens.set(entry.token, [known, entry]);
    },
    get: (wamid) => byWamid.get(wamid),
    byToken: ofToken,
    countByToken: (token) => ofToken(token).length,
    doubledTokens: () =>
      [...tokens].filter(([, found]) => Array.isArray(found)).map(([token]) => token),
    query: (filter, page = {}) => {
      const out: LedgerEntry[] = [];
      let skip = page.offset ?? 0;
      const limit = page.limit ?? 1000;
      for (const entry of source(filter)) {
        if (!matches(entry, filter)) continue;
        if (skip > 0) skip -= 1;
        else if (out.length < limit) out.push(entry);
        else break;
      }
      return out;
    },
    count: (filter = {}) => {
      if (Object.keys(filter).length === 0) return byWamid.size;
      let total = 0;
      for (const entry of source(filter)) if (matches(entry, filter)) total += 1;
      return total;
    },
    all: () => byWamid.values(),
    size: () => byWamid.size,
  };
};
