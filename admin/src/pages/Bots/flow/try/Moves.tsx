import { useState, type ChangeEvent, type ReactNode } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { ArrowLeft, Clock, User } from '@strapi/icons';
import type { FlowStep, WaitEvent } from '../../../../../../server/src/contracts/flow-graph';
import { nodeOf, proposedAnswer } from '../../../../../../server/src/contracts/flow-parts';
import { useT } from '../../../../shared/useT';
import { Words } from '../StepInputs';
import type { Steps } from './Lines';
import type { Trial } from './useTrial';

const Press = ({
  words,
  icon,
  off = false,
  onPress,
  testId,
}: {
  words: string;
  icon?: ReactNode;
  off?: boolean;
  onPress: () => void;
  testId?: string;
}) => (
  <Button
    size="S"
    variant="tertiary"
    startIcon={icon}
    disabled={off}
    onClick={onPress}
    data-testid={testId}
  >
    {words}
  </Button>
);

/** What the person writes. */
const Write = ({ trial }: { trial: Trial }) => {
  const t = useT();
  const [text, setText] = useState('');
  const write = () => {
    const words = text.trim();
    if (words === '' || trial.isFull) return;
    if (trial.make({ kind: 'text', text: words })) setText('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        write();
      }}
    >
      <Flex gap={2} alignItems="flex-end">
        <Box flex="1">
          <Field.Root name="trial-text">
            <Field.Label>{t('flows.try.write')}</Field.Label>
            <TextInput
              value={text}
              maxLength={4096}
              dir="auto"
              autoComplete="off"
              data-testid="trial-text"
              onChange={(e: ChangeEvent<HTMLInputElement>) => setText(e.target.value)}
            />
          </Field.Root>
        </Box>
        <Button type="submit" variant="secondary" disabled={trial.isFull} data-testid="trial-send">
          {t('flows.try.send')}
        </Button>
      </Flex>
    </form>
  );
};

/** Characters in a value of another system. */
const VALUE_MOST = 4096;

/** What another system answers to the call that waits. */
const Call = ({
  trial: { isFull, make },
  step,
}: {
  trial: Trial;
  step: Extract<FlowStep, { kind: 'http' }>;
}) => {
  const t = useT();
  const [values, setValues] = useState(() => proposedAnswer(step));
  const put = (name: string, value: string) =>
    setValues((all) => all.map((one) => (one.name === name ? { name, value } : one)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make({ kind: 'called', values: values.filter(({ value }) => value.trim() !== '') });
      }}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        {values.map(({ name, value }) => (
          <Words
            key={name}
            name={`trial-call-${name}`}
            label={t('flows.try.call.value', { name })}
            value={value}
            most={VALUE_MOST}
            testId="trial-call-value"
            onChange={(next) => put(name, next)}
          />
        ))}
        <Flex gap={2} wrap="wrap">
          <Button
            type="submit"
            size="S"
            variant="secondary"
            disabled={isFull}
            data-testid="trial-call-answer"
          >
            {t('flows.try.call.answer')}
          </Button>
          <Press
            words={t('flows.try.call.fail')}
            off={isFull}
            testId="trial-call-fail"
            onPress={() => make({ kind: 'call-failed' })}
          />
        </Flex>
      </Flex>
    </form>
  );
};

/** What the wait waits for beside its time; null: nothing, or it does not wait. */
const eventOf = (step: FlowStep | null, waits: string | undefined): WaitEvent['event'] | null =>
  step?.kind === 'wait' && (waits === 'time' || waits === 'message')
    ? (step.orEvent?.event ?? null)
    : null;

/** What the person, a colleague and others do, time that passes, and the way back. */
export const Moves = ({ trial, steps }: { trial: Trial; steps: Steps }) => {
  const t = useT();
  const { played, isFull, make } = trial;
  if (!played) return null;
  const { place, taken } = played.trial;
  const step = (place && nodeOf(steps.graph, place.node)?.step) ?? null;
  const event = eventOf(step, place?.waits);
  const wanted = step?.kind === 'question' ? step.answer.kind : null;
  const later = (minutes: number | null, words: string, off = isFull) => (
    <Press {...{ words, off }} icon={<Clock />} onPress={() => make({ kind: 'later', minutes })} />
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Write trial={trial} />
      {place?.waits === 'calling' && step?.kind === 'http' ? (
        <Call
          key={`${place.visit} ${step.saves.map(({ saveAs }) => saveAs).join(' ')}`}
          trial={trial}
          step={step}
        />
      ) : null}
      <Flex gap={2} wrap="wrap">
        {event ? (
          <Press
            words={t(`flows.try.happen.${event}`)}
            off={isFull}
            testId="trial-happen"
            onPress={() => make({ kind: 'happened' })}
          />
        ) : null}
        {wanted === 'file' || wanted === 'place' ? (
          <Press
            words={t(`flows.try.send.${wanted}`)}
            off={isFull}
            onPress={() => make({ kind: wanted })}
          />
        ) : null}
        {later(null, t('flows.try.later.wait'), isFull || place === null)}
        {later(60, t('flows.try.later.hour'))}
        {later(24 * 60, t('flows.try.later.day'))}
        <Press
          words={t(taken ? 'flows.try.hand-back' : 'flows.try.take')}
          icon={<User />}
          off={isFull}
          testId="trial-colleague"
          onPress={() => make({ kind: taken ? 'handed-back' : 'taken' })}
        />
        <Press
          words={t('flows.try.undo')}
          icon={<ArrowLeft />}
          off={played.moves.length === 0}
          testId="trial-undo"
          onPress={() => void trial.undo()}
        />
      </Flex>
      {isFull ? <Typography role="status">{t('flows.try.full')}</Typography> : null}
    </Flex>
  );
};
