import { BlockList, isIP } from 'node:net';

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

/** Host of a URL without the brackets of IPv6. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Is the host of a URL an address of the open internet? Null: it is a name, which may lead anywhere. */
export const isPublicHostAddress = (url: URL): boolean | null => {
  const host = bareHost(url);
  return isIP(host) === 0 ? null : isPublicAddress(host);
};
