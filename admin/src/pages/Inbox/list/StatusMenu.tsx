import { MenuItem, SimpleMenu } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import type { InboxUrl, StatusFilter } from '../hooks/useInboxUrl';
import { NARROW } from '../layout';

interface Props {
  readonly url: Pick<InboxUrl, 'status'>;
  readonly change: (part: Partial<InboxUrl>) => void;
}

const statuses: readonly StatusFilter[] = ['open', 'snoozed', 'closed', 'all'];

/** Open, snoozed, closed or any. */
export const StatusMenu = ({ url, change }: Props) => {
  const t = useT();
  const word = t(`inbox.status.${url.status}`);
  return (
    <SimpleMenu
      size="S"
      {...NARROW}
      variant={url.status === 'open' ? 'tertiary' : 'secondary'}
      label={word}
      aria-label={t('inbox.filter.status-now', { word })}
      data-testid="status-menu"
    >
      {statuses.map((status) => (
        <MenuItem key={status} onSelect={() => change({ status })}>
          {t(`inbox.status.${status}`)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
