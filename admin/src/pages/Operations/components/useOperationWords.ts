import { useIntl } from 'react-intl';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { shownName } from '../../../shared/people/person-name';
import { useNow } from '../../../shared/useNow';
import { usePauseDetail } from '../../../shared/usePauseDetail';
import { useT } from '../../../shared/useT';
import { countersOf, minutesOf, tookSeconds, type Operation } from '../model';

/** Why an operation failed, waits or rests; null when it does none of these. */
const useReasonText = () => {
  const t = useT();
  const known = useKnownWord();
  const moments = useMoments();
  const now = useNow();
  const detailOf = usePauseDetail();
  return ({ reason }: Operation): string | null => {
    if (!reason) return null;
    const { kind, text } = reason;
    if ((kind === 'limit' || kind === 'catch-up') && text) {
      const until = Number(text);
      return t(`operations.reason.${kind}.until`, { at: moments.short(until, now) });
    }
    return (
      known('operations.reason', kind, { text: detailOf({ kind, detail: text }) }) ??
      known('campaigns.pause', kind) ??
      text ??
      kind
    );
  };
};

/**
 * What an operation is, does and did, in words. Kinds and counters come from all rooms: one without a word of ours is
 * shown by its own name.
 */
export const useOperationWords = () => {
  const t = useT();
  const known = useKnownWord();
  const { formatNumber } = useIntl();
  const reason = useReasonText();

  const title = ({ kind, title: raw }: Operation): string => {
    const about = kind === 'person-erase' ? shownName(raw, raw) : raw;
    const untitled = about === '' ? known('operations.untitled', kind) : null;
    const words = known('operations.kind', kind, { title: about, n: Number(about) || 0 });
    return untitled ?? words ?? (about || kind);
  };
  const speed = ({ perSecond }: Operation): string | null =>
    perSecond === null || perSecond < 0.05
      ? null
      : t('operations.speed', {
          n: formatNumber(perSecond, { maximumFractionDigits: perSecond < 10 ? 1 : 0 }),
        });
  const left = ({ leftMs }: Operation): string | null => {
    if (leftMs === null) return null;
    const minutes = minutesOf(leftMs);
    return minutes === 0 ? t('operations.left.soon') : t('operations.left', { minutes });
  };
  const progress = ({ done, total }: Operation): string =>
    total === null
      ? t('operations.progress.open', { done })
      : t('operations.progress', { done, total });
  const counters = (operation: Operation): string => {
    const words = countersOf(operation)
      .map(([name, n]) => known('operations.count', name, { n }) ?? `${formatNumber(n)} ${name}`)
      .join(' · ');
    // A preview has done none of it.
    return words !== '' && operation.kind === 'import-check'
      ? t('operations.counters.preview', { words })
      : words;
  };
  const took = (operation: Operation): string | null => {
    const seconds = tookSeconds(operation);
    if (seconds === null) return null;
    return seconds < 90
      ? t('operations.took.seconds', { seconds })
      : t('operations.took.minutes', { minutes: Math.round(seconds / 60) });
  };
  return { title, speed, left, progress, counters, reason, took };
};
