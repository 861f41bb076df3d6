import { useIntl } from 'react-intl';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { shownName } from '../../../shared/people/person-name';
import { useNow } from '../../../shared/useNow';
import { usePauseDetail } from '../../../shared/usePauseDetail';
import { useT } from '../../../shared/useT';
import { countersOf, minutesOf, tookSeconds, type Operation } from '../model';

/** A word of ours where there is one, else the name itself: kinds and counters come from all rooms. */
const useKnown = () => {
  const known = useKnownWord();
  return (key: string, fallback: string, values?: Record<string, string | number>) =>
    known(key, values) ?? fallback;
};

/** What an operation is, does and did, in words. */
export const useOperationWords = () => {
  const t = useT();
  const known = useKnown();
  const { formatNumber } = useIntl();
  const moments = useMoments();
  const now = useNow();
  const detailOf = usePauseDetail();

  const title = ({ kind, title: raw }: Operation): string => {
    const about = kind === 'person-erase' ? shownName(raw, raw) : raw;
    return known(`operations.kind.${kind}`, about || kind, { title: about, n: Number(about) || 0 });
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
  const counters = (operation: Operation): string =>
    countersOf(operation)
      .map(([name, n]) => known(`operations.count.${name}`, `${formatNumber(n)} ${name}`, { n }))
      .join(' · ');
  const reason = ({ reason: why }: Operation): string | null => {
    if (!why) return null;
    const { kind, text } = why;
    if (kind === 'limit' && text) {
      const until = Number(text);
      return t('operations.reason.limit.until', { at: moments.short(until, now) });
    }
    const paused = known(`campaigns.pause.${kind}`, text ?? kind);
    return known(`operations.reason.${kind}`, paused, { text: detailOf({ kind, detail: text }) });
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
