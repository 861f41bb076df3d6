/** Where Strapi answers, without a slash at the end; empty when the admin is served from the same place. */
export const backendUrl = (): string => {
  const host: object = window.strapi;
  const url = 'backendURL' in host ? host.backendURL : '';
  return typeof url === 'string' ? url.replace(/\/$/, '') : '';
};

/** Where a file of the library is read: one on Strapi's own disk has a path only. */
export const withBackend = (url: string): string =>
  url.startsWith('/') ? `${backendUrl()}${url}` : url;
