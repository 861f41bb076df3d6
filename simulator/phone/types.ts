/** What the control API answers; only the parts that the page shows. */
export type Person = {
  id: string;
  name: string;
  phone: string | null;
  username: string | null;
  bsuid: string;
  language: string;
  country: string;
  onWhatsApp: boolean;
  online: boolean;
  receipts: boolean;
  blocked: boolean;
  marketingStopped: boolean;
  walkIn: boolean;
  unread: number;
  lastAt: number;
  lastText: string;
  lastType: string;
};

export type Content = Record<string, unknown>;

export type Bubble = {
  wamid: string;
  phoneNumberId: string;
  direction: 'in' | 'out';
  type: string;
  at: number;
  content: Content;
  quoted: string | null;
  forwarded: boolean;
  reactions: { in?: string; out?: string };
  status: string;
  failedCode: number;
};

export type BusinessNumber = { id: string; displayPhone: string; verifiedName: string };

export type SimState = {
  app: { id: string; secret: string; token: string };
  wabas: { id: string }[];
  numbers: BusinessNumber[];
  baseUrl: string;
  connected: boolean;
  clock: { now: number; offsetMs: number };
  people: number;
  ledger: number;
  counters: { accepted: number; inbound: number };
  webhooks: { queued: number; retrying: number; delivered: number; hold?: boolean };
  held: boolean;
  lastRefused: { status: number; answer: string } | null;
};

export const handleOf = (person: Person): string => person.phone ?? person.username ?? person.id;
export const labelOf = (person: Person): string =>
  person.phone ? `+${person.phone}` : person.username ? `@${person.username}` : person.bsuid;
