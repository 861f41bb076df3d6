/** What a request says of who makes it. */
export interface Visitor {
  method: string;
  userAgent: string;
  /** `Sec-Purpose`, `Purpose` and `X-Moz`: a browser that looks ahead says so there. */
  purposes: readonly string[];
}

/** Programs that open links to preview, scan or index them; WhatsApp itself is one. */
const PROGRAMS =
  /bot\b|crawl|spider|preview|scan|facebookexternalhit|facebookcatalog|whatsapp\/|curl\/|wget\/|python-|headless|monitor/i;

/** Only a person's own opening counts: no look ahead, no preview, no check whether the page is there. */
export const isPerson = ({ method, userAgent, purposes }: Visitor): boolean =>
  method === 'GET' &&
  userAgent.trim() !== '' &&
  !PROGRAMS.test(userAgent) &&
  !purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose));
