import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the open internet (IANA's special-purpose registries). */
const RESERVED: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only global unicast is open; these parts of it lead elsewhere (tunnels, documentation). */
const OPEN_6: [string, number] = ['2000::', 3];
const RESERVED_6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const reserved = new BlockList();
for (const [network, prefix] of RESERVED) reserved.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of RESERVED_6) reserved.addSubnet(network, prefix, 'ipv6');
const open6 = new BlockList();
open6.addSubnet(...OPEN_6, 'ipv6');

/** True for an address of the open internet; false for private, local, metadata and all other special ones. */
export const isPublicAddress = (address: string): boolean => {
  const kind = isIP(address);
  if (kind === 4) return !reserved.check(address, 'ipv4');
  return kind === 6 && open6.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
};

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

/** Host of a URL without the brackets of IPv6. */
const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

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
