import { useEffect, useRef } from 'react';
import type { InboxView } from '../../../../../server/src/contracts/inbox-views';
import {
  useWhatsappCreateInboxViewMutation,
  useWhatsappDefaultInboxViewMutation,
  useWhatsappInboxViewsQuery,
  useWhatsappRemoveInboxViewMutation,
  useWhatsappUpdateInboxViewMutation,
} from '../../../api/inbox-list';
import { useRefusal } from '../../../shared/useRefusal';
import type { InboxUrl } from '../hooks/useInboxUrl';
import { isFiltered } from '../model/filters';
import { urlOfView, viewFiltersOf } from '../model/views';

/** The views, the one that the address names, and what may be done with them. */
export const useSavedViews = (url: InboxUrl, change: (part: Partial<InboxUrl>) => void) => {
  const refuse = useRefusal();
  const query = useWhatsappInboxViewsQuery();
  const [create] = useWhatsappCreateInboxViewMutation();
  const [update] = useWhatsappUpdateInboxViewMutation();
  const [remove] = useWhatsappRemoveInboxViewMutation();
  const [setDefault] = useWhatsappDefaultInboxViewMutation();
  const views = query.data?.views ?? [];
  const chosen = views.find(({ id }) => id === url.view) ?? null;

  // The list opens with the person's view, once, unless the address asks for something itself.
  const opened = useRef(url.view !== null || isFiltered(url));
  const usual = views.find(({ isDefault }) => isDefault);
  useEffect(() => {
    if (opened.current || !query.data) return;
    opened.current = true;
    if (usual) change(urlOfView(usual));
  }, [change, query.data, usual]);

  const told = async (asked: PromiseLike<object>) => {
    const answer = await asked;
    if ('error' in answer) refuse(answer.error);
  };
  return {
    views,
    chosen,
    show: (view: InboxView) => change(urlOfView(view)),
    /** What it throws is said in the form. */
    add: async (name: string, shared: boolean) => {
      const view = await create({ name, shared, filters: viewFiltersOf(url) }).unwrap();
      change({ view: view.id });
    },
    rename: async ({ id, filters }: InboxView, name: string, shared: boolean) => {
      await update({ id, body: { name, shared, filters } }).unwrap();
    },
    keep: ({ id, name, shared }: InboxView) =>
      void told(update({ id, body: { name, shared, filters: viewFiltersOf(url) } })),
    remove: async ({ id }: InboxView) => {
      await remove(id).unwrap();
      change({ view: null });
    },
    makeDefault: (viewId: number | null) => void told(setDefault({ viewId })),
  };
};
