import { useState } from 'react';
import { Menu, MenuItem } from '@strapi/design-system';
import { FullMenu } from '../../../shared/FullMenu';
import { styled } from 'styled-components';
import type { InboxView } from '../../../../../server/src/contracts/inbox-views';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import type { InboxUrl } from '../hooks/useInboxUrl';
import { NARROW } from '../layout';
import { isFiltered, NO_FILTER } from '../model/filters';
import { countWord, isChanged } from '../model/views';
import { useSavedViews } from './useSavedViews';
import { ViewForm } from './ViewForm';

interface Props {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
}

/** A long name ends in "…", so that the filters keep one line. */
const Narrow = styled.div`
  max-inline-size: 100%;
  & button > span {
    max-inline-size: 16rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;

/** "Ads that wait (7) ★" */
const nameOf = (view: InboxView): string => {
  const count = countWord(view);
  return [view.name, count === null ? '' : `(${count})`, view.isDefault ? '★' : '']
    .filter(Boolean)
    .join(' ');
};

/** Named choices of filters and order: to go to one, keep this one, rename, share, delete, open with it. */
export const SavedViews = ({ url, change }: Props) => {
  const t = useT();
  const { can } = useCan();
  const saved = useSavedViews(url, change);
  const { views, chosen } = saved;
  const [doing, setDoing] = useState<'new' | 'rename' | 'delete' | null>(null);
  const mayChange = chosen !== null && (!chosen.shared || can.inboxViewShare);
  const changed = chosen !== null && isChanged(chosen, url);
  const close = () => setDoing(null);
  const deeds = [
    chosen && changed && mayChange
      ? { key: 'keep', word: t('inbox.views.keep'), act: () => saved.keep(chosen) }
      : null,
    isFiltered(url) && (chosen === null || changed)
      ? { key: 'new', word: t('inbox.views.new'), act: () => setDoing('new') }
      : null,
    chosen
      ? {
          key: 'default',
          word: t(chosen.isDefault ? 'inbox.views.not-default' : 'inbox.views.default'),
          act: () => saved.makeDefault(chosen.isDefault ? null : chosen.id),
        }
      : null,
    mayChange
      ? { key: 'rename', word: t('inbox.views.rename'), act: () => setDoing('rename') }
      : null,
    mayChange
      ? { key: 'delete', word: t('inbox.views.delete'), act: () => setDoing('delete') }
      : null,
  ].filter((deed) => deed !== null);
  if (views.length === 0 && !isFiltered(url)) return null;
  const name = chosen ? (changed ? `${chosen.name} •` : chosen.name) : t('inbox.views.label');
  return (
    <>
      <Narrow>
        <FullMenu
          size="S"
          {...NARROW}
          variant={chosen ? 'secondary' : 'tertiary'}
          label={name}
          aria-label={chosen ? t('inbox.views.now', { name: chosen.name }) : name}
          data-testid="views-menu"
        >
          {views.length > 0 ? (
            <MenuItem onSelect={() => change({ ...NO_FILTER, view: null })}>
              {t('inbox.views.none')}
            </MenuItem>
          ) : null}
          {views.map((view) => (
            <MenuItem key={view.id} onSelect={() => saved.show(view)}>
              {nameOf(view)}
            </MenuItem>
          ))}
          {views.length > 0 && deeds.length > 0 ? <Menu.Separator /> : null}
          {deeds.map(({ key, word, act }) => (
            <MenuItem key={key} onSelect={act} data-testid={`view-${key}`}>
              {word}
            </MenuItem>
          ))}
        </FullMenu>
      </Narrow>
      {doing === 'new' ? <ViewForm view={null} onSave={saved.add} onClose={close} /> : null}
      {doing === 'rename' && chosen ? (
        <ViewForm
          view={chosen}
          onSave={(name, shared) => saved.rename(chosen, name, shared)}
          onClose={close}
        />
      ) : null}
      {doing === 'delete' && chosen ? (
        <DeleteDialog
          title={t('inbox.views.delete.title', { name: chosen.name })}
          confirmLabel={t('inbox.views.delete')}
          onClose={close}
          onDelete={() => saved.remove(chosen)}
        >
          {t(chosen.shared ? 'inbox.views.delete.shared' : 'inbox.views.delete.own')}
        </DeleteDialog>
      ) : null}
    </>
  );
};
