import { Badge, VisuallyHidden } from '@strapi/design-system';
import { useT } from './useT';

/** How many messages of a conversation nobody has read; nothing where all are. */
export const UnreadBadge = ({ count }: { readonly count: number }) => {
  const t = useT();
  return count > 0 ? (
    <Badge backgroundColor="primary600" textColor="neutral0">
      {count}
      <VisuallyHidden>{` ${t('inbox.row.unread', { count })}`}</VisuallyHidden>
    </Badge>
  ) : null;
};
