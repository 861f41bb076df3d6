import { useState, type ComponentType } from 'react';
import { useRBAC, useStrapiApp } from '@strapi/strapi/admin';
import { DeviceOrLibrary } from './DeviceOrLibrary';

/** A file of Strapi's media library, as its dialog hands it over. */
export interface LibraryFile {
  id: number;
  name: string;
  mime: string;
  /** In kilobytes, as Strapi keeps it. */
  size: number;
  url: string;
}

export type LibraryKind = 'image' | 'video' | 'document' | 'any';
type DialogProps = {
  onClose: () => void;
  onSelectAssets: (files: LibraryFile[]) => void;
  allowedTypes: string[];
  multiple: boolean;
};
interface Props {
  kind: LibraryKind;
  onPick: (file: LibraryFile) => void;
  onClose: () => void;
}

/** Strapi's words for the kinds of its library. */
const types: Record<LibraryKind, string[]> = {
  image: ['images'],
  video: ['videos'],
  document: ['files'],
  any: ['images', 'videos', 'audios', 'files'],
};

const UPLOAD = [{ action: 'plugin::upload.assets.create', subject: null }];

const StrapiLibrary = ({ kind, onPick, onClose }: Props) => {
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

/**
 * One file of one kind from the media library. Who may upload there does so in Strapi's own dialog; everybody else adds
 * a file by our route, which takes only what WhatsApp takes.
 */
export const LibraryPicker = (props: Props) => {
  const { allowedActions, isLoading } = useRBAC(UPLOAD);
  const [isBrowsing, setBrowsing] = useState(false);
  if (isLoading) return null;
  if (allowedActions.canCreate === true || isBrowsing) return <StrapiLibrary {...props} />;
  return <DeviceOrLibrary {...props} onBrowse={() => setBrowsing(true)} />;
};
