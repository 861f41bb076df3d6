import { useState } from 'react';
import { Badge, Box, Button, Flex, Typography } from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { hasConditions, type TryResult } from '../../../../../server/src/contracts/bots';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappTryBotsMutation } from '../../../api/bots';
import { badgeLook } from '../../../shared/badge-look';
import { MessageBody } from '../../../shared/MessageBody';
import { PhoneBubble, PhoneFrame } from '../../../shared/PhoneFrame';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import { bodyOf, triggerWords, type Draft } from '../model';
import { StepLine } from './StepLine';
import { TrialContact } from './TrialContact';
import { isComplete, messageOf, TrialEvent, TrialOpening, type TriedEvent } from './TrialEvent';
import { OnlyIfWords } from './TriggerWords';

type Asks = TryResult['order'][number];

/** Does the draft answer the message? */
export const isAnswering = ({ order }: Pick<TryResult, 'order'>): boolean =>
  order.some(({ isThis, answers }) => isThis && answers);

/** What becomes of a bot that fits. One that rests is passed over before its conditions are asked. */
const outcomeOf = ({ answers, active, isThis, rests, unmet }: Asks) => {
  if (answers) return 'answers';
  if (!active && !isThis) return 'off';
  if (rests) return 'rests';
  return unmet ? 'unmet' : 'later';
};

/** The number of the step at which the draft ends before its time; null: it does not, or it is a flow, which is played. */
const failingStep = ({ steps, trial, ...result }: TryResult): number | null => {
  const failing = steps.find(({ ok, stopped }) => !ok && stopped);
  return failing && trial === null && isAnswering(result) ? failing.index + 1 : null;
};

/** Does the sentence say more than that the draft answers? */
const isLimited = (result: TryResult): boolean =>
  failingStep(result) !== null || result.outside !== null;

/** Who answers, in one sentence. */
const useVerdict = () => {
  const t = useT();
  return (result: TryResult): string => {
    const { order, answeredBy, silence } = result;
    const number = failingStep(result);
    if (number !== null) return t('bots.try.fails', { number });
    if (silence) return t(`bots.try.silence.${silence}`);
    const own = order.find(({ isThis }) => isThis);
    const first = own?.answers ? own : order.find(({ answers }) => answers);
    if (own && outcomeOf(own) === 'unmet')
      return first ? t('bots.try.unmet.other', { name: first.name }) : t('bots.try.unmet');
    if (!first) return t('bots.try.nobody');
    if (answeredBy) return t('bots.try.other', { name: answeredBy });
    // Outside of business hours another bot has the word: that is said below.
    if (result.outside !== null) return t(first.active ? 'bots.try.within' : 'bots.try.within.off');
    return t(first.active ? 'bots.try.answers' : 'bots.try.answers.off');
  };
};

/** A bot that the message sets off: its place, by what, and what becomes of it. */
const One = ({ bot }: { bot: Asks }) => {
  const t = useT();
  const { trigger } = bot;
  return (
    <Flex tag="li" justifyContent="space-between" alignItems="flex-start" gap={2} wrap="wrap">
      <Flex direction="column" alignItems="flex-start" minWidth={0}>
        <Typography fontWeight={bot.answers ? 'bold' : 'regular'} dir="auto">
          {bot.isThis ? t('bots.try.this', { name: bot.name }) : bot.name}
        </Typography>
        <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {t('bots.try.place', { place: bot.place, trigger: triggerWords(trigger, t) })}
        </Typography>
        {trigger.when && hasConditions(trigger) ? (
          <Typography variant="pi" textColor="neutral600" dir="auto">
            <OnlyIfWords when={trigger.when} />
          </Typography>
        ) : null}
      </Flex>
      <Badge {...badgeLook(bot.answers ? 'success' : 'neutral')}>
        {t(`bots.try.outcome.${outcomeOf(bot)}`)}
      </Badge>
    </Flex>
  );
};

/** Which bot answers, and which ones fit, in the order in which they are asked. */
export const Answering = ({ result }: { result: TryResult }) => {
  const t = useT();
  const verdict = useVerdict();
  const { order } = result;
  return (
    <>
      <Typography
        role="status"
        fontWeight="bold"
        textColor={isAnswering(result) && !isLimited(result) ? 'success700' : 'neutral800'}
        data-testid="try-outcome"
      >
        {verdict(result)}
      </Typography>
      {result.outside === null ? null : (
        <Typography textColor="warning700" dir="auto">
          {t('bots.try.outside', { name: result.outside })}
        </Typography>
      )}
      {order.some(({ unsure }) => unsure) ? (
        <Typography variant="pi" textColor="neutral600">
          {t('flows.try.unsure')}
        </Typography>
      ) : null}
      {order.length > 0 ? (
        <Flex
          tag="ol"
          direction="column"
          alignItems="stretch"
          gap={3}
          padding={0}
          margin={0}
          aria-label={t('bots.try.order')}
        >
          {order.map((bot) => (
            <One key={bot.place} bot={bot} />
          ))}
        </Flex>
      ) : null}
    </>
  );
};

const Outcome = ({ result, asked }: { result: TryResult; asked: TriedEvent }) => {
  const t = useT();
  const { answeredBy, trigger, steps } = result;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Answering result={result} />
      {steps.length > 0 ? (
        <>
          {isAnswering(result) ? null : (
            <Typography variant="pi" textColor="neutral800">
              {trigger === null
                ? t('bots.try.says', { name: answeredBy ?? '' })
                : t('bots.try.if-asked')}
            </Typography>
          )}
          <PhoneFrame talk title={t('bots.try.badge')}>
            <TrialOpening asked={asked} />
            {steps.map((step) =>
              step.body ? (
                <PhoneBubble key={step.index}>
                  <MessageBody body={step.body} />
                </PhoneBubble>
              ) : (
                <StepLine key={step.index} step={step} />
              )
            )}
          </PhoneFrame>
        </>
      ) : null}
    </Flex>
  );
};

const NOTHING: TriedEvent = { text: '', event: 'message', value: '', isFirst: false };

/** Runs what the form says against a made-up message or event. Nothing is sent. */
export const TryPanel = ({ id, draft }: { id: number | null; draft: Draft }) => {
  const t = useT();
  const explain = useApiError();
  const [attempt, attempting] = useWhatsappTryBotsMutation();
  const [asked, setAsked] = useState(NOTHING);
  const [contact, setContact] = useState<ContactView | null>(null);
  const [shown, setShown] = useState<{ result: TryResult; asked: TriedEvent } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const run = async () => {
    setError(null);
    try {
      const bot = { ...bodyOf(draft, true), name: draft.name.trim() || '…' };
      const body = { id, bot, message: messageOf(asked), contactId: contact?.id ?? null };
      setShown({ result: await attempt(body).unwrap(), asked });
    } catch (refused) {
      setShown(null);
      setError(explain(refused).message);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={2} wrap="wrap">
          <Badge>{t('bots.try.badge')}</Badge>
          <Typography variant="pi" textColor="neutral600">
            {t('bots.try.hint')}
          </Typography>
        </Flex>
        <TrialEvent
          asked={asked}
          onChange={(part) => setAsked((old) => ({ ...old, ...part }))}
          testId="try-text"
        />
        {contact || draft.triggers.some(hasConditions) ? (
          <TrialContact contact={contact} onChange={setContact} />
        ) : null}
        <Box>
          <Button
            type="submit"
            variant="secondary"
            startIcon={<Play />}
            loading={attempting.isLoading}
            disabled={!isComplete(asked)}
            data-testid="try-run"
          >
            {t('bots.try.run')}
          </Button>
        </Box>
        {error ? (
          <Typography textColor="danger600" role="alert">
            {error}
          </Typography>
        ) : null}
        {shown ? <Outcome {...shown} /> : null}
      </Flex>
    </form>
  );
};
