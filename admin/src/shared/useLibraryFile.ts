import { useEffect, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';

export interface KnownFile {
  name: string;
  url: string;
  mime: string;
  /** In kilobytes of a thousand bytes, as Strapi keeps it. */
  size: number;
}

/** A file of the media library by its id: undefined while it is asked for, null when it is gone or not permitted. */
export const useLibraryFile = (id: number | null): KnownFile | null | undefined => {
  const { get } = useFetchClient();
  const [known, setKnown] = useState<{ id: number; file: KnownFile | null }>();
  useEffect(() => {
    if (id === null) return undefined;
    let wanted = true;
    get<KnownFile>(`/upload/files/${id}`)
      .then(({ data }) => wanted && setKnown({ id, file: data }))
      .catch(() => wanted && setKnown({ id, file: null }));
    return () => {
      wanted = false;
    };
  }, [get, id]);
  if (id === null) return null;
  return known?.id === id ? known.file : undefined;
};
