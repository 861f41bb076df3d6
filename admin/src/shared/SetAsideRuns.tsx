import { LinkButton } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { useWhatsappUnseenRunsBotsQuery } from '../api/bots';
import { Notice } from './Notice';
import { useMay } from './permissions';
import { RUNS_PATH } from './run-path';
import { useT } from './useT';

/** How many runs of bots were set aside that nobody has looked at, with the way to them; nothing where none was. */
export const SetAsideRuns = () => {
  const t = useT();
  const maySee = useMay('botObserve');
  const { data } = useWhatsappUnseenRunsBotsQuery(undefined, { skip: !maySee });
  if (!data || data.count === 0) return null;
  return (
    <Notice
      variant="warning"
      title={t('bots.unseen', { count: data.count, more: data.more ? 'yes' : 'no' })}
      testId="set-aside-runs"
      action={
        <LinkButton
          tag={RouterLink}
          to={`${RUNS_PATH}?state=set-aside&unseen=true`}
          size="S"
          variant="secondary"
        >
          {t('bots.unseen.look')}
        </LinkButton>
      }
    >
      {t('bots.unseen.body')}
    </Notice>
  );
};
