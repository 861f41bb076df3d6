import { LinkButton } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import type { HeldReason } from '../../../../../server/src/contracts/automations';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { RUNS_PATH } from '../../../shared/run-path';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { stateOf } from '../model';
import { Flood } from './Flood';

/** Why it went off by itself, and what to do. */
const Stopped = ({ held }: { held: Exclude<HeldReason, 'flood'> }) => {
  const t = useT();
  return (
    <Notice
      variant="danger"
      title={t('automations.stopped', { reason: t(`automations.held.${held}`) })}
      testId="stopped"
    >
      {t(`automations.held.${held}.remedy`)}
    </Notice>
  );
};

/** It should have started by its own past, and has not. */
const Silent = ({ since, flowId }: { since: number; flowId: number }) => {
  const t = useT();
  const { can } = useCan();
  const moments = useMoments();
  return (
    <Notice
      variant="warning"
      title={t('automations.silent', { at: moments.full(since) })}
      testId="silent"
      action={
        can.botObserve ? (
          <LinkButton
            tag={RouterLink}
            to={`${RUNS_PATH}?bot=${flowId}`}
            size="S"
            variant="tertiary"
          >
            {t('automations.runs')}
          </LinkButton>
        ) : undefined
      }
    >
      {t('automations.silent.body')}
    </Notice>
  );
};

/** What must be known of an automation before anything else: it asks, is silent, went off by itself, or failed last. */
export const StateNotices = ({
  automation,
  onAnswered,
}: {
  automation: AutomationView;
  /** The question of a flood is answered. */
  onAnswered?: () => void;
}) => {
  const t = useT();
  const reasonOf = useReason();
  const moments = useMoments();
  const { active, held, silentSince, lastError, trigger, flow, waiting, asks } = automation;
  const state = stateOf(automation);
  const releasing = waiting - (asks?.starts ?? 0);
  return (
    <>
      {trigger === null ? (
        <Notice variant="danger" title={t('automations.says.unknown')} testId="no-trigger">
          {t('automations.no-trigger.body')}
        </Notice>
      ) : null}
      {state === 'asks' ? (
        <Flood automation={automation} {...(onAnswered ? { onAnswered } : {})} />
      ) : null}
      {releasing > 0 ? (
        <Notice
          variant="default"
          title={t('automations.releasing', { count: releasing })}
          testId="releasing"
        />
      ) : null}
      {state === 'stopped' && held !== null && held !== 'flood' ? <Stopped held={held} /> : null}
      {state === 'silent' && silentSince !== null ? (
        <Silent since={silentSince} flowId={flow.id} />
      ) : null}
      {active && flow.name !== null && !flow.isActive ? (
        <Notice
          variant="warning"
          title={t('automations.flow-off', { flow: flow.name })}
          testId="flow-off"
        >
          {t('automations.flow-off.body')}
        </Notice>
      ) : null}
      {lastError ? (
        <Notice
          variant="warning"
          title={t('automations.last-error', { reason: reasonOf(lastError.reason) })}
          testId="last-error"
        >
          {moments.full(lastError.at)}
        </Notice>
      ) : null}
    </>
  );
};
