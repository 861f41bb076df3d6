import { useState } from 'react';
import { Button } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type {
  AutomationView,
  HeldChanges as Held,
} from '../../../../../server/src/contracts/automation-desk';
import {
  useWhatsappHeldAutomationsQuery,
  useWhatsappStartHeldAutomationsMutation,
} from '../../../api/automations';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Notice } from '../../../shared/Notice';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const NONE: Held = { changes: 0, upTo: null, isMore: false };

/** What is held back of an automation that is on. */
export const useHeldChanges = (automation: AutomationView | null) => {
  const { id = 0, active = false } = automation ?? {};
  const { data, refetch } = useWhatsappHeldAutomationsQuery(id, { skip: !active });
  return { id, ...((active ? data : undefined) ?? NONE), refetch };
};

/** Changes made in bulk or outside of Strapi: nothing starts for them until somebody asks for it. */
export const HeldChanges = ({
  held: { id, changes, upTo, refetch },
  onStarted,
}: {
  held: ReturnType<typeof useHeldChanges>;
  onStarted: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [send] = useWhatsappStartHeldAutomationsMutation();
  // What one has seen: more may be found while the question is open.
  const [asked, ask] = useState<{ changes: number; upTo: string } | null>(null);
  const start = async (body: { changes: number; upTo: string }) => {
    try {
      await send({ id, body }).unwrap();
    } catch (error) {
      refuse(error);
      void refetch();
      throw error;
    }
    onStarted();
    toggleNotification({ type: 'success', message: t('automations.held-changes.start.done') });
  };
  return (
    <>
      {upTo !== null ? (
        <Notice
          variant="default"
          title={t('automations.held-changes', { count: changes })}
          testId="held-changes"
          action={
            <Button
              size="S"
              variant="secondary"
              onClick={() => ask({ changes, upTo })}
              data-testid="start-held-changes"
            >
              {t('automations.held-changes.start', { count: changes })}
            </Button>
          }
        >
          {t('automations.held-changes.body')}
        </Notice>
      ) : null}
      {asked ? (
        <ConfirmAction
          open
          title={t('automations.held-changes.start.title', { count: asked.changes })}
          confirmLabel={t('automations.held-changes.start', { count: asked.changes })}
          confirmTestId="held-changes-confirm"
          onClose={() => ask(null)}
          onConfirm={() => start(asked)}
        >
          {t('automations.held-changes.start.body')}
        </ConfirmAction>
      ) : null}
    </>
  );
};
