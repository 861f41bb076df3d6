import { Box, Flex, Typography } from '@strapi/design-system';
import { useT } from './useT';
import type { Key } from '../translations/key';

type Props = {
  /** False until Meta told a limit. */
  known: boolean;
  /** Distinct people per rolling 24 h; null = unlimited. */
  limit: number | null;
  used: number;
  /** What is about to be added; 0 when only the present is shown. */
  adding?: number;
};

const share = (part: number, whole: number): number =>
  whole <= 0 ? 100 : Math.min(100, Math.max(0, (part / whole) * 100));

const sentence = ({ known, limit, used }: Props): Key => {
  if (!known) return 'campaigns.limit.unknown';
  if (limit === null) return 'campaigns.limit.unlimited';
  return used >= limit ? 'campaigns.limit.full' : 'campaigns.limit.used';
};

/** The messaging limit as a bar with its sentence: used, what this adds, and what is left (M-34, M-35). */
export const LimitBar = (props: Props) => {
  const t = useT();
  const { known, limit, used, adding = 0 } = props;
  const bar = known && limit !== null;
  const usedShare = bar ? share(used, limit) : 0;
  const addedShare = bar ? Math.min(100 - usedShare, share(adding, limit)) : 0;
  return (
    <Flex direction="column" alignItems="stretch" gap={1} width="100%">
      {bar ? (
        <Flex background="neutral150" hasRadius overflow="hidden" height={2} aria-hidden gap={0}>
          <Box
            background={usedShare >= 80 ? 'warning600' : 'primary600'}
            width={`${usedShare}%`}
            height="100%"
          />
          <Box background="primary200" width={`${addedShare}%`} height="100%" />
        </Flex>
      ) : null}
      <Typography variant="pi" textColor="neutral600">
        {t(sentence(props), { limit: limit ?? 0, used, free: Math.max(0, (limit ?? 0) - used) })}
      </Typography>
    </Flex>
  );
};
