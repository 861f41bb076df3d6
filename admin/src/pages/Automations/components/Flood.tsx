import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type {
  AutomationView,
  FloodAnswer,
} from '../../../../../server/src/contracts/automation-desk';
import { useWhatsappAnswerAutomationsMutation } from '../../../api/automations';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Notice } from '../../../shared/Notice';
import { useMay } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const NOTHING = { starts: 0, upTo: 0 };

/** Far more is about to start than usual: it waits until somebody lets all of it begin, or none. */
export const Flood = ({
  automation,
  onAnswered,
}: {
  automation: AutomationView;
  onAnswered?: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const mayAnswer = useMay('automationBuild');
  const { toggleNotification } = useNotification();
  const [send] = useWhatsappAnswerAutomationsMutation();
  // What one has seen: more may come while the question is open, and the answer is not about that.
  const [asked, ask] = useState<{ answer: FloodAnswer; count: number; upTo: number } | null>(null);
  const { id } = automation;
  const { starts, upTo } = automation.asks ?? NOTHING;
  return (
    <>
      <Notice
        variant="warning"
        title={t('automations.flood', { count: starts })}
        testId="flood"
        action={
          mayAnswer ? (
            <Flex gap={2} wrap="wrap">
              {(['start', 'drop'] as const).map((answer) => (
                <Button
                  key={answer}
                  size="S"
                  variant={answer === 'start' ? 'secondary' : 'tertiary'}
                  onClick={() => ask({ answer, count: starts, upTo })}
                  data-testid={`flood-${answer}`}
                >
                  {t(`automations.flood.${answer}`, { count: starts })}
                </Button>
              ))}
            </Flex>
          ) : undefined
        }
      >
        {t('automations.flood.body')}
      </Notice>
      {asked ? (
        <ConfirmAction
          open
          variant={asked.answer === 'drop' ? 'danger' : 'default'}
          title={t(`automations.flood.${asked.answer}.title`, { count: asked.count })}
          confirmLabel={t(`automations.flood.${asked.answer}`, { count: asked.count })}
          confirmTestId="flood-confirm"
          onClose={() => ask(null)}
          onConfirm={async () => {
            try {
              await send({ id, body: { answer: asked.answer, upTo: asked.upTo } }).unwrap();
              onAnswered?.();
              toggleNotification({
                type: 'success',
                message: t(`automations.flood.${asked.answer}.done`, { count: asked.count }),
              });
            } catch (error) {
              refuse(error);
              throw error;
            }
          }}
        >
          {t(`automations.flood.${asked.answer}.body`)}
        </ConfirmAction>
      ) : null}
    </>
  );
};
