import { useState } from 'react';
import { Box, Button, Flex, MenuItem, SimpleMenu } from '@strapi/design-system';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import type { InboxUrl } from '../hooks/useInboxUrl';
import { isFiltered, NO_FILTER } from '../model/filters';
import { countWord, isChanged } from '../model/views';
import { useSavedViews } from './useSavedViews';
import { ViewForm } from './ViewForm';

interface Props {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
}

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
  if (views.length === 0 && !isFiltered(url)) return null;
  return (
    <Flex gap={2} wrap="wrap" role="group" aria-label={t('inbox.views.label')}>
      {views.length > 0 ? (
        <Box>
          <SimpleMenu
            size="S"
            variant="tertiary"
            label={chosen ? chosen.name : t('inbox.views.label')}
            data-testid="views-menu"
          >
            <MenuItem onSelect={() => change({ ...NO_FILTER, view: null })}>
              {t('inbox.views.none')}
            </MenuItem>
            {views.map((view) => {
              const count = countWord(view);
              const words = [
                view.name,
                count === null ? '' : `(${count})`,
                view.isDefault ? '★' : '',
              ];
              return (
                <MenuItem key={view.id} onSelect={() => saved.show(view)}>
                  {words.filter(Boolean).join(' ')}
                </MenuItem>
              );
            })}
          </SimpleMenu>
        </Box>
      ) : null}
      {changed && mayChange ? (
        <Button size="S" variant="secondary" onClick={() => saved.keep(chosen)}>
          {t('inbox.views.keep')}
        </Button>
      ) : null}
      {isFiltered(url) && (chosen === null || changed) ? (
        <Button size="S" variant="ghost" onClick={() => setDoing('new')} data-testid="view-new">
          {t('inbox.views.new')}
        </Button>
      ) : null}
      {chosen ? (
        <SimpleMenu size="S" variant="ghost" label={t('inbox.views.more')} data-testid="view-more">
          <MenuItem onSelect={() => saved.makeDefault(chosen.isDefault ? null : chosen.id)}>
            {t(chosen.isDefault ? 'inbox.views.not-default' : 'inbox.views.default')}
          </MenuItem>
          {mayChange ? (
            <MenuItem onSelect={() => setDoing('rename')}>{t('inbox.views.rename')}</MenuItem>
          ) : null}
          {mayChange ? (
            <MenuItem onSelect={() => setDoing('delete')}>{t('inbox.views.delete')}</MenuItem>
          ) : null}
        </SimpleMenu>
      ) : null}
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
    </Flex>
  );
};
