import { Box, Flex, Typography } from '@strapi/design-system';
import { ProgressLine } from '../ProgressLine';
import { useT } from '../useT';

interface Props {
  readonly people: number;
  readonly messageable: number;
}

/** How many of this many people may get marketing, as a number and as a bar. */
export const Messageable = ({ people, messageable }: Props) => {
  const t = useT();
  return (
    <Flex gap={3} wrap="wrap">
      <Typography>{t('contacts.group.of', { messageable, members: people })}</Typography>
      <Box width="8rem">
        <ProgressLine
          thin
          value={people === 0 ? 0 : Math.round((messageable / people) * 100)}
          label={t('contacts.group.messageableOf', { messageable, members: people })}
        />
      </Box>
    </Flex>
  );
};
