import { useEffect, useRef } from 'react';

/** Calls back once, when the element comes near the visible part of the page. Attach the answer as `ref`. */
export const useFirstSeen = <E extends Element>(seen: (() => void) | null) => {
  const place = useRef<E>(null);
  const called = useRef(false);
  useEffect(() => {
    const element = place.current;
    if (!element || !seen || called.current) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (called.current || !entries.some((entry) => entry.isIntersecting)) return;
        called.current = true;
        observer.disconnect();
        seen();
      },
      { rootMargin: '200px' }
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return place;
};
