import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { bareHost, isPublicAddress } from '../kernel/address';

export interface Guard {
  /** Setting of the host: addresses inside the own network, and plain http there. */
  allowPrivate: boolean;
}

/** May a connection of this kind go to this address? Plain http stays inside the own network. */
export const mayConnect = (
  address: string,
  { protocol, allowPrivate }: Guard & { protocol: string }
): boolean =>
  isPublicAddress(address)
    ? protocol === 'https:'
    : allowPrivate && (protocol === 'https:' || protocol === 'http:');

/** Why an address cannot be used, before anything is looked up; null when it may be tried. */
export const urlProblem = (
  text: string,
  { allowPrivate }: Guard
): 'invalid' | 'not-https' | 'credentials' | 'private' | null => {
  if (!URL.canParse(text)) return 'invalid';
  const url = new URL(text);
  if (url.username || url.password) return 'credentials';
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'not-https';
  const host = bareHost(url);
  if (isIP(host) === 0) return /(^|\.)localhost\.?$/.test(host) && !allowPrivate ? 'private' : null;
  if (mayConnect(host, { protocol: url.protocol, allowPrivate })) return null;
  return isPublicAddress(host) ? 'not-https' : 'private';
};

/** Code of the error by which a name that leads into the own network is refused. */
export const REFUSED = 'ERR_ADDRESS_REFUSED';

/** Asks for all addresses of a name, as `dns.lookup` does. */
type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  answer: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void
) => void;

/**
 * Look-up for a socket: it judges what the name leads to in the very moment of the connection, so a name cannot be checked
 * as one address and connected as another.
 */
export const guardedLookup =
  (guard: Guard & { protocol: string }, lookUp: LookupAll = dnsLookup): LookupFunction =>
  (hostname, options, answer) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, []);
      const [first] = found;
      if (!first || found.some(({ address }) => !mayConnect(address, guard))) {
        const refusal: NodeJS.ErrnoException = new Error('the address is inside the own network');
        refusal.code = REFUSED;
        return answer(refusal, []);
      }
      return options.all ? answer(null, found) : answer(null, first.address, first.family);
    });
  };
