import { useMemo } from 'react';
import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { AutomationAhead } from '../../../../../server/src/contracts/automation-watch';
import type { AutomationTrigger } from '../../../../../server/src/contracts/automations';
import { useWhatsappAheadAutomationWatchQuery } from '../../../api/automation-watch';
import { useDebounced } from '../../../shared/useDebounced';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { isWholeTrigger } from '../errors';
import { emptyDraft } from '../model';
import type { AutomationForm } from '../useAutomationForm';

const PAUSE = 700;
const MINUTE = 60_000;
const DAY = 86_400_000;

type TimedTrigger = Extract<AutomationTrigger, { kind: 'date' | 'clock' }>;

const isTimed = (trigger: AutomationTrigger): trigger is TimedTrigger =>
  trigger.kind === 'date' || trigger.kind === 'clock';

/** A day of the calendar as a number, to count days between two. */
const dayIn = (timeZone: string, at: number): number =>
  Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)) / DAY;

/** Instants on the clock of the business: "tomorrow 10:00", "Mon, Nov 30 10:00", with the year where it is another one. */
const useTimeWords = (timeZone: string): ((at: number) => string) => {
  const intl = useIntl();
  const clock = useMoments();
  const now = useNow(MINUTE);
  return (at) => {
    const time = clock.time(at, timeZone);
    const days = dayIn(timeZone, at) - dayIn(timeZone, now);
    if (days === 0 || days === 1)
      return `${intl.formatRelativeTime(days, 'day', { numeric: 'auto' })} ${time}`;
    const yearOf = (instant: number) => intl.formatDate(instant, { timeZone, year: 'numeric' });
    const isOtherYear = yearOf(at) !== yearOf(now);
    const day = intl.formatDate(at, {
      ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short' },
      ...(isOtherYear ? ({ year: 'numeric' } as const) : {}),
    });
    return `${day} ${time}`;
  };
};

/** By whose clock it really comes, where these moments are those of the business. */
const useNotes = (trigger: TimedTrigger, { zone, isPart, moments }: AutomationAhead): string[] => {
  const t = useT();
  const isForeign = moments.length > 0 && zone !== viewerZone();
  // A moment of a field is the same on every clock.
  const isOnClock = trigger.kind === 'clock' || trigger.at !== null;
  const isByPerson = isOnClock && trigger.zone === 'person';
  return [
    ...(isForeign ? [t('automations.ahead.zone', { zone })] : []),
    ...(isByPerson ? [t('automations.ahead.person')] : []),
    ...(trigger.usualHour ? [t('automations.ahead.usual-hour')] : []),
    ...(isPart ? [t('automations.ahead.part')] : []),
  ];
};

const InWords = ({ trigger, ahead }: { trigger: TimedTrigger; ahead: AutomationAhead }) => {
  const t = useT();
  const timeWords = useTimeWords(ahead.zone);
  const notes = useNotes(trigger, ahead);
  const moments = ahead.moments.map(({ at, entry }) => {
    const title = entry?.title ?? null;
    return title === null ? timeWords(at) : `${timeWords(at)} (${title})`;
  });
  const next =
    moments.length > 0
      ? t('automations.ahead', { moments: moments.join(', ') })
      : t('automations.ahead.none');
  return (
    <Typography variant="pi" textColor="neutral600" data-testid="next-moments">
      {[next, ...(moments.length > 0 || ahead.isPart ? notes : [])].join(' ')}
    </Typography>
  );
};

/** When a date or the clock comes next, as it is typed. */
export const NextMoments = ({ form }: { form: AutomationForm }) => {
  const { trigger } = form.draft;
  const settled = useDebounced(trigger, PAUSE);
  const automationId = form.automation?.id ?? null;
  const isAsked = isTimed(settled) && isWholeTrigger(settled);
  // Memoised: the query makes a key of it each time that it gets another object.
  const asked = useMemo(
    () => ({ trigger: isAsked ? settled : emptyDraft().trigger, automationId }),
    [isAsked, settled, automationId]
  );
  const { currentData } = useWhatsappAheadAutomationWatchQuery(asked, {
    skip: !isAsked,
    refetchOnMountOrArgChange: true,
  });
  if (!isTimed(trigger) || !isTimed(settled) || !currentData) return null;
  return <InWords trigger={settled} ahead={currentData} />;
};
