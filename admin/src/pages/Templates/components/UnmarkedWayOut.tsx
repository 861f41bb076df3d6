import { Button } from '@strapi/design-system';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';

type Props = {
  /** Of the quick replies that look like the way out although a tap ends nothing. */
  texts: readonly string[];
  loading?: boolean;
  /** Absent for a person who may not change templates. */
  onMark?: () => void;
};

/** A reader who taps "Stop" and gets the next offer all the same blocks the number (O-18). */
export const UnmarkedWayOut = ({ texts, loading = false, onMark }: Props) => {
  const t = useT();
  const names = texts.map((text) => `“${text}”`).join(', ');
  return (
    <Notice
      variant="warning"
      title={t('templates.unmarkedWayOut', { names })}
      testId="unmarked-way-out"
      action={
        onMark ? (
          <Button size="S" variant="secondary" loading={loading} onClick={onMark}>
            {t('templates.unmarkedWayOut.mark')}
          </Button>
        ) : null
      }
    >
      {t('templates.unmarkedWayOut.body')}
    </Notice>
  );
};
