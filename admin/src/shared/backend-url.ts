/** Where Strapi answers, without a slash at the end; empty when the admin is served from the same place. */
export const backendUrl = (): string => {
  const host: { backendURL?: string } = window.strapi;
  return (host.backendURL ?? '').replace(/\/$/, '');
};
