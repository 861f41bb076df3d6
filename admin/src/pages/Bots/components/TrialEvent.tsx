import { Checkbox, Typography } from '@strapi/design-system';
import {
  FILE_KINDS,
  isApart,
  isFileKind,
  isMinutesOfWait,
  TRY_EVENTS,
  type BotEvent,
  type TryBody,
  type TryEvent,
} from '../../../../../server/src/contracts/bots';
import { PhoneBubble } from '../../../shared/PhoneFrame';
import { Select } from '../../../shared/SelectField';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { Words } from '../flow/StepInputs';
import { Quiet } from './Quiet';

/** What sets a bot off in a trial. */
export interface TriedEvent {
  readonly event: TryEvent;
  /** What the customer writes or has written, or the words of the button. */
  readonly text: string;
  /** Of the event: the tag, the kind of file, the topic, the link, the reason, the minutes without a reply. */
  readonly value: string;
  readonly isFirst: boolean;
}

/** Minutes without a reply that a trial proposes, as a new trigger does. */
const SOME_MINUTES = '15';

/** The value of an event when it is chosen; `named`: of the trigger that names it. */
export const valueOfEvent = (event: TryEvent, named = ''): string => {
  switch (event) {
    case 'file':
      return isFileKind(named) ? named : 'image';
    case 'unanswered':
      return isMinutesOfWait(named) ? named : SOME_MINUTES;
    case 'tag-added':
    case 'topic-out':
    case 'link-opened':
    case 'closed':
      return named;
    default:
      return '';
  }
};

/** Does what the bot then says answer nobody? */
export const isProactive = (event: BotEvent): boolean => isApart(event) && event !== 'unanswered';

/** May a trial with it begin? */
export const isComplete = ({ event, value }: Pick<TriedEvent, 'event' | 'value'>): boolean =>
  event !== 'unanswered' || isMinutesOfWait(value);

/** Does the customer write something, or press it? */
const hasText = (event: TryEvent): boolean =>
  !isProactive(event) && event !== 'file' && event !== 'place';

/** What a trial asks the server: no text that the form does not show. */
export const messageOf = ({ event, text, value, isFirst }: TriedEvent): TryBody['message'] => ({
  ...{ event, value, isFirst },
  text: hasText(event) ? text : '',
});

interface FieldsProps {
  readonly asked: TriedEvent;
  readonly onChange: (part: Partial<TriedEvent>) => void;
}

const Value = ({ asked: { event, value }, onChange }: FieldsProps) => {
  const t = useT();
  const change = (next: string) => onChange({ value: next });
  if (event === 'file')
    return (
      <Select
        name="trial-value"
        label={t('bots.value.file')}
        value={value}
        options={FILE_KINDS.map((kind) => [kind, t(`bots.file.${kind}`)] as const)}
        onChange={change}
      />
    );
  switch (event) {
    case 'tag-added':
    case 'topic-out':
    case 'link-opened':
    case 'closed':
    case 'unanswered':
      return (
        <Words
          name="trial-value"
          label={t(`bots.value.${event}`)}
          value={value}
          most={256}
          error={isComplete({ event, value }) ? false : t('bots.problem.minutes')}
          testId="trial-value"
          onChange={change}
        />
      );
    default:
      return null;
  }
};

/** What sets the bot off, as a form. `testId`: of the field for what the customer writes. */
export const TrialEvent = ({ asked, onChange, testId }: FieldsProps & { testId: string }) => {
  const t = useT();
  const { event, text, isFirst } = asked;
  const nameOf = (one: TryEvent) =>
    one === 'message' ? t('bots.try.event.message') : t(`bots.trigger.${one}`);
  return (
    <>
      <Select
        name="trial-event"
        label={t('bots.try.event')}
        value={event}
        options={TRY_EVENTS.map((one) => [one, nameOf(one)] as const)}
        onChange={(next) => onChange({ event: next, value: valueOfEvent(next) })}
      />
      <Value asked={asked} onChange={onChange} />
      {hasText(event) ? (
        <Words
          name="trial-opening"
          label={t(event === 'button' ? 'bots.try.text.button' : 'bots.try.text.message')}
          value={text}
          most={1000}
          onChange={(next) => onChange({ text: next })}
          testId={testId}
        />
      ) : null}
      {isApart(event) || event === 'reopened' ? null : (
        <Checkbox
          checked={isFirst}
          onCheckedChange={(checked) => onChange({ isFirst: checked === true })}
        >
          {t('bots.try.first')}
        </Checkbox>
      )}
    </>
  );
};

/** What happened otherwise than by words, in a line; nothing where the message itself shows it. */
export const EventLine = ({ event, value }: Pick<TriedEvent, 'event' | 'value'>) => {
  const t = useT();
  switch (event) {
    case 'message':
    case 'button':
    case 'file':
    case 'place':
      return null;
    case 'unanswered':
      return <Quiet>{t('flows.try.event.unanswered', { minutes: Number(value) })}</Quiet>;
    case 'topic-out':
    case 'link-opened':
    case 'closed':
      return (
        <Quiet>
          {value === ''
            ? t(`flows.try.event.${event}`)
            : t(`flows.try.event.${event}.value`, { value })}
        </Quiet>
      );
    default:
      return <Quiet>{t(`flows.try.event.${event}`, { value: value || '…' })}</Quiet>;
  }
};

/** How a trial began: the message of the customer, and what else happened. */
export const TrialOpening = ({ asked }: { asked: TriedEvent }) => {
  const t = useT();
  const known = useKnownWord();
  const { event, text, value } = asked;
  const sent = (): string => {
    if (event === 'place') return t('flows.try.sent.location');
    return event === 'file' ? (known('bots.file', value) ?? value) : text || '…';
  };
  return (
    <>
      {isProactive(event) ? null : (
        <PhoneBubble own>
          <Typography dir="auto">{sent()}</Typography>
        </PhoneBubble>
      )}
      <EventLine event={event} value={value} />
    </>
  );
};
