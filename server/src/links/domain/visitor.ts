/** What a request says of who makes it. */
export interface Visitor {
  method: string;
  userAgent: string;
  /** `Sec-Purpose`, `Purpose` and `X-Moz`: a browser that looks ahead says so there. */
  purposes: readonly string[];
}

/**
 * Programs that open links to preview, scan or index them; WhatsApp itself is one. Mail and chat gateways, search engines
 * that do not call themselves bots, and the libraries that scripts are written with.
 */
const PROGRAMS = new RegExp(
  [
    'bot\\b|crawl|spider|slurp|preview|scan|facebookexternalhit|facebookcatalog|whatsapp/|embedly|monitor|headless',
    'google-(?:safety|inspection|read|adwords)|googleother|mediapartners|safelinks|barracuda|proofpoint|mimecast',
    'curl/|wget/|python|go-http-client|okhttp|java/|libwww|httpclient|axios/|node-fetch|undici|guzzle|postman',
  ].join('|'),
  'i'
);

/** Only a person's own opening counts: no look ahead, no preview, no check whether the page is there. */
export const isPerson = ({ method, userAgent, purposes }: Visitor): boolean =>
  method === 'GET' &&
  userAgent.trim() !== '' &&
  !PROGRAMS.test(userAgent) &&
  !purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose));
