import { useT } from '../../../shared/useT';
import type { Figure } from './marks';
import { stayOf } from './model/stay';

/** "3 hours": how long people stay at a step. */
export const useStayWords = () => {
  const t = useT();
  return (ms: number): string => {
    const { unit, count } = stayOf(ms);
    return count === 0 ? t('flows.figures.moment') : t(`flows.time.${unit}`, { count });
  };
};

/** What cards of steps say of their figures. */
export const useFigureWords = () => {
  const t = useT();
  const stayWords = useStayWords();
  const withMedian = (counts: string, { medianMs = null }: Figure): string =>
    medianMs === null
      ? counts
      : t('flows.figures.with-median', { counts, time: stayWords(medianMs) });
  return {
    /** "120 entered · 14 waiting · median wait 3 hours" */
    all: (figure: Figure): string => {
      const { entered, waiting } = figure;
      return withMedian(t('flows.figures', { entered, waiting }), figure);
    },
    /** "120 entered · median wait 3 hours": where those who wait have a badge. */
    entered: (figure: Figure): string =>
      withMedian(t('flows.figures.entered', { entered: figure.entered }), figure),
    /** "90 · 75%" of an exit; null: nobody came to its step. */
    exit: ({ entered, left }: Figure, exit: string): string | null => {
      const count = left.get(exit) ?? 0;
      return entered > 0 ? t('flows.figures.exit', { count, share: count / entered }) : null;
    },
  };
};
