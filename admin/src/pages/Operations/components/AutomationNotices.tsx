import { LinkButton } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import { useWhatsappListAutomationsQuery } from '../../../api/automations';
import { PLUGIN_ID } from '../../../pluginId';
import { Notice } from '../../../shared/Notice';
import { useMay } from '../../../shared/permissions';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { stateOf } from '../../Automations/model';

interface Said {
  readonly variant: 'warning' | 'danger';
  readonly title: string;
  readonly body: string;
  readonly testId: string;
}

/** What somebody should do about an automation, in the words of the list of automations; null: nothing. */
const useSaid = (): ((automation: AutomationView) => Said | null) => {
  const t = useT();
  const { full } = useMoments();
  return (automation) => {
    const { name, asks, held, silentSince } = automation;
    if (asks !== null && asks.since !== null)
      return {
        variant: 'warning',
        title: t('operations.asking', { name, count: asks.starts }),
        body: t('operations.asking.body', { at: full(asks.since) }),
        testId: 'asking-automation',
      };
    const state = stateOf(automation);
    if (state === 'stopped' && held !== null && held !== 'flood')
      return {
        variant: 'danger',
        title: t('operations.stopped', { name, reason: t(`automations.held.${held}`) }),
        body: t(`automations.held.${held}.remedy`),
        testId: 'stopped-automation',
      };
    if (state === 'silent' && silentSince !== null)
      return {
        variant: 'warning',
        title: t('operations.silent', { name, at: full(silentSince) }),
        body: t('automations.silent.body'),
        testId: 'silent-automation',
      };
    return null;
  };
};

/** Automations that ask before they start far more than usual, went off or have gone silent, each with the way to it. */
export const AutomationNotices = () => {
  const t = useT();
  const saidOf = useSaid();
  const maySee = useMay('automationObserve');
  const { data } = useWhatsappListAutomationsQuery(undefined, { skip: !maySee });
  return (data?.automations ?? []).map((automation) => {
    const said = saidOf(automation);
    if (!said) return null;
    const { id } = automation;
    const { body, ...notice } = said;
    return (
      <Notice
        key={id}
        {...notice}
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
        {body}
      </Notice>
    );
  });
};
