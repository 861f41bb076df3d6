import type { ComponentType } from 'react';
import { useStrapiApp } from '@strapi/strapi/admin';

/** A file of Strapi's media library, as its dialog hands it over. */
export interface LibraryFile {
  id: number;
  name: string;
  mime: string;
  /** In kilobytes, as Strapi keeps it. */
  size: number;
  url: string;
}

type Kind = 'image' | 'video' | 'document' | 'any';
type DialogProps = {
  onClose: () => void;
  onSelectAssets: (files: LibraryFile[]) => void;
  allowedTypes: string[];
  multiple: boolean;
};

/** Strapi's words for the kinds of its library. */
const types: Record<Kind, string[]> = {
  image: ['images'],
  video: ['videos'],
  document: ['files'],
  any: ['images', 'videos', 'audios', 'files'],
};

/** Strapi's own media library dialog, for one file of one kind; a new file may be uploaded in it. */
export const LibraryPicker = ({
  kind,
  onPick,
  onClose,
}: {
  kind: Kind;
  onPick: (file: LibraryFile) => void;
  onClose: () => void;
}) => {
  const components = useStrapiApp('WhatsAppLibrary', (state) => state.components);
  const Dialog = components['media-library'] as ComponentType<DialogProps> | undefined;
  if (!Dialog) return null;
  return (
    <Dialog
      allowedTypes={types[kind]}
      multiple={false}
      onClose={onClose}
      onSelectAssets={([file]) => {
        if (file) onPick(file);
        onClose();
      }}
    />
  );
};
