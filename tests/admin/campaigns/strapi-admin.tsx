import type { ReactNode } from 'react';

const real = jest.requireActual<typeof import('@strapi/strapi/admin')>('@strapi/strapi/admin');

/** Actions that the person of a test lacks, by the last word (`canLaunch`…). */
export const denied = new Set<string>();
export const notices: { type?: string; message?: string }[] = [];

/** The window: wide unless a test says so. */
export const looks = { isWide: true, isMobile: false };
const allowedActions = new Proxy({} as Record<string, boolean>, {
  get: (_target, name) => !denied.has(String(name)),
});
const toggleNotification = (notice: { type?: string; message?: string }) => notices.push(notice);

/** A file that a test adds to those of the media library; its button is "take it from the library". */
export const library: { file: unknown } = { file: null };
const files = [
  { id: 7, name: 'bahar.jpg', mime: 'image/jpeg', size: 120, url: '/bahar.jpg' },
  { id: 8, name: 'ses.mp3', mime: 'audio/mpeg', size: 90, url: '/ses.mp3' },
];
const MediaLibrary = ({ onSelectAssets }: { onSelectAssets: (files: unknown[]) => void }) => (
  <div role="dialog" aria-label="Media library">
    {library.file === null ? null : (
      <button type="button" onClick={() => onSelectAssets([library.file])}>
        take it from the library
      </button>
    )}
    {files.map((file) => (
      <button key={file.id} type="button" onClick={() => onSelectAssets([file])}>
        {file.name}
      </button>
    ))}
  </div>
);
const app = { components: { 'media-library': MediaLibrary } };

/** Strapi's admin with an allowed person, and notices that a test can read. */
module.exports = {
  ...real,
  useRBAC: () => ({ allowedActions, isLoading: false, permissions: [] }),
  useAuth: (_name: string, select: (state: { permissions: object[] }) => unknown) =>
    select({ permissions: [{}] }),
  useStrapiApp: (_name: string, select: (state: typeof app) => unknown) => select(app),
  useNotification: () => ({ toggleNotification }),
  useIsMobile: () => looks.isMobile,
  useIsDesktop: () => looks.isWide,
  useMediaQuery: () => looks.isWide,
  Page: { ...real.Page, Protect: ({ children }: { children: ReactNode }) => <>{children}</> },
  denied,
  notices,
  looks,
  library,
};
