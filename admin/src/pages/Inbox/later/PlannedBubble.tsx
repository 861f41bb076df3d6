import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { styled } from 'styled-components';
import type { ScheduledView } from '../../../../../server/src/contracts/scheduled';
import {
  useWhatsappCancelScheduledMutation,
  useWhatsappRescheduleMutation,
  useWhatsappSendScheduledMutation,
} from '../../../api/composer';
import { MessageBody } from '../../../shared/MessageBody';
import { useMoments } from '../../../shared/useMoments';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { Line, Shape } from '../components/bubble-shape';
import { LaterDialog } from './LaterDialog';

const Waiting = styled(Shape)`
  border-style: dashed;
`;

interface Props {
  readonly planned: ScheduledView;
  readonly canReply: boolean;
  readonly windowEnd: number | null;
}

const useDeeds = (planned: ScheduledView) => {
  const refuse = useRefusal();
  const [send, sending] = useWhatsappSendScheduledMutation();
  const [cancel, cancelling] = useWhatsappCancelScheduledMutation();
  const [change] = useWhatsappRescheduleMutation();
  const tell = (answer: object) => {
    if ('error' in answer) refuse(answer.error);
  };
  return {
    busy: sending.isLoading || cancelling.isLoading,
    send: async () => tell(await send(planned)),
    cancel: async () => tell(await cancel(planned)),
    change: async ({ at, text }: { at: number; text: string | null }) => {
      await change({ planned, body: { at, ...(text === null ? {} : { text }) } }).unwrap();
    },
  };
};

/** A message that waits for its time, or for a person when it could not go. */
export const PlannedBubble = ({ planned, canReply, windowEnd }: Props) => {
  const t = useT();
  const moments = useMoments();
  const deeds = useDeeds(planned);
  const [editing, setEditing] = useState(false);
  const { problem, state } = planned;
  return (
    <Line $ours $first>
      <Waiting $ours $last data-testid="planned" data-state={state}>
        <MessageBody body={planned.body} />
        <Flex gap={1} justifyContent="flex-end" wrap="wrap" paddingTop={1}>
          <Clock aria-hidden fill="neutral600" />
          <Typography variant="pi" textColor="neutral600">
            {[t(`later.state.${state}`, { at: moments.day(planned.dueAt) }), planned.agent?.name]
              .filter(Boolean)
              .join(' · ')}
          </Typography>
        </Flex>
        {problem ? (
          <Flex direction="column" alignItems="start" paddingTop={2} role="status">
            <Typography variant="pi" fontWeight="bold" textColor="danger700">
              {problem.title}
            </Typography>
            <Typography variant="pi" textColor="neutral800">
              {problem.advice}
            </Typography>
          </Flex>
        ) : null}
        {canReply && state !== 'sending' ? (
          <Flex gap={2} wrap="wrap" paddingTop={2}>
            <Button
              size="S"
              variant="secondary"
              disabled={deeds.busy}
              onClick={() => setEditing(true)}
            >
              {t('later.edit')}
            </Button>
            <Button
              size="S"
              variant="secondary"
              disabled={deeds.busy}
              onClick={() => void deeds.send()}
            >
              {t('later.send-now')}
            </Button>
            <Button
              size="S"
              variant="tertiary"
              disabled={deeds.busy}
              onClick={() => void deeds.cancel()}
            >
              {t('later.take-out')}
            </Button>
          </Flex>
        ) : null}
      </Waiting>
      {editing ? (
        <LaterDialog
          title={t('later.edit-title')}
          text={planned.text}
          at={planned.dueAt > Date.now() ? planned.dueAt : null}
          windowEnd={windowEnd}
          onClose={() => setEditing(false)}
          onPlan={deeds.change}
        />
      ) : null}
    </Line>
  );
};
