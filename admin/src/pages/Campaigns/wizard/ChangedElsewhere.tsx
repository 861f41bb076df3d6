import { Button, Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Notice } from '../../../shared/Notice';
import { useMe } from '../../../shared/useMe';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import type { Elsewhere } from './useElsewhere';
import type { Wizard } from './useWizard';

/** Who changed this draft in another tab, when, and in which steps. */
const useWords = () => {
  const t = useT();
  const me = useMe();
  const { formatList } = useIntl();
  const moments = useMoments({ zoned: true });
  return ({ by, at, steps }: Elsewhere) => {
    const whose = by === null ? 'someone' : by.id === me ? 'me' : 'other';
    const names = steps.map((step) => t(`campaigns.step.${step}`));
    return {
      title: t(`campaigns.elsewhere.${whose}`, { name: by?.name ?? '', at: moments.time(at) }),
      steps:
        names.length === 0 ? null : t('campaigns.elsewhere.steps', { steps: formatList(names) }),
    };
  };
};

/** A draft that is open in two tabs: the second one reads what the first one saved, and decides where both changed it. */
export const ChangedElsewhere = ({ wizard }: { readonly wizard: Wizard }) => {
  const t = useT();
  const words = useWords();
  const { asks, taken, takeOver, keepMine } = wizard.elsewhere;
  const news = asks ?? taken;
  if (!news) return null;
  const { title, steps } = words(news);
  const said = t(asks ? 'campaigns.elsewhere.asks' : 'campaigns.elsewhere.taken');
  return (
    <div role={asks ? 'alert' : 'status'}>
      <Notice
        variant={asks ? 'warning' : 'default'}
        title={title}
        testId="changed-elsewhere"
        action={
          asks ? (
            <Flex gap={2} wrap="wrap">
              <Button size="S" variant="secondary" onClick={takeOver}>
                {t('campaigns.elsewhere.load')}
              </Button>
              <Button size="S" variant="tertiary" onClick={keepMine}>
                {t('campaigns.elsewhere.keep')}
              </Button>
            </Flex>
          ) : null
        }
      >
        {[steps, said].filter(Boolean).join(' ')}
      </Notice>
    </div>
  );
};
