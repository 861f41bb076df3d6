import { NOTHING_KNOWN, type ThreadPlace } from '../model/segment';

export interface ThreadState {
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly place: ThreadPlace;
  /** Pages that are under way or could not be read, by what was asked. */
  readonly pages: Readonly<Record<string, 'loading' | 'failed'>>;
}
export const START: ThreadState = {
  status: 'loading',
  error: null,
  place: NOTHING_KNOWN,
  pages: {},
};

/** The state of a thread, for its parts: what it is now, and how it changes. */
export interface ThreadStore {
  readonly latest: { readonly current: ThreadState };
  readonly set: (change: (old: ThreadState) => ThreadState) => void;
}

/** How it stands with the page at one end of what is shown. */
export interface ThreadEdge {
  /** False where nothing lies behind it. */
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly failed: boolean;
}

export const edgeOf = ({ pages }: ThreadState, key: string | null): ThreadEdge => ({
  hasMore: key !== null,
  loading: key !== null && pages[key] === 'loading',
  failed: key !== null && pages[key] === 'failed',
});
