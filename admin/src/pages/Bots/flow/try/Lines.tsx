import { Button, Flex, TextButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';
import { isReply } from '../../../../../../server/src/contracts/bot-steps';
import { NEXT, nodeOf } from '../../../../../../server/src/contracts/flow-parts';
import type { FlowGraph } from '../../../../../../server/src/contracts/flow-graph';
import type { TrialLine } from '../../../../../../server/src/contracts/flow-trial';
import { MessageBody } from '../../../../shared/MessageBody';
import { PhoneBubble } from '../../../../shared/PhoneFrame';
import { useKnownWord } from '../../../../shared/useKnownWord';
import { useMoments } from '../../../../shared/useMoments';
import { useReason } from '../../../../shared/useReason';
import { useT } from '../../../../shared/useT';
import { Quiet } from '../../components/Quiet';
import type { FlowWords } from '../useFlowWords';
import type { Move } from './useTrial';

type LineOf<K extends TrialLine['kind']> = Extract<TrialLine, { kind: K }>;

/** Names of the steps of the edited flow, and the way to them. */
export interface Steps {
  readonly graph: FlowGraph;
  readonly numberOf: ReadonlyMap<string, number>;
  readonly words: FlowWords;
  readonly onShow: (node: string) => void;
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

/** A long text wraps within the width that it has. */
const Link = styled(TextButton)`
  max-inline-size: 100%;
  overflow-wrap: anywhere;
`;

/** What a step did; pressed, it leads to the step. One that was deleted leads nowhere. */
const StepLine = ({ node, words, steps }: { node: string; words: string; steps: Steps }) => {
  const t = useT();
  if (!steps.numberOf.has(node)) return <Quiet>{words}</Quiet>;
  return (
    <Flex justifyContent="center">
      <Link onClick={() => steps.onShow(node)} data-testid="trial-step">
        {words}
        <VisuallyHidden>{` ${t('flows.try.show-step')}`}</VisuallyHidden>
      </Link>
    </Flex>
  );
};

/** What the person did, and who gets it. `isExplained`: the next line says that. */
export const Heard = ({ line, isExplained }: { line: LineOf<'heard'>; isExplained: boolean }) => {
  const t = useT();
  const known = useKnownWord();
  const sent = known('flows.try.sent', line.type) ?? known('bots.file', line.type);
  const isApart = !line.taken && !isExplained;
  return (
    <>
      <PhoneBubble own>
        <Typography dir="auto">{line.text || (sent ?? line.type)}</Typography>
      </PhoneBubble>
      {isApart ? (
        <Quiet>{t(line.colleague ? 'flows.try.colleague.gets' : 'flows.try.not-taken')}</Quiet>
      ) : null}
    </>
  );
};

const OPTS_OUT: ReadonlySet<string> = new Set(['out', 'out-of-marketing']);

/** What words do beside answering, and why the flow gets them or not. */
export const Word = ({ line }: { line: LineOf<'word'> }) => {
  const t = useT();
  const { does, changed, passes, words } = line;
  const wording = (): string => {
    if (!changed && OPTS_OUT.has(does)) return t('flows.try.word.repeated', { words });
    if (does !== 'ask') return t(`flows.try.word.${does}`, { words });
    if (!changed) return t('flows.try.word.ask-known', { words });
    return t(passes ? 'flows.try.word.ask-passed' : 'flows.try.word.ask', { words });
  };
  return <Quiet>{wording()}</Quiet>;
};

export const Colleague = ({ line: { does, until } }: { line: LineOf<'colleague'> }) => {
  const t = useT();
  const moments = useMoments();
  const at = until === null ? '' : moments.day(until);
  return <Quiet>{t(`flows.try.colleague.${does}`, { at })}</Quiet>;
};

/** Under a message: its step, the variant, and what keeps it back. */
const Remarks = ({ line, steps }: { line: LineOf<'bubble'>; steps: Steps }) => {
  const t = useT();
  const moments = useMoments();
  const nameOf = useStepName(steps);
  const step = nodeOf(steps.graph, line.node)?.step;
  const { variant, held } = line;
  const until = held?.until ?? null;
  const name = step ? nameOf(line.node, step.kind) : '';
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} paddingLeft={2}>
      <Flex gap={2} wrap="wrap">
        {step ? (
          <Link
            onClick={() => steps.onShow(line.node)}
            aria-label={t('flows.try.show', { step: name })}
            data-testid="trial-step"
          >
            {name}
          </Link>
        ) : null}
        {variant ? <Quiet>{t('flows.variant', { number: variant })}</Quiet> : null}
      </Flex>
      {line.unsure ? <Quiet>{t('flows.try.unsure')}</Quiet> : null}
      {held ? (
        <Quiet>
          {t(`flows.try.held.${held.reason}`, { at: until === null ? '' : moments.day(until) })}
        </Quiet>
      ) : null}
    </Flex>
  );
};

/** A message with its buttons or rows as one may press them. */
export const Bubble = ({
  line,
  steps,
  onPress,
}: {
  line: LineOf<'bubble'>;
  steps: Steps;
  /** Null: nothing can be pressed any more. */
  onPress: ((move: Move) => void) | null;
}) => {
  const { presses, visit } = line;
  const body = presses.length > 0 ? { ...line.body, buttons: [], list: null } : line.body;
  return (
    <>
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
      <Remarks line={line} steps={steps} />
    </>
  );
};

/** Why a step failed, with the cap where one is reached. */
const Failed = ({ line, steps, name }: { line: LineOf<'left'>; steps: Steps; name: string }) => {
  const t = useT();
  const reasonOf = useReason();
  const { cap } = line;
  return (
    <Flex direction="column" gap={1}>
      <Typography tag="p" variant="pi" textColor="danger700" textAlign="center">
        {cap
          ? t('flows.try.capped', { step: name, count: cap.messages, days: cap.days })
          : t('flows.try.failed', { step: name, reason: reasonOf(line.reason) })}
      </Typography>
      {steps.numberOf.has(line.node) ? (
        <Link
          onClick={() => steps.onShow(line.node)}
          aria-label={t('flows.try.show', { step: name })}
        >
          {t('flows.try.show-step')}
        </Link>
      ) : null}
    </Flex>
  );
};

/** What the flow decided, or what it would do. Of a message that went, and of a question that was answered, nothing. */
export const Left = ({ line, steps }: { line: LineOf<'left'>; steps: Steps }) => {
  const t = useT();
  const nameOf = useStepName(steps);
  const name = nameOf(line.node, line.step);
  const node = nodeOf(steps.graph, line.node);
  const asks = line.step === 'question' || line.step === 'choice';
  if (!line.ok) return <Failed {...{ line, steps, name }} />;
  const isAnswered = asks && line.exit !== 'other' && line.exit !== 'no-answer';
  if (isAnswered || (isReply({ kind: line.step }) && !asks)) return null;
  const isEntry = line.step === 'entry';
  const isUndone = isEntry && line.exit !== null && line.exit !== NEXT;
  const decides = asks || line.step === 'branch' || line.step === 'wait' || isUndone;
  const exit = node && line.exit !== null ? steps.words.exit(node.step, line.exit) : line.exit;
  const shown = line.subject ? t('flows.named', { head: name, words: line.subject }) : name;
  const words = decides
    ? t('flows.try.way', { step: name, exit: exit ?? '' })
    : t('flows.try.would', { step: shown });
  return (
    <>
      <StepLine node={line.node} words={words} steps={steps} />
      {line.unsure ? (
        <Quiet>{t(isEntry ? 'flows.try.entry-made-up' : 'flows.try.unsure')}</Quiet>
      ) : null}
    </>
  );
};
