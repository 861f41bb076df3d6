import { Badge, Tooltip } from '@strapi/design-system';
import { useT } from './useT';

/** Shown wherever a number's base URL is not Meta's, so that nobody thinks real people were reached. */
export const SimulatorBadge = () => {
  const t = useT();
  return (
    <Tooltip label={t('shell.simulator.hint')}>
      <Badge variant="secondary">{t('shell.simulator')}</Badge>
    </Tooltip>
  );
};
