import { useMemo, type ReactNode } from 'react';
import { actionId, actions } from '../../server/src/contracts/permissions';

type Strapi = typeof import('@strapi/strapi/admin');

/** The short notices that Strapi would have shown. */
export const notices: { type?: string; message?: string }[] = [];

/** Last words of the actions that the person has; `null` = all of them. */
let granted: readonly string[] | null = null;

export const grantOnly = (names: readonly string[] | null): void => {
  granted = names;
};

/** Strapi draws its frame before it has read what the person may do. */
let isKnown = true;

export const knowPermissions = (isRead: boolean): void => {
  isKnown = isRead;
};

/** Rights that the person lacks, by the name of `useRBAC`'s answer (`canLaunch`). */
export const denied = new Set<string>();

/** Files of Strapi's media library, each with a button of its name that takes it; without files there is no library. */
export const library: { id: number; name: string; mime: string; size: number; url: string }[] = [];

const nameOf = (action: string): string => {
  const camel = (action.split('.').at(-1) ?? '').replace(/-(.)/g, (_m, letter: string) =>
    letter.toUpperCase()
  );
  return `can${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
};

const has = (action: string): boolean =>
  isKnown &&
  !denied.has(nameOf(action)) &&
  (granted === null || granted.some((name) => action.endsWith(`.${name}`)));

/** As Strapi's, it asks once for a list. */
const useRBAC = (permissions: { action: string }[]) => {
  const allowedActions = useMemo(
    () => Object.fromEntries(permissions.map(({ action }) => [nameOf(action), has(action)])),
    [permissions]
  );
  return { isLoading: false, allowedActions };
};

/** With a token pages open their live stream; without one, as at first, there is none. */
export const session: { token: string | null } = { token: null };

const auth = {
  get token() {
    return session.token;
  },
  user: { id: 1 },
  /** Of Strapi's own actions everybody has some. */
  get permissions() {
    if (!isKnown) return [];
    const ours = Object.values(actions).map((uid) => ({ action: actionId(uid) }));
    return [{ action: 'admin::users.read' }, ...ours.filter(({ action }) => has(action))];
  },
};

const MediaLibrary = ({ onSelectAssets }: { onSelectAssets: (files: unknown[]) => void }) => (
  <div role="dialog" aria-label="Media library">
    {library.map((file) => (
      <button key={file.id} type="button" onClick={() => onSelectAssets([file])}>
        {file.name}
      </button>
    ))}
  </div>
);

const app = {
  get components() {
    return library.length === 0 ? {} : { 'media-library': MediaLibrary };
  },
};

/** The same at each render, as Strapi's is. */
const notification = {
  toggleNotification: (notice: { type?: string; message?: string }) => notices.push(notice),
};

/** Strapi's frame asks the server for the rights; pages are tested without it. */
const Protect = ({ children }: { children: ReactNode }) => <>{children}</>;

/** Takes the place of these parts of `@strapi/strapi/admin` in every admin test (jsdom/strapi-admin.cjs). */
export const signedIn = {
  useRBAC,
  useAuth: (_who: string, select: (state: typeof auth) => unknown) => select(auth),
  useStrapiApp: (_who: string, select: (state: typeof app) => unknown) => select(app),
  useNotification: () => notification,
  get Page() {
    return { ...jest.requireActual<Strapi>('./jsdom/strapi-package.cjs').Page, Protect };
  },
};
