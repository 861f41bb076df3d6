import { useEffect, useRef } from 'react';
import { Flex } from '@strapi/design-system';
import type { TrialLine } from '../../../../../../server/src/contracts/flow-trial';
import { PhoneFrame } from '../../../../shared/PhoneFrame';
import { useMoments } from '../../../../shared/useMoments';
import { useT } from '../../../../shared/useT';
import { Quiet } from '../../components/Quiet';
import { EventLine, TrialOpening } from '../../components/TrialEvent';
import { Bubble, Colleague, Heard, Left, Word, type Steps } from './Lines';
import type { Move, Played } from './useTrial';

interface TalkProps {
  readonly played: Played;
  readonly steps: Steps;
  readonly isBusy: boolean;
  /** Null: nothing can be pressed any more. */
  readonly onPress: ((move: Move) => void) | null;
}

/** One line; `next`: the one after it. */
const Line = ({
  line,
  next,
  steps,
  onPress,
}: Pick<TalkProps, 'steps' | 'onPress'> & { line: TrialLine; next: TrialLine | undefined }) => {
  const moments = useMoments();
  switch (line.kind) {
    case 'heard':
      return <Heard line={line} isExplained={next?.kind === 'word'} />;
    case 'word':
      return <Word line={line} />;
    case 'bubble':
      return <Bubble {...{ line, steps, onPress }} />;
    case 'left':
      return <Left line={line} steps={steps} />;
    case 'colleague':
      return <Colleague line={line} />;
    case 'happened':
      return <EventLine event={line.event} value={line.value} />;
    case 'clock':
      return <Quiet>{moments.day(line.at)}</Quiet>;
  }
};

/** The talk as on the customer's phone, with what the flow does between the messages. */
export const Talk = ({ played, steps, isBusy, onPress }: TalkProps) => {
  const t = useT();
  const { trial, asked } = played;
  const last = useRef<HTMLDivElement>(null);
  const { lines } = trial;
  const count = lines.length;
  useEffect(() => {
    if (count > 0) last.current?.scrollIntoView?.({ block: 'nearest' });
  }, [count]);
  return (
    <PhoneFrame talk title={asked.contact?.name ?? asked.name}>
      <Flex
        role="log"
        aria-label={t('flows.try.talk')}
        aria-busy={isBusy}
        direction="column"
        alignItems="stretch"
        gap={2}
        data-testid="trial-talk"
      >
        <TrialOpening asked={asked} />
        {lines.map((line, i) => (
          <Line key={i} {...{ line, steps, onPress }} next={lines[i + 1]} />
        ))}
        <div ref={last} />
      </Flex>
    </PhoneFrame>
  );
};
