import type { Core } from '@strapi/strapi';

/** What a browser runs, or opens as a page that runs scripts, as patterns for `plugin::upload.security.deniedTypes`. */
const RUNNABLE_PATTERNS = ['text/html', '*xml', '*javascript', '*ecmascript'] as const;
/** One type for each way in which a file of the library can run in a browser. */
const RUNNABLE_TYPES = [
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'application/xml',
  'application/xslt+xml',
  'application/javascript',
  'text/javascript',
  'application/ecmascript',
] as const;

interface UploadSecurity {
  allowedTypes?: unknown;
  deniedTypes?: unknown;
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Whether a type is meant by a pattern of the host, as Strapi's upload reads it: `*` stands for anything, anywhere. */
export const matchesType = (mime: string, pattern: string): boolean =>
  new RegExp(`^${pattern.toLowerCase().split('*').map(escaped).join('.*')}$`).test(
    mime.toLowerCase()
  );

/** Patterns of one list of the host; null when it has none. */
const patternsOf = (list: unknown): string[] | null =>
  Array.isArray(list) ? list.filter((pattern) => typeof pattern === 'string') : null;

const securityOf = (strapi: Core.Strapi): UploadSecurity =>
  strapi.config.get<UploadSecurity | null>('plugin::upload.security', null) ?? {};

/** Whether the host lets files of this type into its media library: an empty list of allowed types allows none. */
export const hostTakes = (strapi: Core.Strapi, mime: string): boolean => {
  const security = securityOf(strapi);
  const matches = (patterns: string[]) => patterns.some((pattern) => matchesType(mime, pattern));
  if (matches(patternsOf(security.deniedTypes) ?? [])) return false;
  const allowed = patternsOf(security.allowedTypes);
  return allowed === null || matches(allowed);
};

/**
 * What the host's `deniedTypes` should be, so that its library takes nothing that runs in a browser: its own list with
 * ours. Null when it takes no such file already.
 */
export const advisedDeniedTypes = (strapi: Core.Strapi): string[] | null => {
  if (!RUNNABLE_TYPES.some((mime) => hostTakes(strapi, mime))) return null;
  const own = patternsOf(securityOf(strapi).deniedTypes) ?? [];
  return [...new Set([...own, ...RUNNABLE_PATTERNS])];
};
