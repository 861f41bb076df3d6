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
  /** Numbers that show "typing…" right now. */
  typing: string[];
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
  edited?: boolean;
  deleted?: boolean;
  /** The ad that the person clicked before this message. */
  referral?: Content;
  reactions: { in?: string; out?: string };
  status: string;
  failedCode: number;
};

export type BusinessNumber = {
  id: string;
  displayPhone: string;
  verifiedName: string;
  profile: Content;
};

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

/** How a chat begins that the person did not begin by typing: prefilled text, and the ad it came from. */
export type Start = {
  phoneNumberId: string;
  text: string;
  referral?: Content;
};

/** A printed code of the business. */
export type QrCode = {
  code: string;
  phoneNumberId: string;
  text: string;
  link: string;
  picture: string;
};

/** Virtual customers who act by themselves, and what they did. */
export type Fleet = {
  settings: { enabled: boolean; who: 'walk-ins' | 'everyone' };
  counts: Record<
    | 'deliver'
    | 'read'
    | 'click'
    | 'press'
    | 'reply'
    | 'optOut'
    | 'stopMarketing'
    | 'block'
    | 'fail'
    | 'pending',
    number
  >;
};
export type Crowd = { people: number; first: string; last: string };

/** What every way into a chat needs. */
export type StartProps = {
  person: Person;
  numbers: readonly BusinessNumber[];
  onStart: (person: Person, start: Start) => void;
};

export const handleOf = (person: Person): string => person.phone ?? person.username ?? person.id;
export const labelOf = (person: Person): string =>
  person.phone ? `+${person.phone}` : person.username ? `@${person.username}` : person.bsuid;
