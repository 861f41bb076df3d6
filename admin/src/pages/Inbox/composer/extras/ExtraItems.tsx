import type { ReactElement } from 'react';
import { MenuItem } from '@strapi/design-system';
import { BulletList, Cursor, Link, Pin, PinMap, User } from '@strapi/icons';
import { useT } from '../../../../shared/useT';
import { EXTRA_KINDS, type ExtraKind } from './model';

const ICONS: Record<ExtraKind, ReactElement> = {
  location: <Pin />,
  'location-request': <PinMap />,
  contacts: <User />,
  buttons: <Cursor />,
  list: <BulletList />,
  link: <Link />,
};

/** What can be sent beside files, for the menu of attachments. */
export const ExtraItems = ({ onChoose }: { readonly onChoose: (kind: ExtraKind) => void }) => {
  const t = useT();
  return (
    <>
      {EXTRA_KINDS.map((kind) => (
        <MenuItem key={kind} startIcon={ICONS[kind]} onSelect={() => onChoose(kind)}>
          {t(`composer.extra.menu.${kind}`)}
        </MenuItem>
      ))}
    </>
  );
};
