import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { PeopleChoice, PeopleFilter } from '../../../../../server/src/contracts/audience';
import { useWhatsappCountPeopleQuery, useWhatsappSearchPeopleQuery } from '../../../api/people';
import { asked, filterParam, readFilterParam, tidy } from '../../../shared/people/filter-model';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useDebounced } from '../../../shared/useDebounced';

export const everybody: PeopleChoice = { kind: 'all', filter: {}, except: [] };

/** Search, filter and the open person live in the address, so that a link and the back button work. */
export const useAddress = () => {
  const [params, setParams] = useSearchParams();
  const set = (changes: Record<string, string | null>, replace = false) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [key, value] of Object.entries(changes)) {
          if (value === null || value === '') next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { replace }
    );
  const group = Number(params.get('group')) || null;
  const text = params.get('filter');
  const chips = useMemo((): PeopleFilter => {
    const filter = readFilterParam(text);
    return group === null || filter.groups
      ? filter
      : { ...filter, groups: { include: [group], exclude: [] } };
  }, [group, text]);
  return {
    q: params.get('q') ?? '',
    chips,
    open: params.get('contact'),
    setQ: (q: string) => set({ q }, true),
    setFilter: ({ q, ...rest }: PeopleFilter) =>
      set({ filter: filterParam(rest), group: null, ...(q === undefined ? {} : { q }) }),
    openPerson: (id: string | null) => set({ contact: id }),
    clear: () => setParams({}),
    hrefOf: (id: number) => {
      const next = new URLSearchParams(params);
      next.set('contact', String(id));
      return `?${next.toString()}`;
    },
  };
};
export type Address = ReturnType<typeof useAddress>;

/** The people who match, page by page; their number comes after the rows, and that of all people beside it. */
export const usePeople = (address: Address) => {
  const q = useDebounced(address.q.trim());
  const filter = useMemo(
    () => tidy({ ...address.chips, ...(q === '' ? {} : { q }) }),
    [address.chips, q]
  );
  const pages = useCursorPages(JSON.stringify(filter));
  const query = useWhatsappSearchPeopleQuery({
    filter,
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  });
  const count = useWhatsappCountPeopleQuery(
    { kind: 'all', filter, except: [] },
    { skip: !query.data }
  );
  const all = useWhatsappCountPeopleQuery(everybody, { skip: !query.data });
  return { filter, query, pages, count, all, isFiltered: asked(filter) > 0 };
};
export type List = ReturnType<typeof usePeople>;
