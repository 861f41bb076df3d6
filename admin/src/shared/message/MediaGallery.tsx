import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { GalleryContext, type GalleryItem } from './gallery';
import { Lightbox } from './Lightbox';

interface Props {
  /** In the order in which one leafs through them. */
  readonly items: readonly GalleryItem[];
  readonly children: ReactNode;
}

/** Lets the pictures and films of a thread be looked at one after the other. */
export const MediaGallery = ({ items, children }: Props) => {
  // By address, not by place: older ones may come in before it while one looks.
  const [url, setUrl] = useState<string | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const urls = useRef(new Set<string>());
  urls.current = useMemo(() => new Set(items.map((item) => item.url)), [items]);
  const has = useCallback((one: string) => urls.current.has(one), []);
  const open = useCallback((one: string, from: HTMLElement) => {
    opener.current = from;
    setUrl(one);
  }, []);
  const gallery = useMemo(() => ({ has, open }), [has, open]);
  const at = url === null ? -1 : items.findIndex((item) => item.url === url);
  return (
    <GalleryContext.Provider value={gallery}>
      {children}
      {at < 0 ? null : (
        <Lightbox
          items={items}
          at={at}
          opener={opener.current}
          onMove={(next) => setUrl(items[next]?.url ?? null)}
          onClose={() => setUrl(null)}
        />
      )}
    </GalleryContext.Provider>
  );
};
