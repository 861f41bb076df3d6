import { useEffect, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import type { FieldFile } from './LibraryFileField';

/** Files as they were read or chosen, shared by form and preview. */
const known = new Map<number, FieldFile>();

interface Stored {
  id: number;
  name: string;
  mime: string;
  /** Kilobytes. */
  size: number;
  url: string;
}

/** A chosen file of the media library by its id (0 = none); null while unknown or gone. `choose` hands over what the dialog gave. */
export const useChosenFile = (id: number) => {
  const { get } = useFetchClient();
  const [, setRound] = useState(0);
  useEffect(() => {
    if (id === 0 || known.has(id)) return undefined;
    let wanted = true;
    get<Stored>(`/upload/files/${id}`)
      .then(({ data }) => {
        known.set(id, { ...data, size: Math.round(data.size * 1000) });
        if (wanted) setRound((n) => n + 1);
      })
      .catch(() => undefined); // gone or not permitted: the field stays empty and asks again
    return () => {
      wanted = false;
    };
  }, [get, id]);
  return {
    file: known.get(id) ?? null,
    choose: (file: FieldFile | null) => {
      if (file) known.set(file.id, file);
    },
  };
};
