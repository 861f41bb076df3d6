import { useT } from '../../../shared/useT';
import { stayOf } from './model/stay';

/** "3 hours": how long people stay at a step. */
export const useStayWords = () => {
  const t = useT();
  return (ms: number): string => {
    const { unit, count } = stayOf(ms);
    return count === 0 ? t('flows.figures.moment') : t(`flows.time.${unit}`, { count });
  };
};

/** "120 entered · 14 waiting · median 3 hours" */
export const useFigureWords = () => {
  const t = useT();
  const stayWords = useStayWords();
  return ({
    entered,
    waiting,
    medianMs = null,
  }: {
    readonly entered: number;
    readonly waiting: number;
    readonly medianMs?: number | null;
  }): string => {
    const counts = t('flows.figures', { entered, waiting });
    return medianMs === null
      ? counts
      : t('flows.figures.with-median', { counts, time: stayWords(medianMs) });
  };
};
