import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { isReply } from '../../../../../../server/src/contracts/bot-steps';
import { nodeOf } from '../../../../../../server/src/contracts/flow-parts';
import type { FlowGraph } from '../../../../../../server/src/contracts/flow-graph';
import type { TrialLine } from '../../../../../../server/src/contracts/flow-trial';
import { MessageBody } from '../../../../shared/MessageBody';
import { PhoneBubble, PhoneFrame } from '../../../../shared/PhoneFrame';
import { useKnownWord } from '../../../../shared/useKnownWord';
import { useMoments } from '../../../../shared/useMoments';
import { useReason } from '../../../../shared/useReason';
import { useT } from '../../../../shared/useT';
import type { FlowWords } from '../useFlowWords';
import type { Move, Played, Trial } from './useTrial';

type LineOf<K extends TrialLine['kind']> = Extract<TrialLine, { kind: K }>;

/** Names of the steps of the edited flow. */
export interface Steps {
  readonly graph: FlowGraph;
  readonly numberOf: ReadonlyMap<string, number>;
  readonly words: FlowWords;
}

/** "3. Tag" */
export const useStepName = ({ numberOf, words }: Steps) => {
  const t = useT();
  return (node: string, kind: string): string => {
    const number = numberOf.get(node);
    return number === undefined
      ? words.kind(kind)
      : t('bots.step-n', { number, kind: words.kind(kind) });
  };
};

const Quiet = ({ children }: { children: string }) => (
  <Typography tag="p" variant="pi" textColor="neutral600" textAlign="center">
    {children}
  </Typography>
);

const Heard = ({ line }: { line: LineOf<'heard'> }) => {
  const t = useT();
  const known = useKnownWord();
  const sent = known(`flows.try.sent.${line.type}`) ?? known(`bots.file.${line.type}`);
  return (
    <>
      <PhoneBubble own>
        <Typography dir="auto">{line.text || (sent ?? line.type)}</Typography>
      </PhoneBubble>
      {line.taken ? null : <Quiet>{t('flows.try.not-taken')}</Quiet>}
    </>
  );
};

/** A message with its buttons or rows as one may press them. */
const Bubble = ({
  line,
  onPress,
}: {
  line: LineOf<'bubble'>;
  /** Null: nothing can be pressed now. */
  onPress: ((move: Move) => void) | null;
}) => {
  const { presses, visit } = line;
  const body = presses.length > 0 ? { ...line.body, buttons: [], list: null } : line.body;
  return (
    <PhoneBubble>
      <MessageBody body={body} isPreview />
      {presses.length > 0 ? (
        <Flex direction="column" alignItems="stretch" gap={1} paddingTop={2}>
          {presses.map(({ exit, title, note }) => (
            <Button
              key={exit}
              fullWidth
              size="S"
              variant="secondary"
              disabled={onPress === null}
              onClick={() => onPress?.({ kind: 'press', visit, exit })}
              data-testid="trial-press"
            >
              {note === '' ? title : `${title} · ${note}`}
            </Button>
          ))}
        </Flex>
      ) : null}
    </PhoneBubble>
  );
};

/** What the flow decided, or what it would do. Of a message that went, and of a question that was answered, nothing. */
const Left = ({ line, steps }: { line: LineOf<'left'>; steps: Steps }) => {
  const t = useT();
  const reasonOf = useReason();
  const nameOf = useStepName(steps);
  const name = nameOf(line.node, line.step);
  const node = nodeOf(steps.graph, line.node);
  const asks = line.step === 'question' || line.step === 'choice';
  if (!line.ok)
    return (
      <Typography tag="p" variant="pi" textColor="danger700" textAlign="center">
        {t('flows.try.failed', { step: name, reason: reasonOf(line.reason) })}
      </Typography>
    );
  const isAnswered = asks && line.exit !== 'other' && line.exit !== 'no-answer';
  if (isAnswered || (isReply({ kind: line.step }) && !asks)) return null;
  const decides = asks || line.step === 'branch' || line.step === 'wait';
  const exit = node && line.exit !== null ? steps.words.exit(node.step, line.exit) : line.exit;
  const shown = line.subject ? t('flows.named', { head: name, words: line.subject }) : name;
  return (
    <>
      <Quiet>
        {decides
          ? t('flows.try.way', { step: name, exit: exit ?? '' })
          : t('flows.try.would', { step: shown })}
      </Quiet>
      {line.unsure ? <Quiet>{t('flows.try.unsure')}</Quiet> : null}
    </>
  );
};

interface TalkProps {
  readonly played: Played;
  readonly steps: Steps;
  readonly onPress: ((move: Move) => void) | null;
}

/** The talk as on the customer's phone, with what the flow does between the messages. */
export const Talk = ({ played, steps, onPress }: TalkProps) => {
  const t = useT();
  const moments = useMoments();
  const { trial, asked } = played;
  const last = useRef<HTMLDivElement>(null);
  const count = trial.lines.length;
  useEffect(() => {
    if (count > 0) last.current?.scrollIntoView?.({ block: 'nearest' });
  }, [count]);
  return (
    <PhoneFrame talk title={asked.contact?.name ?? asked.name}>
      <Flex
        role="log"
        aria-label={t('flows.try.talk')}
        direction="column"
        alignItems="stretch"
        gap={2}
        data-testid="trial-talk"
      >
        {asked.event === 'tag-added' ? (
          <Quiet>{t('bots.says.tag-added.value', { value: asked.text })}</Quiet>
        ) : (
          <PhoneBubble own>
            <Typography dir="auto">{asked.text || '…'}</Typography>
          </PhoneBubble>
        )}
        {trial.lines.map((line, i) => {
          if (line.kind === 'heard') return <Heard key={i} line={line} />;
          if (line.kind === 'bubble') return <Bubble key={i} line={line} onPress={onPress} />;
          if (line.kind === 'left') return <Left key={i} line={line} steps={steps} />;
          return <Quiet key={i}>{moments.day(line.at)}</Quiet>;
        })}
        <div ref={last} />
      </Flex>
    </PhoneFrame>
  );
};

/** What the person writes, and time that passes. */
export const Moves = ({ trial, steps }: { trial: Trial; steps: Steps }) => {
  const t = useT();
  const [text, setText] = useState('');
  const { played, isBusy, isFull } = trial;
  if (!played) return null;
  const { place } = played.trial;
  const step = place && nodeOf(steps.graph, place.node)?.step;
  const wanted = step?.kind === 'question' ? step.answer.kind : null;
  const off = isBusy || isFull;
  const write = () => {
    const words = text.trim();
    if (words === '' || off) return;
    setText('');
    void trial.make({ kind: 'text', text: words });
  };
  const later = (minutes: number | null, words: string, isOff: boolean) => (
    <Button
      size="S"
      variant="tertiary"
      startIcon={<Clock />}
      disabled={isOff}
      onClick={() => void trial.make({ kind: 'later', minutes })}
    >
      {words}
    </Button>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
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
          <Button type="submit" variant="secondary" disabled={off} data-testid="trial-send">
            {t('flows.try.send')}
          </Button>
        </Flex>
      </form>
      <Flex gap={2} wrap="wrap">
        {wanted === 'file' || wanted === 'place' ? (
          <Button
            size="S"
            variant="tertiary"
            disabled={off}
            onClick={() => void trial.make({ kind: wanted })}
          >
            {t(`flows.try.send.${wanted}`)}
          </Button>
        ) : null}
        {later(null, t('flows.try.later.wait'), off || place === null)}
        {later(60, t('flows.try.later.hour'), off)}
        {later(24 * 60, t('flows.try.later.day'), off)}
      </Flex>
      {isFull ? <Typography role="status">{t('flows.try.full')}</Typography> : null}
    </Flex>
  );
};
