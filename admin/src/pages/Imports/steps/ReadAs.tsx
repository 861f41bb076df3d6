import { Flex, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { readAs } from '../model';
import type { Wizard } from '../useWizard';

/** How the dry run has read dates and numbers that could be read otherwise: nothing is swapped unseen. */
export const ReadAs = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const columns = readAs(wizard.view, wizard.custom);
  if (columns.length === 0) return null;
  return (
    <Flex
      tag="ul"
      direction="column"
      alignItems="flex-start"
      gap={1}
      padding={0}
      margin={0}
      data-testid="import-read-as"
    >
      {columns.map(({ name, as }) => (
        <Typography key={name} tag="li" variant="pi" textColor="neutral600">
          {t(`imports.read.${as}`, { column: name })}
        </Typography>
      ))}
    </Flex>
  );
};
