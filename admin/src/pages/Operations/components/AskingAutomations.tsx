import { LinkButton } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { useWhatsappListAutomationsQuery } from '../../../api/automations';
import { PLUGIN_ID } from '../../../pluginId';
import { Notice } from '../../../shared/Notice';
import { useMay } from '../../../shared/permissions';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

/** Automations about to start far more than usual, each with what waits for an answer and the way to it; nothing where none is. */
export const AskingAutomations = () => {
  const t = useT();
  const moments = useMoments();
  const maySee = useMay('automationObserve');
  const { data } = useWhatsappListAutomationsQuery(undefined, { skip: !maySee });
  return (data?.automations ?? []).map(({ id, name, asks }) =>
    asks === null || asks.since === null ? null : (
      <Notice
        key={id}
        variant="warning"
        title={t('operations.asking', { name, count: asks.starts })}
        testId="asking-automation"
        action={
          <LinkButton
            tag={RouterLink}
            to={`/plugins/${PLUGIN_ID}/automations/${id}`}
            size="S"
            variant="secondary"
          >
            {t('operations.asking.open')}
          </LinkButton>
        }
      >
        {t('operations.asking.body', { at: moments.full(asks.since) })}
      </Notice>
    )
  );
};
