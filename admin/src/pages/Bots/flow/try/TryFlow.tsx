import { useEffect, useRef, useState } from 'react';
import { Badge, Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { nodeOf } from '../../../../../../server/src/contracts/flow-parts';
import { Drawer } from '../../../../shared/Drawer';
import { useMoments } from '../../../../shared/useMoments';
import { useReason } from '../../../../shared/useReason';
import { useT } from '../../../../shared/useT';
import { WarningText } from '../../../../shared/WarningText';
import { TrialContact } from '../../components/TrialContact';
import { isComplete, isProactive, TrialEvent } from '../../components/TrialEvent';
import { Answering, isAnswering } from '../../components/TryPanel';
import { Words } from '../StepInputs';
import type { OutlineHands } from '../useOutline';
import { useStepName, type Steps } from './Lines';
import { Moves } from './Moves';
import { Talk } from './Talk';
import type { Trial } from './useTrial';

/** Who the person is: one whom somebody made up, or a contact. */
const Person = ({ trial }: { trial: Trial }) => {
  const t = useT();
  const { asked, change } = trial;
  const picked = (
    <TrialContact contact={asked.contact} onChange={(contact) => change({ contact })} />
  );
  if (asked.contact) return picked;
  const field = (name: 'name' | 'language' | 'country' | 'town' | 'tags', most: number) => (
    <Box flex="1" minWidth="14rem" key={name}>
      <Words
        name={`trial-${name}`}
        label={t(`flows.try.person.${name}`)}
        value={asked[name]}
        most={most}
        onChange={(value) => change({ [name]: value })}
        testId={`trial-${name}`}
      />
    </Box>
  );
  return (
    <>
      <Flex gap={3} wrap="wrap" alignItems="flex-start">
        {[field('name', 120), field('tags', 500), field('town', 120)]}
        {[field('language', 12), field('country', 2)]}
      </Flex>
      <Checkbox
        checked={asked.optedIn}
        onCheckedChange={(checked) => change({ optedIn: checked === true })}
      >
        {t('flows.try.person.opted-in')}
      </Checkbox>
      {picked}
    </>
  );
};

/** May free text go to the made-up person? A message has opened the reply window, and of a contact it is known. */
const ReplyWindow = ({ trial: { asked, change } }: { trial: Trial }) => {
  const t = useT();
  if (asked.contact || !isProactive(asked.event)) return null;
  return (
    <Checkbox
      checked={asked.windowOpen}
      onCheckedChange={(checked) => change({ windowOpen: checked === true })}
    >
      {t('flows.try.window')}
    </Checkbox>
  );
};

/** What sets the flow off. */
const Beginning = ({ trial }: { trial: Trial }) => {
  const t = useT();
  const { asked, change } = trial;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void trial.start();
      }}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={2} wrap="wrap">
          <Badge>{t('bots.try.badge')}</Badge>
          <Typography variant="pi" textColor="neutral600">
            {t('flows.try.hint')}
          </Typography>
        </Flex>
        <TrialEvent asked={asked} onChange={change} testId="trial-opening" />
        <ReplyWindow trial={trial} />
        <Person trial={trial} />
        {trial.isStale ? (
          <WarningText variant="omega" role="status">
            {t('flows.try.stale')}
          </WarningText>
        ) : null}
        <Box>
          <Button
            type="submit"
            variant="secondary"
            startIcon={<Play />}
            loading={trial.isBusy}
            disabled={!isComplete(asked)}
            data-testid="trial-start"
          >
            {t(trial.played ? 'flows.try.restart' : 'flows.try.start')}
          </Button>
        </Box>
      </Flex>
    </form>
  );
};

/** Where the person is in the flow, or how it ended. */
const Where = ({ trial, steps }: { trial: Trial; steps: Steps }) => {
  const t = useT();
  const moments = useMoments();
  const reasonOf = useReason();
  const nameOf = useStepName(steps);
  const { place = null, end = null } = trial.played?.trial ?? {};
  if (end)
    return (
      <Typography role="status" fontWeight="bold" data-testid="trial-place">
        {end.reason === null
          ? t('flows.try.ended')
          : t('flows.try.ended-why', { reason: reasonOf(end.reason) })}
      </Typography>
    );
  if (!place) return null;
  const node = nodeOf(steps.graph, place.node);
  const values = { step: nameOf(place.node, node?.step.kind ?? ''), at: moments.day(place.until) };
  return (
    <Flex gap={2} wrap="wrap" justifyContent="space-between">
      <Typography role="status" data-testid="trial-place">
        {t(`flows.try.waits.${place.waits}`, values)}
      </Typography>
      {node ? (
        <Button size="S" variant="ghost" onClick={() => steps.onShow(place.node)}>
          {t('flows.try.show-step')}
        </Button>
      ) : null}
    </Flex>
  );
};

const Values = ({ trial }: { trial: Trial }) => {
  const t = useT();
  const variables = trial.played?.trial.variables ?? [];
  if (variables.length === 0) return null;
  return (
    <Box tag="section" aria-label={t('flows.try.values')}>
      <Typography variant="delta" tag="h3">
        {t('flows.try.values')}
      </Typography>
      <Box tag="dl" data-testid="trial-values">
        {variables.map(({ name, value }) => (
          <Flex key={name} gap={2} alignItems="baseline">
            <Typography tag="dt" variant="pi" textColor="neutral600">
              {name}
            </Typography>
            <Typography tag="dd" variant="pi" style={{ overflowWrap: 'anywhere' }}>
              <span dir="auto">{value}</span>
            </Typography>
          </Flex>
        ))}
      </Box>
    </Box>
  );
};

/** All that has been played, and what one does next. */
const Played = ({
  trial,
  hands,
  onShow,
}: {
  trial: Trial;
  hands: OutlineHands;
  onShow: (node: string) => void;
}) => {
  const t = useT();
  const { played } = trial;
  if (!played) return <Typography textColor="neutral600">{t('flows.try.empty')}</Typography>;
  const { result } = played;
  const steps: Steps = {
    graph: hands.graph,
    numberOf: hands.outline.numberOf,
    words: hands.words,
    onShow,
  };
  return (
    <>
      <Answering result={result} />
      {isAnswering(result) ? null : <Typography variant="pi">{t('bots.try.if-asked')}</Typography>}
      <Talk
        played={played}
        steps={steps}
        isBusy={trial.isBusy}
        onPress={trial.isFull ? null : trial.make}
      />
      <Where trial={trial} steps={steps} />
      <Moves trial={trial} steps={steps} />
      <Values trial={trial} />
    </>
  );
};

interface Props {
  readonly trial: Trial;
  readonly hands: OutlineHands;
}

const TryDrawer = ({ trial, hands, onClose }: Props & { onClose: () => void }) => {
  const t = useT();
  const { error, replay } = trial;
  const again = useRef(replay);
  // The flow may have been changed since the drawer was closed.
  useEffect(() => void again.current(), []);
  return (
    <Drawer open onClose={onClose} title={t('bots.try')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Beginning trial={trial} />
        <Played
          trial={trial}
          hands={hands}
          onShow={(node) => {
            onClose();
            // Once the drawer no longer holds the focus.
            setTimeout(() => hands.focus(node));
          }}
        />
        {error ? (
          <Flex gap={2} wrap="wrap" justifyContent="space-between">
            <Typography textColor="danger600" role="alert">
              {error}
            </Typography>
            <Button size="S" variant="tertiary" onClick={() => void trial.retry()}>
              {t('shell.state.retry')}
            </Button>
          </Flex>
        ) : null}
      </Flex>
    </Drawer>
  );
};

/** Tries the edited flow step by step, as on a phone. Nothing is sent. */
export const TryFlow = ({ trial, hands }: Props) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="tertiary"
        startIcon={<Play />}
        onClick={() => setOpen(true)}
        data-testid="try-flow"
      >
        {t('bots.try')}
      </Button>
      {isOpen ? <TryDrawer trial={trial} hands={hands} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
