import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useCopy } from './useCopy';
import { useT } from './useT';

interface Props {
  readonly label: string;
  readonly value: string;
  /** Word on the button; "Copy" when absent. */
  readonly action?: string;
}

/** A value to paste elsewhere: shown in full, selectable, and copied by one press. */
export const CopyValue = ({ label, value, action }: Props) => {
  const t = useT();
  const copy = useCopy();
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Flex gap={2} wrap="wrap">
        <Box
          flex="1"
          minWidth="0"
          background="neutral100"
          borderColor="neutral200"
          hasRadius
          paddingTop={2}
          paddingBottom={2}
          paddingLeft={3}
          paddingRight={3}
        >
          <Typography
            tag="code"
            variant="pi"
            style={{ overflowWrap: 'anywhere', userSelect: 'all' }}
          >
            {value}
          </Typography>
        </Box>
        <Button
          variant="tertiary"
          startIcon={<Duplicate />}
          onClick={() => void copy(value)}
          aria-label={`${action ?? t('settings.copy')}: ${label}`}
        >
          {action ?? t('settings.copy')}
        </Button>
      </Flex>
    </Flex>
  );
};
