import { useState, type ReactNode } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { RunDetails, RunStepView } from '../../../../../server/src/contracts/flow-runs';
import { useWhatsappResumeBotsMutation } from '../../../api/bots';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useCan } from '../../../shared/permissions';
import { useReadable } from '../../../shared/text-variables/useReadable';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { RunMessage } from './RunMessage';

type Place = NonNullable<RunDetails['place']>;

const useStepName = () => {
  const t = useT();
  const known = useKnownWord();
  return ({ visit, kind }: Pick<Place, 'visit' | 'kind'>) =>
    t('bots.step-n', { number: visit, kind: known('bots.step', kind) ?? kind });
};

/** What came of a step: the way that it was left by, and what belongs to it. */
const useOutcome = () => {
  const t = useT();
  const known = useKnownWord();
  const reasonOf = useReason();
  return ({ ok, exit, subject, reason, stopped }: RunStepView): string => {
    if (!ok)
      return t(stopped ? 'bots.run.step-failed-stop' : 'bots.run.step-failed', {
        reason: reasonOf(reason),
      });
    const way = exit === null ? null : known('bots.exit', exit);
    // Done, though not as the step says.
    const why = reason === null ? null : reasonOf(reason);
    const parts = [way, subject, why].filter((part) => part !== null);
    return parts.length > 0 ? parts.join(': ') : t('bots.run.step-done');
  };
};

/** Asks before the run goes on: what was said from the step on may be said again. */
const ResumeDialog = ({
  run,
  step,
  onClose,
}: {
  run: RunDetails;
  step: Place;
  onClose: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const nameOf = useStepName();
  const { toggleNotification } = useNotification();
  const [resume] = useWhatsappResumeBotsMutation();
  const last = run.steps.at(-1);
  const isLastFailure = last !== undefined && !last.ok && last.visit === step.visit;
  return (
    <ConfirmAction
      open
      title={t('bots.resume.title', { name: run.botName, step: nameOf(step) })}
      confirmLabel={t('bots.resume.confirm', { number: step.visit })}
      confirmTestId="resume-confirm"
      onClose={onClose}
      onConfirm={async () => {
        try {
          await resume({ id: run.botId, runId: run.id, body: { node: step.node } }).unwrap();
        } catch (error) {
          refuse(error);
          throw error;
        }
        toggleNotification({
          type: 'success',
          message: t('bots.resume.done', { name: run.botName, number: step.visit }),
        });
      }}
    >
      {t(isLastFailure ? 'bots.resume.body' : 'bots.resume.body-again')}
    </ConfirmAction>
  );
};

const Entry = ({
  place,
  at,
  isBad = false,
  onResume,
  children,
}: {
  place: Place;
  at: number | null;
  isBad?: boolean;
  /** Null: the run may not go on from here. */
  onResume: (() => void) | null;
  children: ReactNode;
}) => {
  const t = useT();
  const moments = useMoments();
  const name = useStepName()(place);
  const readable = useReadable();
  return (
    <Box tag="li" background="neutral100" hasRadius padding={4} data-testid="run-step">
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap" width="100%">
          <Typography fontWeight="bold" textColor={isBad ? 'danger600' : 'neutral800'}>
            {name}
          </Typography>
          {at === null ? null : (
            <Typography variant="pi" textColor="neutral600">
              {moments.full(at)}
            </Typography>
          )}
        </Flex>
        {place.words === null ? null : (
          <Typography variant="pi" textColor="neutral600">
            <span dir="auto">{readable(place.words)}</span>
          </Typography>
        )}
        {children}
        {onResume ? (
          <Button
            size="S"
            variant="secondary"
            aria-label={t('bots.resume.of', { step: name })}
            onClick={onResume}
          >
            {t('bots.resume')}
          </Button>
        ) : null}
      </Flex>
    </Box>
  );
};

/** Who let the run go on, or moved it away from a step that was deleted. */
const ByColleague = ({ step }: { step: RunStepView }) => {
  const t = useT();
  const moments = useMoments();
  return (
    <Typography tag="li" variant="pi" textColor="neutral600">
      {t(step.kind === 'moved' ? 'bots.run.moved' : 'bots.run.resumed', {
        name: step.subject ?? '',
        at: moments.full(step.at),
      })}
    </Typography>
  );
};

const Step = ({
  run,
  step,
  onResume,
}: {
  run: RunDetails;
  step: RunStepView;
  onResume: (() => void) | null;
}) => {
  const t = useT();
  const outcome = useOutcome();
  return (
    <Entry place={step} at={step.at} isBad={!step.ok} onResume={onResume}>
      {step.message ? (
        <Typography variant="pi">
          {t('bots.run.came-in')} <RunMessage run={run} message={step.message} />
        </Typography>
      ) : null}
      <Typography variant="pi" textColor={step.ok ? 'neutral800' : 'danger700'}>
        <span dir="auto">{outcome(step)}</span>
      </Typography>
      {typeof step.variant === 'number' ? (
        <Typography variant="pi" textColor="neutral600">
          {t('bots.run.variant', { number: step.variant })}
        </Typography>
      ) : null}
    </Entry>
  );
};

/** The steps of a run in their order, with where it is now or was stopped. */
export const RunSteps = ({ run }: { run: RunDetails }) => {
  const t = useT();
  const { can } = useCan();
  const [chosen, choose] = useState<Place | null>(null);
  const { place, steps } = run;
  const mayResume = can.botBuild && run.canRead;
  /** Of a node that the run was at more than once, the last time. */
  const lastAt = new Map([...steps, ...(place ? [place] : [])].map((one) => [one.node, one.visit]));
  const resuming = (one: Place) =>
    mayResume && run.resumable.includes(one.node) && lastAt.get(one.node) === one.visit
      ? () => choose(one)
      : null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {t('bots.run.steps')}
      </Typography>
      {run.earlier > 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('bots.run.earlier', { count: run.earlier })}
        </Typography>
      ) : null}
      {steps.length === 0 && !place ? (
        <Typography textColor="neutral600">{t('bots.run.no-steps')}</Typography>
      ) : null}
      <Flex tag="ol" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
        {steps.map((step) =>
          step.kind === 'resume' || step.kind === 'moved' ? (
            <ByColleague key={step.visit} step={step} />
          ) : (
            <Step key={step.visit} run={run} step={step} onResume={resuming(step)} />
          )
        )}
        {place ? (
          <Entry place={place} at={null} onResume={resuming(place)}>
            <Typography variant="pi">
              {t(run.endedAt === null ? 'bots.run.is-here' : 'bots.run.was-here')}
            </Typography>
          </Entry>
        ) : null}
      </Flex>
      {chosen ? <ResumeDialog run={run} step={chosen} onClose={() => choose(null)} /> : null}
    </Flex>
  );
};
