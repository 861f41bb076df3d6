import { Typography } from '@strapi/design-system';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { useMoments } from './useMoments';
import { useNow } from './useNow';
import { useT } from './useT';

type Entry = ConversationView['freeEntry'];

/**
 * What holds after an ad: until when everything is free of charge, or until when an answer makes it so; null for neither.
 * Free of charge is not free-form: `WindowMeter` says what may be written.
 */
export const useFreeEntry = ({ until, answerBy }: Entry): string | null => {
  const t = useT();
  const moments = useMoments();
  const now = useNow();
  if (until !== null && until > now) return t('shell.free.until', { time: moments.weekday(until) });
  if (answerBy !== null && answerBy > now)
    return t('shell.free.answer-by', { time: moments.weekday(answerBy) });
  return null;
};

/** Beside the window meter. */
export const FreeEntry = ({ entry }: { readonly entry: Entry }) => {
  const t = useT();
  const words = useFreeEntry(entry);
  if (words === null) return null;
  return (
    <Typography
      variant="pi"
      textColor="neutral800"
      tag="span"
      title={t('shell.free.not-free-form')}
      data-testid="free-entry"
    >
      {words}
    </Typography>
  );
};
