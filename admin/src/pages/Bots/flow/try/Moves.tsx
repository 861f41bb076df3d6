import { useState, type ChangeEvent, type ReactNode } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { ArrowLeft, Clock, User } from '@strapi/icons';
import { nodeOf } from '../../../../../../server/src/contracts/flow-parts';
import { useT } from '../../../../shared/useT';
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

/** What the person and a colleague do, time that passes, and the way back. */
export const Moves = ({ trial, steps }: { trial: Trial; steps: Steps }) => {
  const t = useT();
  const { played, isFull, make } = trial;
  if (!played) return null;
  const { place, taken } = played.trial;
  const step = place && nodeOf(steps.graph, place.node)?.step;
  const wanted = step?.kind === 'question' ? step.answer.kind : null;
  const later = (minutes: number | null, words: string, off = isFull) => (
    <Press {...{ words, off }} icon={<Clock />} onPress={() => make({ kind: 'later', minutes })} />
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Write trial={trial} />
      <Flex gap={2} wrap="wrap">
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
