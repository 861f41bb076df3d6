import { Alert } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useT } from '../../../shared/useT';

/** Two answers to one question help nobody: said before the second one goes. */
export const CollisionAlert = ({
  names,
  onClose,
}: {
  readonly names: readonly string[];
  readonly onClose: () => void;
}) => {
  const t = useT();
  const { formatList } = useIntl();
  return (
    <Alert
      variant="warning"
      closeLabel={t('inbox.composer.keep-editing')}
      onClose={onClose}
      data-testid="collision"
    >
      {t('team.presence.collision', { count: names.length, names: formatList([...names]) })}
    </Alert>
  );
};
