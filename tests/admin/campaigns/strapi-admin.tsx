import type { ReactNode } from 'react';

const real = jest.requireActual<typeof import('@strapi/strapi/admin')>('@strapi/strapi/admin');

/** Actions that the person of a test lacks, by the last word (`canLaunch`…). */
export const denied = new Set<string>();
export const notices: { type?: string; message?: string }[] = [];

const allowedActions = new Proxy({} as Record<string, boolean>, {
  get: (_target, name) => !denied.has(String(name)),
});
const toggleNotification = (notice: { type?: string; message?: string }) => notices.push(notice);

/** Strapi's admin with an allowed person, and notices that a test can read. */
module.exports = {
  ...real,
  useRBAC: () => ({ allowedActions, isLoading: false, permissions: [] }),
  useNotification: () => ({ toggleNotification }),
  useIsMobile: () => false,
  Page: { ...real.Page, Protect: ({ children }: { children: ReactNode }) => <>{children}</> },
  denied,
  notices,
};
