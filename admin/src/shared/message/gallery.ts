import { createContext, useContext } from 'react';

/** A picture or film that is looked at large. */
export interface GalleryItem {
  /** Our route of the file; it names the file in the thread too. */
  readonly url: string;
  readonly kind: 'image' | 'video';
  readonly name: string;
  readonly caption: string | null;
  /** Whose it is; null where there is nobody to name. */
  readonly from: string | null;
  readonly at: number | null;
  /** An address that the browser can draw without asking us: a file that was just chosen. */
  readonly src?: string;
}

export interface Gallery {
  readonly has: (url: string) => boolean;
  /** Shows it large; the focus goes back to `opener` afterwards. */
  readonly open: (url: string, opener: HTMLElement) => void;
}

/** The pictures and films around a message; null where it stands alone. */
export const GalleryContext = createContext<Gallery | null>(null);
export const useGallery = () => useContext(GalleryContext);
