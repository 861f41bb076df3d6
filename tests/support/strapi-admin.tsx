import type { ReactNode } from 'react';
import { actionId, actions } from '../../server/src/contracts/permissions';

/** What the page under test told the person by Strapi's short notices. */
export const notices: { type?: string; message?: string }[] = [];

/** Last words of the actions that the person has; `null` = all of them. */
let granted: readonly string[] | null = null;

export const grantOnly = (names: readonly string[] | null): void => {
  granted = names;
};

const nameOf = (action: string): string => {
  const camel = (action.split('.').at(-1) ?? '').replace(/-(.)/g, (_m, letter: string) =>
    letter.toUpperCase()
  );
  return `can${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
};

const useRBAC = (permissions: { action: string }[]) => ({
  isLoading: false,
  allowedActions: Object.fromEntries(
    permissions.map(({ action }) => [nameOf(action), has(action)])
  ),
});

const has = (action: string): boolean =>
  granted === null || granted.some((name) => action.endsWith(`.${name}`));

const auth = {
  token: null,
  user: { id: 1 },
  /** Of Strapi's own actions everybody has some. */
  get permissions() {
    const ours = Object.values(actions).map((uid) => ({ action: actionId(uid) }));
    return [{ action: 'admin::users.read' }, ...ours.filter(({ action }) => has(action))];
  },
};

/** The same at each render, as Strapi's is. */
const notification = {
  toggleNotification: (notice: { type?: string; message?: string }) => notices.push(notice),
};

/**
 * `@strapi/strapi/admin` with a signed-in person and without Strapi's frame around the page:
 * `jest.mock('@strapi/strapi/admin', () => require('../../support/strapi-admin').strapiAdmin())`.
 */
export const strapiAdmin = () => {
  const actual = jest.requireActual<typeof import('@strapi/strapi/admin')>('@strapi/strapi/admin');
  return {
    ...actual,
    useRBAC,
    useAuth: (_who: string, select: (state: typeof auth) => unknown) => select(auth),
    useStrapiApp: (_who: string, select: (state: { components: object }) => unknown) =>
      select({ components: {} }),
    useNotification: () => notification,
    Page: { ...actual.Page, Protect: ({ children }: { children: ReactNode }) => <>{children}</> },
  };
};
