/** An id of Meta is digits; anything else could lead to another address. */
export const isMetaId = (id: string): boolean => /^\d{1,64}$/.test(id);

export type GraphBase = { origin: string; prefix: string };

/**
 * Splits a base URL and a version into what every path begins with: `https://host/x` and `v24.0` give
 * `/x/v24.0`. Null when one of them is not usable.
 */
export const graphBase = (baseUrl: string, apiVersion: string): GraphBase | null => {
  if (!URL.canParse(baseUrl) || !/^v\d{1,3}\.\d{1,2}$/.test(apiVersion)) return null;
  const url = new URL(baseUrl);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  return { origin: url.origin, prefix: `${url.pathname.replace(/\/+$/, '')}/${apiVersion}` };
};

/** Query text of the given values, with `?`; empty for none. Undefined values are left out. */
export const queryText = (query: Record<string, string | number | undefined>): string => {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) params.append(key, String(value));
  }
  return params.size === 0 ? '' : `?${params.toString()}`;
};

const META_HOSTS = /(^|\.)(fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.net|whatsapp\.com)$/;

/**
 * True when the token may be sent to this address: hosts of Meta by https, or the host of the base URL
 * itself (the simulator). An address in a webhook or an answer decides nothing more than this.
 */
export const mayCarryToken = (address: string, base: GraphBase): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return (
    url.origin === base.origin ||
    (url.protocol === 'https:' && url.port === '' && META_HOSTS.test(url.hostname))
  );
};
