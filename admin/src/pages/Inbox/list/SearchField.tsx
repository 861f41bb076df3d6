import { useEffect, useRef, useState, type RefObject } from 'react';
import { Searchbar } from '@strapi/design-system';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import type { InboxUrl } from '../hooks/useInboxUrl';

interface Props {
  readonly url: Pick<InboxUrl, 'q'>;
  readonly change: (part: Partial<InboxUrl>) => void;
  readonly searchRef: RefObject<HTMLInputElement>;
}

/** Search by name, number, e-mail or text; asked when one stops writing. */
export const SearchField = ({ url, change, searchRef }: Props) => {
  const t = useT();
  const [text, setText] = useState(url.q);
  const settled = useDebounced(text.trim(), 300);
  const written = useRef(url.q);

  useEffect(() => {
    if (settled === written.current) return;
    written.current = settled;
    change({ q: settled });
  }, [change, settled]);
  useEffect(() => {
    // Cleared elsewhere ("Clear filters", the back button): the field follows.
    if (url.q !== written.current) {
      written.current = url.q;
      setText(url.q);
    }
  }, [url.q]);

  return (
    <Searchbar
      ref={searchRef}
      name="inbox-search"
      size="S"
      value={text}
      placeholder={t('inbox.search.placeholder')}
      clearLabel={t('inbox.search.clear')}
      onClear={() => setText('')}
      onChange={(event) => setText(event.target.value.slice(0, 200))}
    >
      {t('inbox.search.label')}
    </Searchbar>
  );
};
